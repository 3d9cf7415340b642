namespace Grid.Resilience.Tests.Tables;

/// <summary>What one fault did to the offices.</summary>
internal sealed record FaultRow
{
    public required string Fault { get; init; }

    /// <summary>Requests.</summary>
    public required int Sent { get; init; }

    public required int Answered { get; init; }

    /// <summary>Commands that an office had to send more than once.</summary>
    public required int Retried { get; init; }

    /// <summary>Requests without an answer, or with 429 or 503.</summary>
    public required int Failed { get; init; }

    /// <summary>Acknowledged commands that are not there.</summary>
    public required int Lost { get; init; }

    /// <summary>Effects that are there more than once.</summary>
    public required int Doubled { get; init; }

    /// <summary>The longest that an office waited for one answer.</summary>
    public required TimeSpan Longest { get; init; }

    /// <summary>From the fault until nothing failed or took long any more.</summary>
    public required TimeSpan UntilNormal { get; init; }
}
