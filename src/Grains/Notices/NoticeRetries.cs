namespace Grid.Grains.Notices;

/// <summary>When a message that did not leave is tried again.</summary>
public static class NoticeRetries
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(12),
    ];

    /// <summary>How long to wait; null when it is given up.</summary>
    /// <param name="triedBefore">Attempts before the one that failed now.</param>
    public static TimeSpan? After(int triedBefore) => triedBefore >= 0 && triedBefore < Waits.Length ? Waits[triedBefore] : null;
}
