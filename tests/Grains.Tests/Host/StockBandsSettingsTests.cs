using Grid.Grains.Interfaces.Counting;
using Grid.Silo.Hosting;
using Microsoft.Extensions.Configuration;

namespace Grid.Grains.Tests.Host;

public sealed class StockBandsSettingsTests
{
    [Fact]
    public void Bands_are_the_usual_ones_unless_told_otherwise()
    {
        var usual = Read([]);
        Assert.Equal((StockBands.Usual.Ages, StockBands.Usual.Months, 6), (usual.Ages, usual.Months, usual.LongTermMonths));

        var own = Read(new() { ["Grid:Bands:Ages"] = "16, 25,46", ["Grid:Bands:LongTermMonths"] = "12" });
        Assert.Equal([16, 25, 46], own.Ages);
        Assert.Equal(StockBands.Usual.Months, own.Months);
        Assert.Equal(12, own.LongTermMonths);
    }

    [Theory]
    [InlineData("Ages", "16,16")]
    [InlineData("Ages", "25,16")]
    [InlineData("Ages", "")]
    [InlineData("Months", "0,x")]
    [InlineData("Months", "-1,4")]
    [InlineData("LongTermMonths", "half a year")]
    public void What_is_no_band_is_named(string name, string value) =>
        Assert.Contains(
            $"Grid:Bands:{name}",
            Assert.Throws<ConfigurationException>(() => Read(new() { ["Grid:Bands:" + name] = value })).Message,
            StringComparison.Ordinal
        );

    private static StockBands Read(Dictionary<string, string?> values) =>
        StockBandsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
}
