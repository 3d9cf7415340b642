namespace Grid.Storage.Persons.Commits;

/// <summary>
/// The row of <c>person</c> that a commit writes. <see cref="Version"/> is the one it must find; 0 where there must be no row yet.
/// </summary>
internal sealed record PersonRow(
    Guid Person,
    long Version,
    long Sequence,
    short Schema,
    byte[] State,
    byte[]? DataKey,
    Guid Commit,
    DateTimeOffset WrittenAt
)
{
    /// <summary>Head of the journal after the commit; null without a row.</summary>
    public byte[]? Chain { get; init; }

    /// <summary>The MAC of this row; null only where the chain's cost is measured.</summary>
    public byte[]? Mac { get; init; }

    /// <summary>What the log of commits says of this row; null without a MAC.</summary>
    public byte[]? Logged { get; init; }

    /// <summary>The grain, as the reminders table names it.</summary>
    public required GrainId Grain { get; init; }

    /// <summary>The office of the last event that has one, for what is sent later; null where none has.</summary>
    public string? Office { get; init; }

    /// <summary>The trace that what is sent later goes on with; null when the write is not traced.</summary>
    public string? TraceParent { get; init; }
}
