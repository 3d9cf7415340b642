using Grid.Domain.Identity;
using Grid.Storage.Chaining;
using Grid.Storage.Sealing;
using Grid.Storage.Tests.Persons;

namespace Grid.Storage.Tests.Chaining;

/// <summary>Rows and states without a MAC, which older hosts write before and during an upgrade.</summary>
public sealed class ChainUpgradeTests
{
    [Fact]
    public async Task While_both_versions_write_nothing_is_reported_and_what_was_chained_is_protected()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 3, byOlderHost: true);
        await scene.WriteAsync(2, 2, byOlderHost: true);
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(2, (await scene.CheckAsync()).Unchained);

        await scene.WriteAsync(1, 2);
        await scene.WriteAsync(1, 2, byOlderHost: true);
        await scene.WriteAsync(1, 1);
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(1, (await scene.CheckAsync()).Unchained);

        // The first row with a MAC binds those before it, and so does the one after the gap.
        var id = $"{scene.Of(1):N}";
        Assert.Equal(
            [$"journal {id}/1-4 Changed"],
            await scene.FaultsAfterAsync("UPDATE journal SET actor = 'x' WHERE person_id = $1 AND sequence = 2", scene.Of(1))
        );
        Assert.Equal(
            [$"journal {id}/6-8 Changed"],
            await scene.FaultsAfterAsync("UPDATE journal SET at = at - interval '1 day' WHERE person_id = $1 AND sequence = 7", scene.Of(1))
        );
    }

    [Fact]
    public async Task Chained_afterwards_each_old_row_is_named_by_itself_and_a_mac_that_is_missing_is_a_fault()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 3, byOlderHost: true);
        await scene.WriteAsync(2, 2, byOlderHost: true);
        await scene.WriteAsync(2, 1);
        await scene.WriteAsync(3, 1);

        var report = await scene.ChainAsync();
        Assert.Equal((2, 5), (report.Persons, report.Rows));
        Assert.Equal([], await scene.FaultsAsync());
        Assert.NotNull((await scene.CheckAsync()).CompleteSince);
        Assert.Equal(0, (await scene.CheckAsync()).Unchained);
        await scene.WriteAsync(1, 1);
        await scene.WriteAsync(4, 2);
        Assert.Equal([], await scene.FaultsAsync());

        var id = $"{scene.Of(1):N}";
        foreach (
            var (damage, faults) in new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["UPDATE journal SET actor = 'x' WHERE person_id = $1 AND sequence = 2"] = [$"journal {id}/2 Changed"],
                ["DELETE FROM journal_mac WHERE person_id = $1 AND sequence = 2"] = [$"journal {id}/2 Unchained"],
                ["UPDATE journal SET mac = NULL WHERE person_id = $1 AND sequence = 4"] = [$"journal {id}/4 Unchained"],
                ["UPDATE person SET chained_version = NULL, mac = NULL WHERE person_id = $1"] = [$"person {id} Unchained"],
                ["UPDATE chain_complete SET at = at + interval '1 day' WHERE $1::uuid IS NOT NULL"] = ["chain_complete 1 Changed"],
            }
        )
        {
            Assert.Equal(faults, await scene.FaultsAfterAsync(damage, scene.Of(1)));
        }
    }

    [Fact]
    public async Task An_older_version_that_runs_again_is_reported_until_somebody_says_why()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 1);
        await scene.ChainAsync();
        await scene.WriteAsync(1, 1, byOlderHost: true);
        var id = $"{scene.Of(1):N}";
        Assert.Equal([$"journal {id}/2 Unchained", $"person {id} Unchained"], await scene.FaultsAsync());

        await Assert.ThrowsAsync<ChainReasonException>(() => scene.ChainAsync());
        Assert.Equal(2, (await scene.FaultsAsync()).Count);
        Assert.Equal(1, (await scene.ChainAsync("back to the older version for a day")).Persons);
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(0, (await scene.ChainAsync()).Persons);
    }

    [Fact]
    public async Task What_was_tampered_with_is_not_made_sound()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 2);
        await scene.WriteAsync(1, 1, byOlderHost: true);
        await scene.WriteAsync(2, 2, byOlderHost: true);
        await scene.OwnerAsync("UPDATE journal SET actor = 'x' WHERE person_id = $1 AND sequence = 2", scene.Of(1));

        var report = await scene.ChainAsync();

        Assert.Equal(1, report.Persons);
        Assert.Equal([$"journal {scene.Of(1):N}/2 Changed"], ChainScene.Texts(report.Faults));
        Assert.Null((await scene.CheckAsync()).CompleteSince);
        Assert.Equal([$"journal {scene.Of(1):N}/2 Changed"], await scene.FaultsAsync());
        await Assert.ThrowsAsync<SealBrokenException>(() => scene.WriteAsync(1, 1));
    }

    [Fact]
    public async Task It_chains_while_persons_are_written_and_both_versions_read_what_the_other_wrote()
    {
        await using var scene = await ChainScene.StartAsync();
        await Task.WhenAll(Enumerable.Range(1, 40).Select(n => scene.WriteAsync(n, 3, byOlderHost: true)));

        await Task.WhenAll([scene.ChainAsync(), .. Enumerable.Range(1, 40).Select(n => scene.WriteAsync(n, 3))]);
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(0, (await scene.CheckAsync()).Unchained);

        await scene.WriteAsync(1, 1, byOlderHost: true);
        await scene.ChainAsync("an older version ran");
        await scene.WriteAsync(1, 1);
        Assert.Equal(8L, await scene.Register.ScalarAsync<long>("SELECT version FROM person WHERE person_id = $1", scene.Of(1)));
        Assert.Equal([], await scene.FaultsAsync());
    }

    [Fact]
    public async Task A_commit_without_an_event_keeps_the_head()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 2);
        var person = PersonId.FromGuid(scene.Of(1));
        var state = await scene.Register.ReadAsync(person);

        await scene.Register.WriteAsync(state, state.State!.Record!, Sample.SmallCommit(2) with { Journal = [] });
        await scene.WriteAsync(1, 1);

        Assert.Equal([], await scene.FaultsAsync());
    }
}
