using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Grains.Persons.Committing;

/// <summary>The request behind a commit.</summary>
/// <param name="Receipt">The receipt that goes with it; null for the register's own commands.</param>
/// <param name="TraceId">W3C trace identifier, for the journal.</param>
public sealed record CommitOrigin(ReceiptEntry? Receipt, string? TraceId);
