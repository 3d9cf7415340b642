using Grid.Domain.Identity;
using Grid.Storage.Chaining;
using Grid.Storage.Sealing;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Chaining;

/// <summary>As the database's owner: each kind of tampering with journal and persons is found, and the row is named.</summary>
public sealed class TamperingTests
{
    private const string Snapshot = "CREATE TABLE old_person AS SELECT * FROM person";

    private const string PutBack = """
        UPDATE person AS p SET (version, sequence, state, chain, chained_version, mac, last_commit, written_at)
            = (o.version, o.sequence, o.state, o.chain, o.chained_version, o.mac, o.last_commit, o.written_at)
        FROM old_person AS o WHERE o.person_id = p.person_id AND p.person_id = $1
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KeyedHash.HmacSha256)]
    [InlineData(KeyedHash.HmacSm3)]
    public async Task Each_change_is_found_and_the_row_is_named(KeyedHash hash)
    {
        await using var scene = await ChainScene.StartAsync(hash);
        for (var n = 1; n <= 3; n++)
            await scene.WriteAsync(n, 3);
        await scene.OwnerAsync(Snapshot);
        for (var n = 1; n <= 3; n++)
            await scene.WriteAsync(n, 2);
        var one = scene.Of(2);
        var id = $"{one:N}";
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Null((await scene.CheckAsync()).CompleteSince);

        foreach (
            var (damage, faults) in new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                // Back-dated, cut, inserted, moved.
                ["UPDATE journal SET at = at - interval '1 microsecond' WHERE person_id = $1 AND sequence = 3"] =
                [
                    $"journal {id}/3 Changed",
                ],
                ["UPDATE journal SET event_on = event_on - 1 WHERE person_id = $1 AND sequence = 1"] = [$"journal {id}/1 Changed"],
                ["UPDATE journal SET facts = '{\"on\": \"2026-11-19\"}' WHERE person_id = $1 AND sequence = 5"] =
                [
                    $"journal {id}/5 Changed",
                ],
                ["DELETE FROM journal WHERE person_id = $1 AND sequence = 1"] = [$"journal {id}/1 Missing"],
                ["DELETE FROM journal WHERE person_id = $1 AND sequence IN (2, 3)"] = [$"journal {id}/2-3 Missing"],
                ["DELETE FROM journal WHERE person_id = $1 AND sequence = 5"] = [$"journal {id}/5 Missing"],
                ["DELETE FROM journal WHERE person_id = $1"] = [$"journal {id}/1-5 Missing"],
                [
                    "INSERT INTO journal SELECT (jsonb_populate_record(j, '{\"sequence\": 6}')).* FROM journal AS j WHERE person_id = $1 AND sequence = 5"
                ] = [$"journal {id}/6 Inserted"],
                [
                    "INSERT INTO journal SELECT (jsonb_populate_record(j, '{\"sequence\": 6, \"mac\": null}')).* FROM journal AS j WHERE person_id = $1 AND sequence = 5"
                ] = [$"journal {id}/6 Inserted"],
                [
                    "UPDATE journal AS j SET (event, facts, personal, commit_id, mac) = (SELECT event, facts, personal, commit_id, mac FROM journal AS o WHERE o.person_id = $1 AND o.sequence = 5 - j.sequence) WHERE j.person_id = $1 AND j.sequence IN (1, 4)"
                ] = [$"journal {id}/1 Changed", $"journal {id}/2 Changed", $"journal {id}/4 Changed", $"journal {id}/5 Changed"],
                [
                    "UPDATE journal AS j SET (facts, personal, mac) = (SELECT facts, personal, mac FROM journal AS o WHERE o.person_id <> $1 AND o.sequence = 3 LIMIT 1) WHERE j.person_id = $1 AND j.sequence = 3"
                ] = [$"journal {id}/3 Changed", $"journal {id}/4 Changed"],
                ["UPDATE journal SET mac = decode(repeat('00', 32), 'hex') WHERE person_id = $1 AND sequence = 2"] =
                [
                    $"journal {id}/2 Changed",
                    $"journal {id}/3 Changed",
                ],
                // Without its MAC a row is still bound by the next one; which of the two it was is not known.
                ["UPDATE journal SET mac = NULL, actor = 'another' WHERE person_id = $1 AND sequence = 2"] = [$"journal {id}/2-3 Changed"],
                ["UPDATE journal SET mac = NULL, actor = 'another' WHERE person_id = $1"] = [$"journal {id}/1-5 Changed"],
                ["UPDATE person SET state = (SELECT state FROM old_person WHERE person_id = $1) WHERE person_id = $1"] =
                [
                    $"person {id} Changed",
                ],
                ["UPDATE person SET (state, mac) = (SELECT state, mac FROM old_person WHERE person_id = $1) WHERE person_id = $1"] =
                [
                    $"person {id} Changed",
                ],
                [PutBack] = [$"person {id} OldState"],
                ["UPDATE person SET (state, mac) = (SELECT state, mac FROM person WHERE person_id <> $1 LIMIT 1) WHERE person_id = $1"] =
                [
                    $"person {id} Changed",
                ],
                ["UPDATE person SET written_at = written_at - interval '1 day' WHERE person_id = $1"] = [$"person {id} Changed"],
                ["UPDATE person SET version = version + 1, chained_version = chained_version + 1 WHERE person_id = $1"] =
                [
                    $"person {id} Changed",
                ],
                ["UPDATE person SET version = version + 1 WHERE person_id = $1"] = [$"person {id} Changed"],
                ["UPDATE person SET chained_version = NULL WHERE person_id = $1"] = [$"person {id} Changed"],
                ["UPDATE person SET data_key = (SELECT data_key FROM person WHERE person_id <> $1 LIMIT 1) WHERE person_id = $1"] =
                [
                    $"person {id} Changed",
                ],
                ["UPDATE person SET sequence = 4 WHERE person_id = $1"] = [$"person {id} Changed"],
                ["DELETE FROM person WHERE person_id = $1"] = [$"person {id} Missing"],
            }
        )
        {
            Assert.Equal(faults, await scene.FaultsAfterAsync(damage, one));
        }

        Assert.Equal([], await scene.FaultsAsync());
    }

    /// <summary>
    /// A column that a later migration adds without adding it to the MAC is found here. Only the database knows the number of its transaction,
    /// by which the feed of changes orders; it is no part of what happened.
    /// </summary>
    [Theory]
    [InlineData("journal", "person_id, sequence, position", "sequence = 3")]
    [InlineData("person", "person_id", "true")]
    public async Task Each_column_is_bound(string table, string others, string where)
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 3);
        await scene.WriteFullAsync(2);
        var columns = await scene.ColumnsAsync(table, others.Split(", "));
        Assert.True(columns.Count >= 5);
        foreach (var (column, type) in columns)
        {
            var other = type switch
            {
                "text" => $"coalesce({column}, '') || 'x'",
                "date" => $"{column} + 1",
                "timestamp with time zone" => $"{column} + interval '1 second'",
                "uuid" => "gen_random_uuid()",
                "jsonb" => $"coalesce({column}, '{{}}') || '{{\"x\": 1}}'",
                "bytea" when column is "mac" or "chain" => $"sha256({column})",
                "bytea" => $"coalesce({column}, '') || '\\x00'",
                _ => $"{column} + 1",
            };
            var faults = await scene.FaultsAfterAsync(
                $"UPDATE {table} SET {column} = {other} WHERE person_id = $1 AND {where}",
                scene.Of(1)
            );
            Assert.True(faults.Count > 0, $"{table}.{column} can be changed.");
            Assert.All(faults, fault => Assert.Contains($"{scene.Of(1):N}", fault, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_state_that_was_put_back_is_not_worked_with()
    {
        await using var scene = await ChainScene.StartAsync();
        await scene.WriteAsync(1, 3);
        await scene.OwnerAsync(Snapshot);
        await scene.WriteAsync(1, 1);

        await scene.OwnerAsync(
            "UPDATE person SET (state, mac) = (SELECT state, mac FROM old_person WHERE person_id = $1) WHERE person_id = $1",
            scene.Of(1)
        );

        await Assert.ThrowsAsync<SealBrokenException>(() => scene.Register.ReadAsync(PersonId.FromGuid(scene.Of(1))));
    }

    [Fact]
    public async Task With_an_old_copy_of_the_ring_persons_are_not_said_to_be_changed()
    {
        await using var scene = await ChainScene.StartAsync();
        var newer = scene.Register.Secrets with { Ring = scene.Register.Secrets.Ring.Rotate(SealAlgorithm.Aes256Gcm) };
        await scene.WriteAsync(1, 1);
        await DataKeyRewrap.RunAsync(scene.Register.Source, newer.Ring, Cancellation);

        Assert.Equal([$"person {scene.Of(1):N} KeyUnknown"], await scene.FaultsAsync());
        Assert.Empty((await ChainCheck.RunAsync(scene.Register.Source, new ChainKeys(newer), [], Cancellation)).Faults);
    }

    [Fact]
    public async Task Another_registers_keys_are_refused()
    {
        await using var scene = await ChainScene.StartAsync();
        await RegisterKeyCheck.EnsureAsync(scene.Register.Source, scene.Register.Secrets.RegisterKey, "grid", Cancellation);

        await Assert.ThrowsAsync<RegisterKeyException>(() =>
            RegisterKeyCheck.CompareAsync(scene.Register.Source, RegisterKey.Create(KeyedHash.HmacSha256), Cancellation)
        );
        Assert.Equal("grid", await RegisterKeyCheck.CompareAsync(scene.Register.Source, scene.Register.Secrets.RegisterKey, Cancellation));
    }
}
