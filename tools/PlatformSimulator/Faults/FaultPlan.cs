namespace Grid.PlatformSimulator.Faults;

/// <summary>All faults in force.</summary>
internal sealed record FaultPlan(IReadOnlyDictionary<FaultKind, FaultRule> Rules, IReadOnlyList<RefusalRule> Refusals)
{
    public static readonly FaultPlan None = new(new Dictionary<FaultKind, FaultRule>(), []);
}
