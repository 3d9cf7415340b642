using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Consequences;

/// <summary>An item for the national platform that a person's history gives.</summary>
/// <param name="Person">In whose journal the event stands that it follows from.</param>
/// <param name="Office">The office that held the case after that event; null where there was none.</param>
public sealed record ReplayedItem(PlatformItem Item, PersonId Person, string? Office);
