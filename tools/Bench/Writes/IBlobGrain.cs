namespace Grid.Bench.Writes;

/// <summary>A grain that keeps a blob through the stock ADO.NET storage, and nothing else.</summary>
[Alias("Grid.Bench.IBlobGrain")]
internal interface IBlobGrain : IGrainWithStringKey
{
    /// <summary>Sets the blob's text.</summary>
    [Alias("Fill")]
    Task Fill(string text);

    /// <summary>Changes the blob and writes it.</summary>
    [Alias("Write")]
    Task Write(long number);
}
