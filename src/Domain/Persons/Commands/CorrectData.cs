using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Retirement;

namespace Grid.Domain.Persons.Commands;

/// <summary>Correct recorded data; a null member stays as it is. Who, why, before and after go to the journal. The identity number cannot be corrected.</summary>
public sealed record CorrectData : PersonCommand
{
    /// <summary>Why the data are corrected.</summary>
    public required string Why { get; init; }

    public PersonName? Name { get; init; }

    public TelephoneNumber? Telephone { get; init; }

    public string? Address { get; init; }

    public string? Health { get; init; }

    public string? DisabilityGrade { get; init; }

    public string? Education { get; init; }

    public string? EthnicGroup { get; init; }

    public string? HukouNature { get; init; }

    public string? HukouRegion { get; init; }

    /// <inheritdoc cref="PersonDetails.RetirementCategory"/>
    public RetirementCategory? RetirementCategory { get; init; }

    public PlaceGround? Ground { get; init; }

    public UnemploymentReason? Reason { get; init; }

    public string? OtherReason { get; init; }

    public DateOnly? UnemployedOn { get; init; }

    public IReadOnlyList<string>? JobWishes { get; init; }
}
