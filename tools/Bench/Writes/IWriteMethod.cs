namespace Grid.Bench.Writes;

/// <summary>One method of writing, to be compared with others.</summary>
internal interface IWriteMethod
{
    string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    string Description { get; }

    /// <summary>One write; returns when it is committed.</summary>
    /// <param name="number">Counts the writes of this way, from 0: no two have the same, and neighbours go to different grains.</param>
    Task WriteAsync(long number);
}

/// <summary>Which command is measured; the report lists the rows that one of them writes.</summary>
internal enum WriteKind
{
    /// <summary>A check of an open application is recorded.</summary>
    Check,

    /// <summary>A telephone number is corrected.</summary>
    Correction,

    /// <summary>An open application goes to another office.</summary>
    Transfer,
}

/// <summary>The figures of one round of one method.</summary>
/// <param name="Way">Its name.</param>
/// <param name="Writes">Writes that were committed and answered within the round.</param>
/// <param name="PerSecond">Writes a second.</param>
/// <param name="P50">Milliseconds from call to answer.</param>
/// <param name="P99">Milliseconds from call to answer.</param>
/// <param name="CpuMicroseconds">Processor time of this process for a write: callers, silo and driver, without PostgreSQL's.</param>
/// <param name="AllocatedBytes">What this process allocated for a write.</param>
internal sealed record Round(
    string Way,
    long Writes,
    double PerSecond,
    double P50,
    double P99,
    double CpuMicroseconds,
    long AllocatedBytes
);
