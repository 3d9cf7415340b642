namespace Grid.LoadGenerator.Bench;

/// <summary>What <c>bench rest</c> was asked for.</summary>
internal sealed record RestOptions
{
    public required int Connections { get; init; }

    /// <summary>Persons with an open application, on which the commands are carried out.</summary>
    public required int Persons { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Of one round.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Separates this run's persons and keys from those of other runs.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where the figures go as JSON; null for nowhere.</summary>
    public string? Out { get; init; }
}
