using Grid.Domain.Text;

namespace Grid.PlatformSimulator.Faults;

/// <summary>Decides which request meets which fault. Safe for any number of threads. A restart forgets them.</summary>
internal sealed class FaultSchedule
{
    private readonly Lock dealing = new();
    private Dictionary<FaultKind, FaultCounter> rules = [];
    private (RefusalRule Rule, FaultCounter FaultCounter)[] refusals = [];
    private long errors;

    public void Set(FaultPlan plan)
    {
        lock (dealing)
        {
            rules = plan.Rules.ToDictionary(rule => rule.Key, rule => new FaultCounter(rule.Value));
            refusals = [.. plan.Refusals.Select(rule => (rule, new FaultCounter(rule.Rule)))];
        }
    }

    /// <summary>Whether it happens now at an interface.</summary>
    public bool IsDue(FaultKind kind, string at) => Due(kind, at) is not null;

    /// <summary>How long this answer waits.</summary>
    public TimeSpan Wait(string at) => TimeSpan.FromMilliseconds(Due(FaultKind.Slow, at)?.Milliseconds ?? 0);

    /// <summary>500, 502 and 503 in turn.</summary>
    public int NextError() =>
        (Interlocked.Increment(ref errors) % 3) switch
        {
            0 => 500,
            1 => 503,
            _ => 502,
        };

    /// <summary>The rule by which this item is refused now; null when none is due.</summary>
    public RefusalRule? Refuses(string kind, string key, string region)
    {
        lock (dealing)
        {
            foreach (var (rule, counter) in refusals)
            {
                if (rule.Fits(kind, key, region) && counter.IsDue())
                    return rule;
            }

            return null;
        }
    }

    public IReadOnlyList<ActiveFault> InForce()
    {
        lock (dealing)
        {
            return
            [
                .. rules.Select(rule =>
                    Shown(EnumName.Of(rule.Key), rule.Value) with
                    {
                        Milliseconds = rule.Value.Rule.Milliseconds,
                        On = rule.Value.Rule.On,
                    }
                ),
                .. refusals.Select(refusal =>
                    Shown("refuse", refusal.FaultCounter) with
                    {
                        Detail = string.Join(
                            ' ',
                            (string?[])[refusal.Rule.Code, refusal.Rule.Reason, refusal.Rule.Kind, refusal.Rule.Key, refusal.Rule.Region]
                        ),
                    }
                ),
            ];
        }
    }

    private static ActiveFault Shown(string name, FaultCounter counter) => new(name, counter.Rule.Rate, counter.Left, counter.Dealt);

    private FaultRule? Due(FaultKind kind, string at)
    {
        lock (dealing)
        {
            return rules.TryGetValue(kind, out var counter) && (counter.Rule.On is null || counter.Rule.On.Contains(at)) && counter.IsDue()
                ? counter.Rule
                : null;
        }
    }
}
