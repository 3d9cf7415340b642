using Grid.Domain.Codes;
using Grid.Domain.Identity;

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

    /// <summary>The new employer, when the person was hired.</summary>
    public FormerEmployer? Employer { get; init; }
}
