using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;

namespace Grid.LoadGenerator.Persons;

/// <summary>A made-up person with a made-up application.</summary>
internal sealed record MadeUpPerson
{
    public required int Index { get; init; }

    public required IdentityNumber Number { get; init; }

    public required PersonName Name { get; init; }

    /// <summary>As written on the form; only where the number does not show it.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <inheritdoc cref="BirthDate"/>
    public Sex? Sex { get; init; }

    public required PersonDetails Details { get; init; }

    public required Office Office { get; init; }

    public required PlaceGround Ground { get; init; }

    public ByReferenceGroup? ByReference { get; init; }

    public required ApplicationChannel Channel { get; init; }

    public required UnemploymentReason Reason { get; init; }

    public string? OtherReason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    /// <summary>Always before the day of the run.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    public required IReadOnlyList<string> JobWishes { get; init; }

    public bool WishesToClaimBenefit { get; init; }

    public FormerEmployer? Employer { get; init; }
}
