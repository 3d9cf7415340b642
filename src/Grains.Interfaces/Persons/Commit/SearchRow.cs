using Grid.Domain.Identity;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>By what a person is found. Null members: not to be found by them any more (an alias, or entered in error).</summary>
/// <param name="Name">Found by the prefix of its search key.</param>
/// <param name="Telephone">Found by its keyed hash.</param>
/// <param name="Office">The office of the open case, or of the last one.</param>
/// <param name="Region">Counting leaf of that office.</param>
/// <param name="Active">Whether a registration is active.</param>
public sealed record SearchRow(PersonName? Name, TelephoneNumber? Telephone, string? Office, string? Region, bool Active);
