using System.Security.Cryptography;

namespace Grid.Grains.Interfaces.Retrying;

/// <summary>
/// Waits that double. For what Polly does not do: moments that are stored or compared instead of waited for, and loops inside a grain.
/// </summary>
/// <param name="First">After the first failure; more than zero.</param>
/// <param name="Longest">No wait is longer.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest) : Discreet
{
    /// <param name="failures">In a row, at least 1.</param>
    public TimeSpan After(int failures)
    {
        var wait = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        return wait < Longest ? wait : Longest;
    }

    /// <summary>Half to all of it, so that what failed together does not come back together.</summary>
    /// <param name="failures">In a row, at least 1.</param>
    public TimeSpan VariedAfter(int failures) => After(failures) * (RandomNumberGenerator.GetInt32(500, 1001) / 1000.0);
}
