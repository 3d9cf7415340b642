namespace Grid.Domain.Persons;

/// <summary>One check by the office, by matching data or by hand, with its evidence (79/2020 (二)). Never a paper asked of the person.</summary>
public sealed record Verification
{
    public required VerificationSubject Subject { get; init; }

    public required VerificationOutcome Outcome { get; init; }

    public required Evidence Evidence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string By { get; init; }
}
