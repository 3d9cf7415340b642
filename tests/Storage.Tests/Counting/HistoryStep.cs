using Grid.Domain.Counting;
using Grid.Domain.Identity;

namespace Grid.Storage.Tests.Counting;

/// <summary>One event of a made-up history, with what its commit leaves for counting.</summary>
internal sealed record HistoryStep(
    PersonId Person,
    long Sequence,
    string Event,
    DateOnly On,
    DateTimeOffset At,
    object Facts,
    StatisticalStatusChange? StatisticalStatus,
    IReadOnlyList<CountEntry> Entries
);
