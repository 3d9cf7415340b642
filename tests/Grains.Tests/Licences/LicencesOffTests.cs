using Grid.Grains.Interfaces.Systems;
using Grid.Grains.Tests.Matters;
using Grid.Grains.Tests.Persons.Duties;

namespace Grid.Grains.Tests.Licences;

/// <summary>Without an address of the licence platform.</summary>
public sealed class LicencesOffTests(SpringCluster cluster) : IClassFixture<SpringCluster>
{
    [Fact]
    public async Task Nothing_is_written_and_nothing_is_sent()
    {
        await cluster.IssueAsync(await cluster.RegisteredAsync());
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM matter_message"));
        await using var way = await MatterWay.StartAsync(cluster.Clock, licencesAreOff: true);
        Assert.False(way.Transport.Connects(OutsideSystem.Licence));
        Assert.True(way.Transport.Connects(OutsideSystem.Benefit));
    }
}
