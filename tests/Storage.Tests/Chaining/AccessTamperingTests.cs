using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Chaining;

namespace Grid.Storage.Tests.Chaining;

/// <summary>As the database's owner: each kind of tampering with the access log is found, and the entry is named.</summary>
public sealed class AccessTamperingTests
{
    [Fact]
    public async Task Each_change_is_found_and_the_entry_is_named()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.AccessAsync("a", "b", "c");
        await scene.AccessTogetherAsync("d", "e", "f", "g");
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal((7, 0), ((await scene.CheckAsync()).Accesses, (await scene.CheckAsync()).AccessesUnchained));
        foreach (
            var (damage, faults) in new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["UPDATE access_log SET at = at - interval '1 day' WHERE id = 2"] = ["access_log 2 Changed"],
                ["UPDATE access_log SET person_ids = '{}' WHERE id = 6"] = ["access_log 6 Changed"],
                ["UPDATE access_log SET filter = 'x' WHERE id = 1"] = ["access_log 1 Changed"],
                ["DELETE FROM access_log WHERE id = 5"] = ["access_log 5 Missing"],
                ["DELETE FROM access_log WHERE id >= 3"] =
                [
                    "access_log 3 Missing",
                    "access_log 4 Missing",
                    "access_log 5 Missing",
                    "access_log 6 Missing",
                    "access_log 7 Missing",
                ],
                // An entry cannot hide by leaving the column out that would betray it.
                ["UPDATE access_chain SET columns = array_remove(columns, 'filter')"] =
                [
                    .. Enumerable.Range(1, 7).Select(id => $"access_log {id} Changed"),
                ],
            }
        )
        {
            Assert.Equal(faults, (await scene.FaultsAfterAsync(damage)).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("NEW.actor := 'another'; RETURN NEW;")]
    [InlineData("NEW.person_ids := '{}'; RETURN NEW;")]
    [InlineData("RETURN NULL;")]
    public async Task An_entry_that_the_database_would_store_otherwise_is_refused(string body)
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.AccessAsync("a");
        await scene.OwnerAsync($"CREATE FUNCTION lie() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$");
        await scene.OwnerAsync("CREATE TRIGGER lie BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION lie()");

        await Assert.ThrowsAsync<StoreRefusedException>(() => scene.AccessAsync("b"));

        Assert.Equal(1L, await scene.Register.ScalarAsync<long>("SELECT count(*) FROM access_log"));
        Assert.Equal([], await scene.FaultsAsync());
    }

    [Fact]
    public async Task A_writer_of_which_nothing_is_left_is_named_with_its_entries()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.AccessAsync("a", "b");
        await scene.AccessAsync("c");
        await scene.OwnerAsync("DELETE FROM access_log WHERE id <= 2");
        await scene.OwnerAsync("DELETE FROM access_chain WHERE 1 = ANY (ids) OR 2 = ANY (ids)");

        var faults = await scene.FaultsAsync();
        Assert.Matches("^access_chain [0-9a-f]{32}/1-2 Missing$", faults[0]);
        Assert.Equal(["access_log 1 Missing", "access_log 2 Missing"], faults.Skip(1));
    }

    [Fact]
    public async Task A_chain_that_is_not_in_the_log_of_commits_is_named()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.AccessAsync("a", "b");
        await scene.OwnerAsync("DELETE FROM tree_waiting WHERE id = (SELECT max(id) FROM tree_waiting)");

        Assert.Matches("^access_chain [0-9a-f]{32}/2 Unlogged$", Assert.Single(await scene.FaultsAsync()));
    }

    [Fact]
    public async Task The_last_entries_are_missed_also_when_their_chain_is_cut_off_with_them()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.AccessAsync("a", "b", "c");
        await scene.SignAsync();
        await scene.OwnerAsync("DELETE FROM access_log WHERE id = 3");
        await scene.OwnerAsync("DELETE FROM access_chain WHERE sequence = 3");

        var faults = await scene.FaultsAsync();
        Assert.Equal(2, faults.Count);
        Assert.Matches("^access_chain [0-9a-f]{32}/3 Missing$", faults[0]);
        Assert.Equal("access_log 3 Missing", faults[1]);
    }

    [Fact]
    public async Task Entries_of_an_older_version_are_counted_until_they_are_chained_and_an_inserted_one_is_named_afterwards()
    {
        const string Insert = "INSERT INTO access_log (actor, role, action) VALUES ('older', 'clerk', 'person.read')";
        await using var scene = await ChainScene.StartAsync();
        await scene.OwnerAsync(Insert);
        await scene.AccessAsync("a");
        await scene.OwnerAsync(Insert);
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(2, (await scene.CheckAsync()).AccessesUnchained);

        Assert.Equal(2, (await scene.ChainAsync()).Accesses);
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(["access_log 1 Changed"], await scene.FaultsAfterAsync("UPDATE access_log SET actor = 'x' WHERE id = 1"));

        await scene.OwnerAsync(Insert);
        Assert.Equal(["access_log 4 Unchained"], await scene.FaultsAsync());
        await Assert.ThrowsAsync<ChainReasonException>(() => scene.ChainAsync());
        Assert.Equal(1, (await scene.ChainAsync("an older version ran")).Accesses);
        Assert.Equal([], await scene.FaultsAsync());
    }

    [Fact]
    public async Task A_column_that_a_later_version_adds_changes_nothing_of_older_entries_and_is_bound_in_newer_ones()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.AccessAsync("a");
        await scene.OwnerAsync("ALTER TABLE access_log ADD COLUMN later text NOT NULL DEFAULT 'shown'");
        await scene.AccessAsync("b");

        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(["access_log 2 Changed"], await scene.FaultsAfterAsync("UPDATE access_log SET later = 'x'"));
    }
}
