using Grid.Domain.Codes;
using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>Why and since when a registration ends (登记退出, 79/2020 (四)).</summary>
public sealed record ExitDetails : Discreet
{
    public required ExitReason Reason { get; init; }

    /// <summary>
    /// The day on which the fact happened: the exit counts in the period that holds it. Not before the registration, not in the future.
    /// </summary>
    public required DateOnly On { get; init; }

    public required Evidence Evidence { get; init; }

    /// <summary>Given exactly when the reason is "other".</summary>
    public string? OtherReason { get; init; }

    /// <summary>
    /// What the person said, where only the person can give up: with <see cref="ExitReason.GaveUpJobSeeking"/>, and only there. Null of an
    /// older version.
    /// </summary>
    public OwnStatement? Statement { get; init; }

    /// <summary>The new employer, or the business or post that the person has now; with the reasons that are work.</summary>
    public FormerEmployer? Employer { get; init; }

    /// <summary>
    /// Which relative the office can inform; with <see cref="ExitReason.Death"/>, and only there. Null where no one is known, and of an
    /// older version.
    /// </summary>
    public FamilyContact? FamilyContact { get; init; }

    /// <summary>Side data that cannot be in their fields, as they were given; null when none.</summary>
    public IReadOnlyList<UnverifiedValue>? Unverified { get; init; }
}

/// <summary>What the person said, as it was recorded: over which channel, when, and in which words.</summary>
/// <param name="Channel">How it reached the office.</param>
/// <param name="At">When the person said it.</param>
/// <param name="Words">The person's own words.</param>
public sealed record OwnStatement(ContactChannel Channel, DateTimeOffset At, string Words) : Discreet;

/// <summary>Which relative the office can inform after a death, as far as known.</summary>
/// <param name="Name">As given to the office.</param>
/// <param name="Relationship">To the person who has died, in words: 配偶, 子女 …</param>
public sealed record FamilyContact(string? Name, string? Relationship, TelephoneNumber? Telephone) : Discreet
{
    /// <summary>
    /// The given telephone number if it is invalid, on its way to where it is stored as unverified; null in every record.
    /// </summary>
    public string? GivenTelephone { get; init; }

    /// <summary>A contact as it was entered: an invalid number is kept as given. Null when nothing was entered.</summary>
    public static FamilyContact? Read(string? name, string? relationship, string? telephone)
    {
        var (called, kin, given) = (Typed(name), Typed(relationship), Typed(telephone));
        return TelephoneNumber.TryParse(given, out var known, out _) ? new FamilyContact(called, kin, known)
            : called is null && kin is null && given is null ? null
            : new FamilyContact(called, kin, null) { GivenTelephone = given };
    }

    private static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>An exit that an older version proposed; since then it is a <see cref="Proposal"/> like any other.</summary>
public sealed record ExitCheck(ExitDetails Proposed, DateTimeOffset ProposedAt, string ProposedBy) : Discreet;
