using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Grains.Interfaces.Operations;

/// <summary>A person who is to be asked.</summary>
/// <param name="Number">The registration; the latest, if there are several.</param>
/// <param name="On">The day of what was asked for: registration or exit.</param>
/// <param name="Office">The office that holds the case.</param>
/// <param name="Telephone">As it is known now.</param>
public sealed record SampledPerson(
    PersonId Person,
    RegistrationNumber Number,
    DateOnly On,
    string Office,
    PersonName Name,
    TelephoneNumber Telephone
);
