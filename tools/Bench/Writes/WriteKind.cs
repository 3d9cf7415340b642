namespace Grid.Bench.Writes;

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
