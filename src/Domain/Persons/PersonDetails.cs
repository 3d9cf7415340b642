using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Persons.Unverified;
using Grid.Domain.Retirement;

namespace Grid.Domain.Persons;

/// <summary>
/// What else the register keeps of a person, and no more than a requirement uses (PIPL art. 6): the minimal form plus what the
/// month's breakdowns need. Codes are those of the code lists named beside each.
/// </summary>
public sealed record PersonDetails
{
    /// <summary>Null when none is known: one that was wrong was removed, or the platform sent none that can be dialled. Null is written, too: the member was always there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TelephoneNumber? Telephone { get; init; }

    /// <summary>Where letters reach the person; optional.</summary>
    public string? Address { get; init; }

    /// <summary>Code list <c>health</c>. Sealed wherever it stands.</summary>
    public required string Health { get; init; }

    /// <summary>Code list <c>disability-grade</c> (scale and grade); only when health says disabled. Sealed wherever it stands.</summary>
    public string? DisabilityGrade { get; init; }

    /// <summary>Code list <c>education</c> (GB/T 4658).</summary>
    public string? Education { get; init; }

    /// <summary>Code list <c>ethnic-group</c> (GB/T 3304).</summary>
    public string? EthnicGroup { get; init; }

    /// <summary>Code list <c>hukou-nature</c> (AAC009). Never decides anything: the place of registration does (79/2020 (十)).</summary>
    public string? HukouNature { get; init; }

    /// <summary>Region code of the household registration, 6 digits.</summary>
    public string? HukouRegion { get; init; }

    /// <summary>Which retirement age applies, as far as it is known: from when the pension data are matched. Two of them tell of health: sealed wherever it stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RetirementCategory? RetirementCategory { get; init; }

    /// <summary>What cannot be in the fields above, as it was given; null when nothing.</summary>
    public IReadOnlyList<UnverifiedValue>? Unverified { get; init; }
}
