using Grid.Domain.Identity;

namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>One person found. The name is clear here and masked by the API.</summary>
public sealed record SearchHit(PersonId Person, PersonName Name, string Office, string Region, bool Active);
