using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;

namespace Grid.Domain.Tests.Counting;

/// <summary>The model's own idea of a registration at an office, from when to when.</summary>
internal sealed class Stay
{
    public required PersonId Person { get; set; }

    public required StayFacts Facts { get; set; }

    public required DateOnly From { get; init; }

    public required string Came { get; init; }

    public string? CameFrom { get; init; }

    public DateOnly? To { get; set; }

    public string? Left { get; set; }

    public string? WentTo { get; set; }

    public ExitReason? Reason { get; set; }

    public bool StandsAtEndOf(DateOnly day) => From <= day && (To is null || To > day);
}

internal sealed record StayFacts(
    string Region,
    string Office,
    CountBlock Block,
    int Sex,
    string Education,
    int Reason,
    string Ground,
    string Channel,
    DateOnly? HardshipFrom,
    DateOnly? HardshipTo
);
