using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Consequences;

/// <summary>An event as it stands in a person's journal.</summary>
/// <param name="Office">The office that held the case after it; null where there was none.</param>
/// <param name="At">When it was decided.</param>
public sealed record RecordedEvent(long Sequence, PersonEvent Event, string? Office, Actor By, DateTimeOffset At);
