using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Events;

/// <summary>The person gave the name as on the document.</summary>
public sealed record IdentityCorrected([property: Personal] PersonName Before, [property: Personal] PersonName After) : PersonEvent;
