using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>A committed receipt: of a command to a person, with its outcome, or of another write, with its answer.</summary>
/// <param name="Outcome">What became of a command to a person; null for other writes.</param>
public sealed record StoredReceipt(
    string Caller,
    string Key,
    byte[] Digest,
    string Operation,
    PersonId? Person,
    CommandOutcome? Outcome,
    DateTimeOffset At
)
{
    /// <summary>What was answered to a write that changed no person's record; null for commands to persons.</summary>
    public WriteAnswer? Answer { get; init; }
}
