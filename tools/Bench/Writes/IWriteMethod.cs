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
