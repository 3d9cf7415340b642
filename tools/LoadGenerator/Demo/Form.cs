using Grid.Client.Generated.Models;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Persons;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Helpers;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;

namespace Grid.LoadGenerator.Demo;

/// <summary>What the stories send, as the API takes it.</summary>
internal static class Form
{
    /// <summary>The commitment's text of July 2020, which ships with the register.</summary>
    public const string CommitmentVersion = "2020-07";

    /// <summary>An application.</summary>
    public static SubmitBody Of(MadeUpPerson person, Office office, string? platformNumber) =>
        new()
        {
            IdentityNumber = person.Number.Value,
            Name = person.Name.Value,
            BirthDate = DayOf(person.BirthDate),
            Sex = As<SubmitBody_sex>(person.Sex),
            Channel = As<SubmitBody_channel>(person.Channel),
            PlatformNumber = person.Channel == ApplicationChannel.Platform ? platformNumber : null,
            SubmittedAt = person.SubmittedAt,
            Office = office.Code.Value,
            Ground = As<SubmitBody_ground>(person.Ground),
            ByReference = As<SubmitBody_byReference>(person.ByReference),
            Reason = As<SubmitBody_reason>(person.Reason),
            OtherReason = person.OtherReason,
            UnemployedOn = DayOf(person.UnemployedOn),
            JobWishes = [.. person.JobWishes],
            WishesToClaimBenefit = person.WishesToClaimBenefit,
            FormerEmployer = EmployerOf(person.Employer),
            Commitment = new CommitmentBody { TextVersion = CommitmentVersion, AcceptedAt = person.SubmittedAt.AddMinutes(-3) },
            Details = new DetailsBody
            {
                Telephone = person.Details.Telephone?.Value,
                Address = person.Details.Address,
                Health = EnumHelpers.GetEnumValue<HealthCode>(person.Details.Health),
                DisabilityGrade = person.Details.DisabilityGrade,
                Education = person.Details.Education,
                EthnicGroup = person.Details.EthnicGroup,
                HukouNature = person.Details.HukouNature,
                HukouRegion = person.Details.HukouRegion,
            },
        };

    /// <summary>A body as JSON.</summary>
    public static string TextOf(IParsable body)
    {
        using var writer = new JsonSerializationWriter();
        writer.WriteObjectValue(null, body);
        using var text = new StreamReader(writer.GetSerializedContent());
        return text.ReadToEnd();
    }

    public static EmployerBody? EmployerOf(FormerEmployer? employer) =>
        employer is null ? null : new EmployerBody { Name = employer.Name, CreditCode = employer.CreditCode?.Value };

    public static Date DayOf(DateOnly day) => new(day.Year, day.Month, day.Day);

    /// <summary>The value of a list of the document. It has the name that it has in the domain.</summary>
    public static T? As<T>(Enum? value)
        where T : struct, Enum => value is null ? null : Enum.Parse<T>(value.ToString());

    private static Date? DayOf(DateOnly? day) => day is { } known ? DayOf(known) : null;
}
