using Grid.Domain.Codes;
using Grid.Domain.Persons.Unverified;

namespace Grid.Domain.Persons;

/// <summary>Why and since when a registration ends (登记退出, 79/2020 (四)).</summary>
public sealed record ExitDetails
{
    public required ExitReason Reason { get; init; }

    /// <summary>The day on which the fact happened: the exit counts in the period that holds it. Not before the registration, not in the future.</summary>
    public required DateOnly On { get; init; }

    public required Evidence Evidence { get; init; }

    /// <summary>Given exactly when the reason is "other".</summary>
    public string? OtherReason { get; init; }

    /// <summary>What the person said, where only the person can give up: with <see cref="ExitReason.GaveUpJobSeeking"/>, and only there. Null of an older version.</summary>
    public OwnStatement? Statement { get; init; }

    /// <summary>The new employer, or the business or post that the person has now; with the reasons that are work.</summary>
    public FormerEmployer? Employer { get; init; }

    /// <summary>Whom of the family the office can inform; with <see cref="ExitReason.Death"/>, and only there. Null where nobody is known, and of an older version.</summary>
    public FamilyContact? FamilyContact { get; init; }

    /// <summary>Side data that cannot be in their fields, as they were given; null when none.</summary>
    public IReadOnlyList<UnverifiedValue>? Unverified { get; init; }
}
