namespace Grid.Grains.Interfaces.Platform;

/// <summary>What a backfill has done so far.</summary>
/// <param name="Rows">Registrations that it has looked at.</param>
/// <param name="Made">Items that it made and put to those that wait.</param>
/// <param name="PutBack">Items that the platform had accepted and that are sent again.</param>
/// <param name="Known">Items that were made before, sent or not, and are left as they are.</param>
/// <param name="Skipped">Registrations with nothing to tell: the person was erased, or it was entered in error and the platform never heard
/// of it.</param>
/// <param name="Failed">Registrations whose history cannot be read; they are listed.</param>
public sealed record BackfillCounts(long Rows, long Made, long PutBack, long Known, long Skipped, long Failed);
