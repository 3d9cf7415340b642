namespace Grid.PlatformSimulator.Faults;

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
