using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Surveys;

/// <summary>One who is to be asked: what a caller needs to reach the right person, and no more.</summary>
/// <param name="RegistrationNumber">The case, by which an answer is brought back.</param>
/// <param name="On">The day of registration or exit.</param>
/// <param name="Name">The first character, the others masked.</param>
/// <param name="Telephone">In full.</param>
public sealed record PhoneSampleLine(
    string RegistrationNumber,
    DateOnly On,
    string Office,
    string? OfficeName,
    string Name,
    string Telephone
)
{
    internal static PhoneSampleLine Of(SampledPerson person, OfficeDirectory offices) =>
        new(person.Number.Value, person.On, person.Office, offices.Find(person.Office)?.Name, person.Name.Masked, person.Telephone.Value);
}
