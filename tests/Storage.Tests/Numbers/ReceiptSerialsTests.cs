using Grid.Storage.Numbers;
using Grid.Storage.Sealing;

namespace Grid.Storage.Tests.Numbers;

/// <summary>A receipt cannot be guessed from another one, and no two are the same.</summary>
public sealed class ReceiptSerialsTests
{
    private static readonly RegisterKey Key = RegisterKey.Create(KeyedHash.HmacSha256);

    [Fact]
    public void Different_serials_stay_different_and_in_range()
    {
        HashSet<int> scattered = [];
        for (var serial = 0; serial < 20_000; serial++)
            Assert.True(scattered.Add(ReceiptSerials.Of(serial, Key)));
        Assert.Equal(ReceiptSerials.Of(7, Key), ReceiptSerials.Of(7, Key));
        Assert.All(scattered, serial => Assert.InRange(serial, 0, ReceiptSerials.Count - 1));
        Assert.InRange(ReceiptSerials.Of(ReceiptSerials.Count - 1, Key), 0, ReceiptSerials.Count - 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => ReceiptSerials.Of(ReceiptSerials.Count, Key));
    }

    /// <summary>Whoever gets two receipts in a row learns nothing of those between, before and after.</summary>
    [Fact]
    public void Neighbours_lie_anywhere()
    {
        const int Pairs = 10_000;
        var (near, sum) = (0, 0.0);
        for (var serial = 0; serial < Pairs; serial++)
        {
            var distance = Math.Abs(ReceiptSerials.Of(serial, Key) - ReceiptSerials.Of(serial + 1, Key));
            near += distance < 10_000 ? 1 : 0;
            sum += distance;
        }

        // Two random places are a third of the range apart, and in one of 500 pairs nearer than a thousandth of it.
        Assert.InRange(sum / Pairs / ReceiptSerials.Count, 0.30, 0.37);
        Assert.InRange(near, 0, 80);
    }

    [Fact]
    public void Another_register_scatters_otherwise()
    {
        var other = RegisterKey.Create(KeyedHash.HmacSm3);
        Assert.InRange(Enumerable.Range(0, 200).Count(serial => ReceiptSerials.Of(serial, Key) == ReceiptSerials.Of(serial, other)), 0, 2);
    }
}
