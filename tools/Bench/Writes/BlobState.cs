namespace Grid.Bench.Writes;

/// <summary>A state of as many bytes as a person's sealed one.</summary>
[GenerateSerializer]
[Alias("Grid.Bench.BlobState")]
internal sealed class BlobState
{
    [Id(0)]
    public string Text { get; set; } = "";

    [Id(1)]
    public long Number { get; set; }
}
