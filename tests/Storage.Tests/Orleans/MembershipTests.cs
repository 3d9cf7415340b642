using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Grid.Storage.Tests.Orleans;

[Collection(SharedSilo.Name)]
public sealed class MembershipTests(OrleansSilo silo)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_finds_the_silo_through_the_database()
    {
        using var client = silo.BuildClient();
        await client.StartAsync(Stop);
        var probe = client.Services.GetRequiredService<IClusterClient>().GetGrain<IProbeGrain>("from outside");
        await probe.Write(5);
        Assert.Equal(5, (await probe.Read()).Value);
        await client.StopAsync(Stop);
    }

    [Fact]
    public async Task A_second_silo_joins_and_leaves()
    {
        var management = silo.Grains.GetGrain<IManagementGrain>(0);
        using (var second = silo.Build("contract"))
        {
            await second.StartAsync(Stop);
            Assert.Equal(2, (await management.GetHosts(onlyActive: true, Stop)).Count);
            await second.StopAsync(Stop);
        }

        Assert.Single(await management.GetHosts(onlyActive: true, Stop));
        Assert.Equal(2, (await management.GetDetailedHosts(onlyActive: false, Stop)).Length);
    }

    [Fact]
    public async Task The_membership_table_keeps_the_providers_contract()
    {
        // A cluster of its own on the same database, of which no silo ever starts.
        using var host = silo.Build("contract-table");
        var table = host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, Stop);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, Stop);
        var empty = await table.ReadAllAsync(Stop);
        Assert.Empty(empty.Members);

        var entry = Entry(port: 1);
        Assert.True(await table.InsertRowAsync(entry, empty.Version.Next(), Stop));
        Assert.False(await table.InsertRowAsync(Entry(port: 2), empty.Version, Stop));
        var one = await table.ReadAllAsync(Stop);
        Assert.Equal(empty.Version.Version + 1, one.Version.Version);
        Assert.False(await table.InsertRowAsync(entry, one.Version.Next(), Stop));
        Assert.Equal(one.Version.Version, (await table.ReadAllAsync(Stop)).Version.Version);

        // The provider's ETag of a row is the version of the table.
        var etag = Assert.Single(one.Members).Item2;
        entry.Status = SiloStatus.Dead;
        entry.AddSuspector(Entry(port: 3).SiloAddress, DateTime.UnixEpoch);
        Assert.False(await table.UpdateRowAsync(entry, empty.Version.VersionEtag, empty.Version.Next(), Stop));
        Assert.False(await table.UpdateRowAsync(Entry(port: 4), etag, one.Version.Next(), Stop));
        Assert.Equal(one.Version.Version, (await table.ReadAllAsync(Stop)).Version.Version);
        await table.UpdateIAmAliveAsync(Alive(entry, minutes: 5), Stop);
        Assert.True(await table.UpdateRowAsync(Alive(entry, minutes: 1), etag, one.Version.Next(), Stop));

        var row = await table.ReadRowAsync(entry.SiloAddress, Stop);
        Assert.Equal(one.Version.Version + 1, row.Version.Version);
        var read = Assert.Single(row.Members).Item1;
        Alive(entry, minutes: 5);
        Assert.Equal(
            (entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime)
        );
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
        Assert.Empty((await table.ReadRowAsync(Entry(port: 9).SiloAddress, Stop)).Members);

        Assert.True(await table.InsertRowAsync(Entry(port: 5), row.Version.Next(), Stop));
        var cutoff = new DateTimeOffset(entry.IAmAliveTime);
        await table.CleanupDefunctSiloEntriesAsync(cutoff, Stop);
        Assert.Equal(2, (await table.ReadAllAsync(Stop)).Members.Count);
        await table.CleanupDefunctSiloEntriesAsync(cutoff.AddSeconds(1), Stop);
        Assert.Equal(SiloStatus.Active, Assert.Single((await table.ReadAllAsync(Stop)).Members).Item1.Status);

        await table.DeleteMembershipTableEntriesAsync("contract-table", Stop);
        Assert.Equal(
            0,
            await DatabaseCommands.ScalarAsync<long>(
                silo.Database.OwnerConnectionString,
                "SELECT count(*) FROM orleans_membership WHERE deployment_id = 'contract-table'"
            )
        );
        Assert.NotEqual(
            0,
            await DatabaseCommands.ScalarAsync<long>(
                silo.Database.OwnerConnectionString,
                "SELECT count(*) FROM orleans_membership WHERE deployment_id = 'contract'"
            )
        );
    }

    private static MembershipEntry Alive(MembershipEntry entry, int minutes)
    {
        entry.IAmAliveTime = entry.StartTime.AddMinutes(minutes);
        return entry;
    }

    private static MembershipEntry Entry(int port) =>
        new()
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 7),
            SiloName = $"silo {port}",
            HostName = "host",
            Status = SiloStatus.Active,
            ProxyPort = 30000,
            StartTime = DateTime.UnixEpoch.AddYears(56),
            IAmAliveTime = DateTime.UnixEpoch.AddYears(56),
        };
}
