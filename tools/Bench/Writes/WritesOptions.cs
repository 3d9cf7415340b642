namespace Grid.Bench.Writes;

/// <summary>What <c>writes</c> was asked for.</summary>
internal sealed record WritesOptions
{
    /// <summary>Connection string of a role that may make databases and roles on the server.</summary>
    public required string Server { get; init; }

    public required WriteKind Kind { get; init; }

    /// <summary>Callers that each wait for their answer before they write again.</summary>
    public required int Callers { get; init; }

    /// <summary>Active persons of each way of writing.</summary>
    public required int Persons { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Of one round.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Connections that write one transaction each, in the second way.</summary>
    public required int SingleLoops { get; init; }

    /// <summary>
    /// Compares grouped writes with grouped writes that get no MACs and are not logged, instead of the other two ways: what the chain costs.
    /// </summary>
    public bool WithoutChain { get; init; }

    /// <summary>
    /// Compares grouped writes with grouped writes to a journal that the feed of changes cannot read: what its position and index cost.
    /// </summary>
    public bool WithoutChanges { get; init; }

    /// <summary>The second way is grouped too, with one part left out.</summary>
    public bool IsPartMeasured => WithoutChain || WithoutChanges;

    /// <summary>Where the figures go as JSON; null for nowhere.</summary>
    public string? Out { get; init; }
}
