using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>A number that is an alias of this record, the move that brought it, and what it brought, so that it can be undone.</summary>
public sealed record TakenOver(PersonId Alias, Guid MoveId, MovedCase Case);
