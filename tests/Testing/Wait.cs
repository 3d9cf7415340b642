using System.Diagnostics;
using Xunit;

namespace Grid.Testing;

/// <summary>
/// The only place in the tests that lets time pass (<c>Task.Delay</c> is banned elsewhere). A test waits for what it needs with
/// <see cref="UntilAsync(Func{Task{bool}}, string, TimeSpan?)"/>. <see cref="ForAsync"/> is for faults and load that last a while, and for
/// the pause before something is tried again; never for the hope that something has happened meanwhile.
/// </summary>
public static class Wait
{
    /// <summary>Only a machine with far too much to do needs that long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is yes: soon at first, later ten times a second.</summary>
    /// <param name="condition">What is asked.</param>
    /// <param name="what">What the answer says, for the message.</param>
    /// <param name="patience">After this time the test fails; three minutes if it is left out.</param>
    /// <exception cref="TimeoutException">The answer was never yes.</exception>
    public static Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null) =>
        UntilAsync(condition, () => what, patience);

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task UntilAsync(Func<bool> condition, string what, TimeSpan? patience = null) =>
        UntilAsync(() => Task.FromResult(condition()), () => what, patience);

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task UntilAsync(Func<bool> condition, Func<string> what, TimeSpan? patience = null) =>
        UntilAsync(() => Task.FromResult(condition()), what, patience);

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(what);
        var (clock, pause, longest) = (Stopwatch.StartNew(), FirstPause, patience ?? Patience);
        while (!await condition())
        {
            if (clock.Elapsed > longest)
                throw new TimeoutException($"Not within {longest}: {what()}");
            await ForAsync(pause, TestContext.Current.CancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Lets time pass, or ends when it is cancelled.</summary>
    public static Task ForAsync(TimeSpan time, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // The one place.
        return Task.Delay(time, cancellationToken);
#pragma warning restore RS0030
    }
}
