namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>The person's one reminder <c>duty</c>.</summary>
/// <param name="At">When the register must act on its own; null deletes the reminder.</param>
public sealed record DutyRow(DateTimeOffset? At);
