using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Events;

/// <summary>A case did not become this record's, because this number had become an alias itself; its sender takes it back.</summary>
public sealed record MoveDeclined(PersonId From, Guid MoveId) : PersonEvent;
