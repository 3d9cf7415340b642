using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons.Unverified;
using Grid.Domain.Retirement;
using Grid.Domain.Text;

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

    /// <summary>The by-reference group of the open application; see <see cref="GroupCorrection"/>.</summary>
    public GroupCorrection? Group { get; init; }

    public UnemploymentReason? Reason { get; init; }

    public string? OtherReason { get; init; }

    public DateOnly? UnemployedOn { get; init; }

    public IReadOnlyList<string>? JobWishes { get; init; }

    /// <summary>The former employer of the latest application, as the person tells it.</summary>
    public FormerEmployer? FormerEmployer { get; init; }

    /// <summary>What of these values could not be brought into its field; set by the rule, null when nothing.</summary>
    public IReadOnlyList<UnverifiedValue>? Unverified { get; init; }

    /// <summary>Optional data that are wrong and are taken out, with what of them was stored as unverified; null when none.</summary>
    public IReadOnlyList<RemovableField>? Remove { get; init; }
}

/// <summary>Optional data that a correction may take out without a new value.</summary>
[JsonConverter(typeof(StrictEnumConverter<RemovableField>))]
public enum RemovableField
{
    /// <summary>A number that is somebody else's: messages wait in the person's inbox until there is another.</summary>
    Telephone = 1,
    Address = 2,
    Education = 3,
    EthnicGroup = 4,
    HukouNature = 5,
    HukouRegion = 6,
    FormerEmployer = 7,

    /// <summary>Only what was stored as unverified of it.</summary>
    DisabilityGrade = 8,

    /// <summary>Only what was stored as unverified of them.</summary>
    JobWishes = 9,

    /// <summary>Only what was stored as unverified of it.</summary>
    OtherReason = 10,
}

/// <summary>The by-reference group is another one, or the person is an ordinary applicant.</summary>
/// <param name="To">The right group; null for none.</param>
public sealed record GroupCorrection(ByReferenceGroup? To);
