namespace Grid.PlatformSimulator.Faults;

/// <summary>All faults in force.</summary>
internal sealed record FaultPlan(IReadOnlyDictionary<FaultKind, FaultRule> Rules, IReadOnlyList<RefusalRule> Refusals)
{
    public static readonly FaultPlan None = new(new Dictionary<FaultKind, FaultRule>(), []);
}

/// <summary>How often something happens.</summary>
/// <param name="Rate">Share, 0 to 1; spread evenly, not by chance, so that a run can be repeated.</param>
/// <param name="Next">The next so many times without exception, before the rate begins.</param>
internal sealed record FaultRule(double Rate, int Next)
{
    /// <summary>How long an answer waits; only for slow answers.</summary>
    public int Milliseconds { get; init; }

    /// <summary>The interfaces that it happens at (applications, acknowledgements, uploads, statistics); null for all.</summary>
    public IReadOnlyList<string>? On { get; init; }
}

/// <summary>Items that are refused although nothing is wrong with them.</summary>
/// <param name="Kind">Only of this kind.</param>
/// <param name="Key">Only this one.</param>
/// <param name="Region">Only of this region and those below, by its leading digits.</param>
internal sealed record RefusalRule(string Code, string Reason, string? Kind, string? Key, string? Region, FaultRule Rule)
{
    public bool Fits(string kind, string key, string region) =>
        (Kind is null || Kind == kind)
        && (Key is null || Key == key)
        && (Region is null || region.StartsWith(Region, StringComparison.Ordinal));
}

/// <summary>What can be made to go wrong.</summary>
internal enum FaultKind
{
    /// <summary>The request is never answered, and has no effect.</summary>
    Timeouts,

    /// <summary>500, 502 or 503, in turn; no effect.</summary>
    Errors,

    /// <summary>The answer waits.</summary>
    Slow,

    /// <summary>200 with an HTML page in place of JSON, as a gateway under maintenance gives; no effect.</summary>
    Html,

    /// <summary>The effect stays; half of the answer's document arrives.</summary>
    Truncated,

    /// <summary>The effect stays; the connection is dropped before the answer.</summary>
    LostAnswers,

    /// <summary>A downloaded application is in its page twice.</summary>
    Duplicates,

    /// <summary>A page comes out of order.</summary>
    Reorder,

    /// <summary>A page begins again before the cursor, and its next cursor may go back.</summary>
    CursorBack,

    /// <summary>The later half of a batch gets no answers; every second item of that half has no effect either.</summary>
    HalfAnswers,

    /// <summary>
    /// The answer in GBK, though its content type names no character set: the fault of a system that forgot to say so. The effect stays.
    /// </summary>
    Gbk,

    /// <summary>The answer in GBK, and its content type says so. The effect stays.</summary>
    NamedGbk,

    /// <summary>A byte order mark before the answer's document. The effect stays.</summary>
    ByteOrderMark,
}
