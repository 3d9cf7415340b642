using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Events;

/// <summary>The platform sent the same application again with other contact data.</summary>
public sealed record ContactUpdated([property: Personal] TelephoneNumber? Telephone, [property: Personal] string? Address) : PersonEvent;
