using Grid.Domain.Identity;
using Grid.Storage.Chaining;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Tests.Persons;

namespace Grid.Storage.Tests.Chaining;

/// <summary>
/// The log of commits: what fits by itself, because it is a real past that was put back, contradicts the log; and what is changed in the
/// log contradicts its signed checkpoints.
/// </summary>
public sealed class CheckpointTests
{
    /// <summary>The owner puts back a person's whole past: the row, and the journal as it was.</summary>
    private static readonly string[] PastPutBack =
    [
        """
            UPDATE person AS p SET (version, sequence, state, chain, chained_version, mac, last_commit, written_at)
                = (o.version, o.sequence, o.state, o.chain, o.chained_version, o.mac, o.last_commit, o.written_at)
            FROM old_person AS o WHERE o.person_id = p.person_id AND p.person_id = $1
            """,
        "DELETE FROM journal WHERE person_id = $1 AND sequence > 2",
    ];

    [Fact]
    public async Task A_whole_past_that_was_put_back_is_named_and_stays_named_when_it_goes_on()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 2);
        await scene.WriteAsync(2, 1);
        await scene.OwnerAsync("CREATE TABLE old_person AS SELECT * FROM person");
        await scene.WriteAsync(1, 2);
        await scene.SignAsync();
        Assert.Equal([], await scene.FaultsAsync());

        foreach (var change in PastPutBack)
            await scene.OwnerAsync(change, scene.Of(1));

        var id = $"{scene.Of(1):N}";
        Assert.Equal([$"person {id} OldState", $"journal {id}/3-4 Missing"], await scene.FaultsAsync());
        await scene.WriteAsync(1, 3);
        Assert.Equal([$"person {id} OldState"], await scene.FaultsAsync());
    }

    [Fact]
    public async Task A_state_from_before_a_commit_without_an_event_is_named()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 2);
        await scene.OwnerAsync("CREATE TABLE old_person AS SELECT * FROM person");
        var state = await scene.Register.ReadAsync(PersonId.FromGuid(scene.Of(1)));
        await scene.Register.WriteAsync(state, state.State!.Record!, Sample.SmallCommit(2) with { Journal = [] });
        Assert.Equal([], await scene.FaultsAsync());

        await scene.OwnerAsync(PastPutBack[0], scene.Of(1));

        Assert.Equal([$"person {scene.Of(1):N} OldState"], await scene.FaultsAsync());
    }

    [Fact]
    public async Task A_person_that_is_gone_with_all_rows_is_named()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 2);
        await scene.OwnerAsync("DELETE FROM journal WHERE person_id = $1", scene.Of(1));
        await scene.OwnerAsync("DELETE FROM person WHERE person_id = $1", scene.Of(1));

        Assert.Equal([$"person {scene.Of(1):N} Missing"], await scene.FaultsAsync());
    }

    [Fact]
    public async Task Each_change_of_the_log_is_found()
    {
        await using var scene = await ChainScene.StartAsync();
        for (var round = 0; round < 3; round++)
        {
            await scene.WriteAsync(1, 3);
            Assert.Single(await scene.SignAsync());
        }

        await scene.WriteAsync(1, 1);
        await scene.WriteAsync(2, 1);
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(9, (await scene.CheckAsync()).Entries);
        var (one, two) = ($"person {scene.Of(1):N}", $"person {scene.Of(2):N}");
        foreach (
            var (damage, faults) in new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["UPDATE tree_leaf SET content = content || '\\x00' WHERE position = 4"] = ["tree_leaf 3-5 Changed"],
                ["DELETE FROM tree_leaf WHERE position = 4"] = ["tree_leaf 4 Missing"],
                ["DELETE FROM tree_leaf WHERE position >= 7"] = ["tree_leaf 7-8 Missing"],
                ["INSERT INTO tree_leaf SELECT 9, content FROM tree_leaf WHERE position = 0"] = [$"{one} OldState", "tree_leaf 9 Inserted"],
                [
                    "UPDATE tree_leaf AS l SET content = o.content FROM tree_leaf AS o WHERE l.position + o.position = 3 AND l.position IN (1, 2)"
                ] = [$"{one} OldState", "tree_leaf 0-2 Changed"],
                ["UPDATE tree_checkpoint SET note = replace(note, chr(10) || '6' || chr(10), chr(10) || '7' || chr(10)) WHERE size = 6"] =
                [
                    "tree_checkpoint 6 Changed",
                ],
                ["UPDATE tree_checkpoint SET edge = sha256(edge) || sha256(edge) WHERE size = 6"] = ["tree_checkpoint 6 Changed"],
                ["UPDATE tree_checkpoint SET note = (SELECT note FROM tree_checkpoint WHERE size = 3) WHERE size = 6"] =
                [
                    "tree_checkpoint 6 Changed",
                ],
                ["DELETE FROM tree_waiting"] = [$"{one} Unlogged", $"{two} Unlogged"],
            }
        )
        {
            Assert.Equal(faults.Order(StringComparer.Ordinal), (await scene.FaultsAfterAsync(damage)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Only_a_checkpoint_that_was_kept_elsewhere_shows_that_the_whole_database_was_put_back()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 2);
        await scene.SignAsync();
        await scene.OwnerAsync("CREATE TABLE old_person AS SELECT * FROM person");
        await scene.WriteAsync(1, 2);
        var note = Assert.Single(await scene.SignAsync());
        foreach (var change in PastPutBack)
            await scene.OwnerAsync(change, scene.Of(1));
        await scene.OwnerAsync("DELETE FROM tree_checkpoint WHERE size > 2");
        await scene.OwnerAsync("DELETE FROM tree_leaf WHERE position >= 2");

        Assert.Equal([], await scene.FaultsAsync());
        scene.Elsewhere.Add(CheckpointKey.Read(scene.Keys, note)!);
        Assert.Equal(["tree_leaf 2-3 Missing"], await scene.FaultsAsync());

        // And another history of the same length has another root.
        await scene.WriteAsync(1, 2);
        await scene.SignAsync();
        Assert.Equal(["tree_leaf 0-3 Changed"], await scene.FaultsAsync());
    }

    [Fact]
    public async Task The_mark_that_everything_was_chained_cannot_be_removed()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 1, byOlderHost: true);
        await scene.ChainAsync();
        await scene.SignAsync();
        Assert.Equal([], await scene.FaultsAsync());
        await scene.OwnerAsync("DELETE FROM chain_complete");
        await scene.OwnerAsync("UPDATE journal SET mac = NULL");

        Assert.StartsWith("chain_complete ", Assert.Single(await scene.FaultsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_entries_each_get_a_checkpoint_and_groups_are_one_entry()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.OwnerAsync(
            "INSERT INTO tree_waiting (content) SELECT '\\x09'::bytea || int4send(i) FROM generate_series(1, $1) AS i",
            CheckpointRun.Page + 5
        );

        Assert.Equal(
            [CheckpointRun.Page, CheckpointRun.Page + 5],
            (await scene.SignAsync()).Select(note => CheckpointKey.Read(scene.Keys, note)!.Size)
        );
        Assert.Equal([], await scene.SignAsync());
        Assert.Equal([], await scene.FaultsAsync());
    }

    [Fact]
    public async Task A_witness_gets_what_it_needs_since_the_checkpoint_that_it_knows()
    {
        await using var scene = await ChainScene.StartAsync();
        var cancelled = TestContext.Current.CancellationToken;
        Assert.Null(await WitnessRequest.OfAsync(scene.Register.Source, 0, cancelled));
        await scene.WriteAsync(1, 3);
        await scene.SignAsync();
        await scene.WriteAsync(1, 4);
        var note = Assert.Single(await scene.SignAsync());

        Assert.Equal($"old 0\n\n{note}", await WitnessRequest.OfAsync(scene.Register.Source, 0, cancelled));
        var since = (await WitnessRequest.OfAsync(scene.Register.Source, 3, cancelled))!;
        Assert.Matches("^old 3\n([A-Za-z0-9+/=]{44}\n){4}\n", since);
        Assert.EndsWith($"\n\n{note}", since, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => WitnessRequest.OfAsync(scene.Register.Source, 8, cancelled));
    }

    [Fact]
    public async Task A_stale_writer_is_not_logged()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 1);
        var stale = await scene.Register.ReadAsync(PersonId.FromGuid(scene.Of(1)));
        await scene.WriteAsync(1, 1);

        await Assert.ThrowsAnyAsync<Exception>(() =>
            scene.Register.AppendAsync(stale, PersonId.FromGuid(scene.Of(1)), sequence => Sample.SmallCommit(sequence))
        );

        Assert.Equal(2L, await scene.Register.ScalarAsync<long>("SELECT count(*) FROM tree_waiting"));
        Assert.Equal([], await scene.FaultsAsync());
    }
}
