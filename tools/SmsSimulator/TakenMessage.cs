namespace Grid.SmsSimulator;

/// <summary>A message that was taken.</summary>
/// <param name="Times">How often it was posted.</param>
public sealed record TakenMessage(string Id, string Key, string To, string Text, DateTimeOffset At, int Times)
{
    /// <summary>What was reported of it; null before the first report.</summary>
    public bool? Delivered { get; init; }

    /// <summary>How often a report was posted.</summary>
    public int Reports { get; init; }

    /// <summary>How many of them were accepted.</summary>
    public int ReportsAccepted { get; init; }
}
