namespace Grid.Grains.Interfaces.Platform;

/// <summary>Why a downloaded application is not handed over.</summary>
/// <param name="Field">The field at fault, in the register's names; null where it is none in particular.</param>
/// <param name="Reason">In Chinese and English; may quote the value.</param>
/// <param name="RetryAt">When it is handed over again by itself; null where time alone does not cure it.</param>
/// <param name="Office">The office that settles it with the person; null where none is known.</param>
/// <param name="Due">The last of the three working days from the submission, inclusive; null where that is not known.</param>
public sealed record ApplicationRefusal(string? Field, string Reason, DateTimeOffset? RetryAt, string? Office, DateOnly? Due);
