using Grid.Domain.Codes;
using Grid.Domain.Identity;

namespace Grid.Domain.Counting.Recounting;

/// <summary>
/// A registration at one office, from when to when, and by which events, as the recount follows it. Mutable, because a million of them are
/// kept.
/// </summary>
internal sealed class RecountSegment
{
    /// <summary>The record that holds it.</summary>
    public required PersonId Person { get; set; }

    /// <summary>As shown.</summary>
    public required StatisticalStatus Facts { get; set; }

    public required DateOnly From { get; init; }

    /// <summary>The measure that it came by.</summary>
    public required Measure EnteredBy { get; init; }

    /// <summary>Where it came from, of a transfer.</summary>
    public string? CameFrom { get; init; }

    public DateOnly? To { get; set; }

    /// <summary>The measure that it left by; null while it is active.</summary>
    public Measure? LeftBy { get; set; }

    public ExitReason? ExitReason { get; set; }

    /// <summary>It left because it was entered in error or revoked.</summary>
    public bool Removed { get; set; }

    /// <summary>The same registration's segment before this one.</summary>
    public RecountSegment? Earlier { get; set; }

    public bool IsOpen => To is null;

    public bool IsOpenAtEndOf(DateOnly day) => From <= day && (To is not { } to || to > day);
}
