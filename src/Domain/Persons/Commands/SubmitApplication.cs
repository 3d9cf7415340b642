using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Unverified;

namespace Grid.Domain.Persons.Commands;

/// <summary>
/// The person applies for registration (申请), at any one of the four places (79/2020 (一)). Carries no attachment: none may be asked (79/2020 (二)).
/// While an application is open, the same office gets that application as the answer, and another office one transfer request on it;
/// while a registration is active, another office gets one transfer request on that.
/// </summary>
public sealed record SubmitApplication : PersonCommand
{
    public required IdentityNumber Number { get; init; }

    public required PersonName Name { get; init; }

    /// <summary>As written on the form; may only fill what the number leaves open, never contradict it.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <inheritdoc cref="BirthDate"/>
    public Sex? Sex { get; init; }

    public required ApplicationChannel Channel { get; init; }

    /// <summary>Required for, and only for, the platform's channel.</summary>
    public PlatformApplicationNumber? PlatformNumber { get; init; }

    /// <summary>The person's own moment of submission when it lies before now (platform, offline paper, backfill); null for now.</summary>
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

    /// <summary>Optional data (codes, region, grade) are as given: those that cannot be so are stored as unverified.</summary>
    public required PersonDetails Details { get; init; }

    /// <summary>Side data that could not be brought into their fields on the way here.</summary>
    public IReadOnlyList<UnverifiedValue> Unverified { get; init; } = [];
}
