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
