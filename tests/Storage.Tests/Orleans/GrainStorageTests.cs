using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Grid.Storage.Tests.Orleans;

[Collection(SharedSilo.Name)]
public sealed class GrainStorageTests(OrleansSilo silo)
{
    private const string StateName = "probe";

    public static TheoryData<string> Keys =>
        ["probe/text key #1", $"probe/{Guid.NewGuid():N}", $"probe/{Guid.NewGuid():N}+extension", "probe/2a", "probe/2a+extension"];

    [Fact]
    public async Task Another_activation_reads_what_one_wrote()
    {
        var probe = silo.Grains.GetGrain<IProbeGrain>("writes");
        Assert.False((await probe.Read()).Exists);
        await probe.Write(1);
        await probe.Write(2);
        var first = await probe.Read();
        await probe.Leave();

        var second = await probe.Read();

        Assert.NotEqual(first.Activation, second.Activation);
        Assert.Equal((2, true), (second.Value, second.Exists));
        await probe.Clear();
        await probe.Leave();
        Assert.Equal((0, false), await ReadAsync(probe));
        await probe.Write(3);
        await probe.Leave();
        Assert.Equal((3, true), await ReadAsync(probe));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_stale_writer_is_refused_whatever_the_key(string id)
    {
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var grain = GrainId.Parse(id);
        var mine = new GrainState<ProbeState>(new ProbeState { Value = 1 });
        await storage.WriteStateAsync(StateName, grain, mine);

        var firstToo = new GrainState<ProbeState>(new ProbeState { Value = 9 });
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(StateName, grain, firstToo));

        var theirs = new GrainState<ProbeState>();
        await storage.ReadStateAsync(StateName, grain, theirs);
        Assert.Equal((1, true, mine.ETag), (theirs.State!.Value, theirs.RecordExists, theirs.ETag));
        theirs.State!.Value = 2;
        await storage.WriteStateAsync(StateName, grain, theirs);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(StateName, grain, mine));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync(StateName, grain, mine));
        await storage.ReadStateAsync(StateName, grain, mine);
        Assert.Equal(2, mine.State!.Value);

        await storage.ClearStateAsync(StateName, grain, mine);
        Assert.False(mine.RecordExists);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(StateName, grain, theirs));
        mine.State = new ProbeState { Value = 4 };
        await storage.WriteStateAsync(StateName, grain, mine);
        await storage.ReadStateAsync(StateName, grain, theirs);
        Assert.Equal(4, theirs.State!.Value);
    }

    [Fact]
    public async Task Keys_that_share_a_part_are_different_grains()
    {
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var ids = (string[])["probe/7", "probe/7+7", "probe/7+8", "probe/seven", "probe/Seven", "probe/00000000000000000000000000000007"];
        for (var i = 0; i < ids.Length; i++)
            await storage.WriteStateAsync("parts", GrainId.Parse(ids[i]), new GrainState<ProbeState>(new ProbeState { Value = i }));
        await storage.WriteStateAsync("other", GrainId.Parse(ids[0]), new GrainState<ProbeState>(new ProbeState { Value = 100 }));

        for (var i = 0; i < ids.Length; i++)
        {
            var state = new GrainState<ProbeState>();
            await storage.ReadStateAsync("parts", GrainId.Parse(ids[i]), state);
            Assert.Equal(i, state.State!.Value);
        }
    }

    [Fact]
    public async Task Clearing_may_delete_the_row()
    {
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("deleting");
        var grain = GrainId.Parse("probe/deleted");
        var mine = new GrainState<ProbeState>(new ProbeState { Value = 1 });
        await storage.WriteStateAsync("deleting", grain, mine);
        var stale = new GrainState<ProbeState>(mine.State, mine.ETag) { RecordExists = true };
        await storage.WriteStateAsync("deleting", grain, mine);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("deleting", grain, stale));
        await storage.ClearStateAsync("deleting", grain, mine);

        Assert.Equal((null, false), (mine.ETag, mine.RecordExists));
        Assert.Equal(
            0,
            await DatabaseCommands.ScalarAsync<long>(
                silo.Database.OwnerConnectionString,
                "SELECT count(*) FROM orleans_storage WHERE grain_type = 'deleting'"
            )
        );
        await storage.WriteStateAsync("deleting", grain, mine);
    }

    private static async Task<(int Value, bool Exists)> ReadAsync(IProbeGrain probe)
    {
        var answer = await probe.Read();
        return (answer.Value, answer.Exists);
    }
}
