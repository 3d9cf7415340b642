namespace Grid.Domain.Persons;

/// <summary>On what something rests: the person's word, matched data or a check by hand.</summary>
public sealed record Evidence
{
    public required EvidenceBasis Basis { get; init; }

    /// <summary>The data source that was matched; required for a data match.</summary>
    public string? Source { get; init; }

    /// <summary>When the data were matched; required for a data match.</summary>
    public DateTimeOffset? MatchedAt { get; init; }

    /// <summary>What was seen; required for a check by hand. Free text is never a ground of its own.</summary>
    public string? Note { get; init; }
}
