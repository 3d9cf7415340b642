using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Consequences;

/// <summary>A person's journal as far as <see cref="PlatformReplay"/> reads it, in order.</summary>
public sealed record PersonHistory(PersonId Person, IReadOnlyList<RecordedEvent> Events);
