using System.Security.Cryptography;

namespace Grid.Grains.Platform;

/// <summary>Waits that double and vary, so that what failed together does not come back together.</summary>
public static class PlatformRetries
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestOfItem = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestOfWork = TimeSpan.FromMinutes(1);

    /// <summary>Until an item without an answer is sent again.</summary>
    /// <param name="triedBefore">Attempts before the one that failed now.</param>
    public static TimeSpan OfItem(int triedBefore) => Varied(Doubled(First, triedBefore, LongestOfItem));

    /// <summary>Until work that failed as a whole is tried again.</summary>
    /// <param name="failures">In a row, at least 1.</param>
    public static TimeSpan OfWork(int failures) => Varied(Doubled(First, failures - 1, LongestOfWork));

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan longest) =>
        TimeSpan.FromTicks(Math.Min(longest.Ticks, first.Ticks << Math.Clamp(times, 0, 20)));

    /// <summary>Half to all of it.</summary>
    private static TimeSpan Varied(TimeSpan wait) => wait * (RandomNumberGenerator.GetInt32(500, 1001) / 1000.0);
}
