namespace Grid.PlatformSimulator.Faults;

/// <summary>How often something happens.</summary>
/// <param name="Rate">Share, 0 to 1; spread evenly, not by chance, so that a run can be repeated.</param>
/// <param name="Next">The next so many times without exception, before the rate begins.</param>
internal sealed record FaultRule(double Rate, int Next)
{
    /// <summary>How long an answer waits; only for slow answers.</summary>
    public int Milliseconds { get; init; }

    /// <summary>The interfaces that it happens at (applications, acknowledgements, uploads, statistics); null for all.</summary>
    public IReadOnlyList<string>? On { get; init; }
}
