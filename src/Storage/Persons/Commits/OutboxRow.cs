namespace Grid.Storage.Persons.Commits;

/// <summary>A row of one of the outboxes, its content sealed. Parts that an outbox does not have are null.</summary>
internal sealed record OutboxRow(
    Guid Person,
    Guid Commit,
    DateTimeOffset At,
    byte[] Content,
    string? Kind,
    string? Key,
    string? Region,
    DateOnly? On,
    string? Office = null,
    bool ByHand = false
)
{
    /// <summary>Of what is sent later: the trace that it goes on with; null when the write is not traced.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Of a count entry: the journal entry that it follows from.</summary>
    public long Sequence { get; init; }

    /// <summary>Of a count entry: its position among those of that event.</summary>
    public int Ordinal { get; init; }
}
