using Grid.Domain.Counting;

namespace Grid.Domain.Persons.Consequences;

/// <summary>The consequences of one event.</summary>
/// <param name="Standing">What the statistics see of the person from then on, as it may be shown; null when the event does not change that.</param>
public sealed record PersonConsequences(IReadOnlyList<CountEntry> Counts, IReadOnlyList<PlatformItem> PlatformItems, IReadOnlyList<PersonNotice> Notices, StandingChange? Standing);
