namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>Where the caller may look: exactly the own office, or everything below a region.</summary>
/// <param name="Office">The own office's code (a clerk); null when the region decides.</param>
/// <param name="RegionPrefix">Leading digits that a region code must have (2 province, 4 city, 6 county, 9, 12); null when the office
/// decides. Empty: everything.</param>
public sealed record SearchScope(string? Office, string? RegionPrefix);
