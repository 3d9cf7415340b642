using System.Security.Cryptography;

namespace Grid.Bench.Writes;

/// <summary>Writes a bare blob through the stock ADO.NET grain storage.</summary>
internal sealed class BlobWrites(IGrainFactory grains, int count, int bytes) : IWriteMethod
{
    public string Name => "blob";

    public string Description => $"stock ADO.NET grain storage: one state of {bytes:N0} bytes, no other row";

    public Task WriteAsync(long number) => Grain((int)(number % count)).Write(number);

    /// <summary>A text that does not compress, as sealed bytes do not.</summary>
    public Task FillAsync(int index) => Grain(index).Fill(RandomNumberGenerator.GetHexString(bytes));

    private IBlobGrain Grain(int index) => grains.GetGrain<IBlobGrain>($"blob-{index}");
}

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

/// <summary>The plain method of writing: one state, one row, in its own transaction.</summary>
[GrainType("bench-blob")]
internal sealed class BlobGrain([PersistentState("blob")] IPersistentState<BlobState> state) : Grain, IBlobGrain
{
    public Task Fill(string text)
    {
        state.State.Text = text;
        return state.WriteStateAsync();
    }

    public Task Write(long number)
    {
        state.State.Number = number;
        return state.WriteStateAsync();
    }
}

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
