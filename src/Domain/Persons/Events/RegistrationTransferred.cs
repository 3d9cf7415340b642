using Grid.Domain.Codes;

namespace Grid.Domain.Persons.Events;

/// <summary>The active registration went to another office.</summary>
/// <param name="Counted">Whether it is in the stock from then on.</param>
public sealed record RegistrationTransferred(string From, string To, PlaceGround Ground, bool Counted, DateOnly On, [property: Personal] string Note) : PersonEvent;
