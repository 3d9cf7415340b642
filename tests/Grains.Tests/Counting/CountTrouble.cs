using System.Collections.Concurrent;

namespace Grid.Grains.Tests.Counting;

/// <summary>What a count store cannot do at present.</summary>
public sealed class CountTrouble
{
    private int tries;

    /// <summary>Regions whose counts can neither be read nor folded.</summary>
    public ConcurrentDictionary<string, bool> Down { get; } = new();

    /// <summary>How often a region that is down was tried.</summary>
    public int Tries => Volatile.Read(ref tries);

    /// <summary>Recounts end only after this.</summary>
    public Task RecountsHeld { get; set; } = Task.CompletedTask;

    /// <summary>One that is down was tried.</summary>
    public void Tried() => Interlocked.Increment(ref tries);
}
