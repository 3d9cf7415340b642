namespace Grid.Domain.Persons.Consequences;

/// <summary>The consequences of one event.</summary>
public sealed record PersonConsequences(IReadOnlyList<CountEntry> Counts, IReadOnlyList<PlatformItem> PlatformItems, IReadOnlyList<PersonNotice> Notices);
