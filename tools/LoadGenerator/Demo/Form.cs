using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Persons;

namespace Grid.LoadGenerator.Demo;

/// <summary>The body of <c>POST /v1/applications</c>.</summary>
internal sealed record Form
{
    /// <summary>The commitment's text of July 2020, which ships with the register.</summary>
    private const string CommitmentVersion = "2020-07";

    public required string IdentityNumber { get; init; }

    public required PersonName Name { get; init; }

    public DateOnly? BirthDate { get; init; }

    public Sex? Sex { get; init; }

    public required ApplicationChannel Channel { get; init; }

    public string? PlatformNumber { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public required string Office { get; init; }

    public required PlaceGround Ground { get; init; }

    public ByReferenceGroup? ByReference { get; init; }

    public required UnemploymentReason Reason { get; init; }

    public string? OtherReason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    public required IReadOnlyList<string> JobWishes { get; init; }

    public bool WishesToClaimBenefit { get; init; }

    public FormerEmployer? FormerEmployer { get; init; }

    public required Commitment Commitment { get; init; }

    public required PersonDetails Details { get; init; }

    public static Form Of(MadeUpPerson person, Office office, string? platformNumber) =>
        new()
        {
            IdentityNumber = person.Number.Value,
            Name = person.Name,
            BirthDate = person.BirthDate,
            Sex = person.Sex,
            Channel = person.Channel,
            PlatformNumber = person.Channel == ApplicationChannel.Platform ? platformNumber : null,
            SubmittedAt = person.SubmittedAt,
            Office = office.Code.Value,
            Ground = person.Ground,
            ByReference = person.ByReference,
            Reason = person.Reason,
            OtherReason = person.OtherReason,
            UnemployedOn = person.UnemployedOn,
            JobWishes = person.JobWishes,
            WishesToClaimBenefit = person.WishesToClaimBenefit,
            FormerEmployer = person.Employer,
            Commitment = new Commitment(CommitmentVersion, person.SubmittedAt.AddMinutes(-3)),
            Details = person.Details,
        };
}
