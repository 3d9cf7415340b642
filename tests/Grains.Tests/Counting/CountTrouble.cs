using System.Collections.Concurrent;

namespace Grid.Grains.Tests.Counting;

/// <summary>What a count store cannot do at present.</summary>
public sealed class CountTrouble
{
    /// <summary>Regions whose counts can neither be read nor folded.</summary>
    public ConcurrentDictionary<string, bool> Down { get; } = new();

    /// <summary>How often a region that is down was tried.</summary>
    public int Tries;

    /// <summary>Recounts end only after this.</summary>
    public Task RecountsHeld { get; set; } = Task.CompletedTask;
}
