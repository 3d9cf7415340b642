using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Applications;

/// <summary>
/// What else is asked of the person. Telephone and health are needed; what is wrong with the others is stored as given and marked
/// unverified.
/// </summary>
public sealed record DetailsBody
{
    public string? Telephone { get; init; }

    public string? Address { get; init; }

    /// <summary>Code list health.</summary>
    public string? Health { get; init; }

    /// <summary>Code list disability-grade; with health 5 only.</summary>
    public string? DisabilityGrade { get; init; }

    /// <summary>Code list education.</summary>
    public string? Education { get; init; }

    /// <summary>Code list ethnic-group.</summary>
    public string? EthnicGroup { get; init; }

    /// <summary>Code list hukou-nature.</summary>
    public string? HukouNature { get; init; }

    /// <summary>Region of the household registration, 6 digits.</summary>
    public string? HukouRegion { get; init; }

    internal static PersonDetails? Read(DetailsBody? body, Fields fields)
    {
        if (!fields.Has(body, "details"))
        {
            return null;
        }

        var telephone = fields.Value<TelephoneNumber, TelephoneNumberError>(body.Telephone, "details.telephone", TelephoneNumber.TryParse);
        var health = fields.Code(body.Health, "details.health", CodeListIds.Health, required: true);
        var details = new PersonDetails
        {
            Telephone = telephone!,
            Health = health!,
            Address = Fields.Side(body.Address),
            DisabilityGrade = Fields.Side(body.DisabilityGrade),
            Education = Fields.Side(body.Education),
            EthnicGroup = Fields.Side(body.EthnicGroup),
            HukouNature = Fields.Side(body.HukouNature),
            HukouRegion = Fields.Side(body.HukouRegion),
        };
        return telephone is null || health is null ? null : details;
    }
}
