namespace Grid.PlatformSimulator.Store;

/// <summary>A refusal that was answered.</summary>
/// <param name="OnDemand">Nothing was wrong with it: a fault refused it.</param>
/// <param name="HeldByNow">It came again and was accepted.</param>
internal sealed record RefusedItem(
    long Id,
    string Key,
    string Kind,
    string Region,
    DateOnly Day,
    string Code,
    string Reason,
    bool OnDemand,
    DateTimeOffset At,
    bool HeldByNow
);
