using Grid.Domain.Counting;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>One event on its way to the journal.</summary>
/// <param name="Sequence">Position among this person's events, from 1.</param>
/// <param name="Event">The fact; its personal part is sealed by the store.</param>
/// <param name="On">The event's date (Asia/Shanghai), which decides its period.</param>
/// <param name="Office">The office that held the case after it; null where there was none.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="At">When it was decided.</param>
/// <param name="TraceId">W3C trace identifier of the request.</param>
public sealed record JournalEntry(
    long Sequence,
    PersonEvent Event,
    DateOnly On,
    string? Office,
    Actor Actor,
    DateTimeOffset At,
    string? TraceId
)
{
    /// <summary>What the statistics see of the person from then on; null when the event does not change that.</summary>
    public StandingChange? Standing { get; init; }
}
