using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Counting;
using Grid.Storage.Erasing;
using Grid.Storage.Journal;
using Grid.Storage.Platform;
using Grid.Storage.Sealing;
using Grid.Storage.Tests.Persons;
using Grid.Testing;
using Npgsql;
using Orleans.Storage;

namespace Grid.Storage.Tests.Erasing;

/// <summary>What an erasure removes, what stays, and that nothing but an erasure destroys a key without being found.</summary>
public sealed class ErasureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_readable_of_a_person_is_left_in_any_column_and_all_that_is_counted_stays()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(3001);
        await scene.AddAsync(5001, at: scene.Now.AddYears(-9));
        var birth = $"{Sample.Number(3001).BirthDate:yyyy-MM-dd}";
        Assert.NotEqual(Sample.Number(3001).BirthDate, Sample.Number(5001).BirthDate);
        string[] inClear = [birth, "gateway-3001", Sample.Telephone(3001).Value];
        await scene.OwnerAsync("ANALYZE");
        Assert.Equal(["count_segment", "journal", "pg_stats"], await scene.FindAsync(birth));
        Assert.True(await TokensAsync(scene, 3001) > 0);
        Assert.Equal(["notice_sent", "pg_stats"], await scene.FindAsync(Sample.Telephone(3001).Value));
        Assert.Equal(["platform_order"], (await scene.FindAsync(ErasureScene.Note)).Except(["pg_stats"]));
        var disagreements = await scene.DisagreementsAsync();
        var (figures, movements) = (await FiguresAsync(scene), await MovementsAsync(scene));
        var sealedBefore = await scene.SealedAsync(scene.IdOf(3001).ToGuid());
        Assert.Contains("service_record.details", sealedBefore);
        Assert.Contains("application.non_approval", sealedBefore);
        Assert.Contains("platform_sent.content", sealedBefore);
        Assert.Contains("notice_sent.text", sealedBefore);
        Assert.Contains("registration.legacy_hash", sealedBefore);
        Assert.Contains("person_search.name_sealed", sealedBefore);
        Assert.Equal([], await scene.FaultsAsync());

        var one = Assert.Single(await scene.EraseAsync());

        Assert.Equal((scene.IdOf(3001), true, "registered"), (one.Person, one.IsErased, one.Rule!.Id));
        Assert.Equal([], one.Obstacles);
        foreach (
            var value in (string[])[.. inClear, Sample.Number(3001).Value, Sample.Details(3001).Address!, "disabled", "releasedFromPrison"]
        )
        {
            Assert.Equal([], await scene.FindAsync(value));
        }

        // Note and tokens are still those of the other person, and only there.
        Assert.Equal(1, await scene.ScalarAsync<long>("SELECT count(*) FROM platform_order WHERE reason = $1", ErasureScene.Note));
        Assert.Equal(0, await TokensAsync(scene, 3001));

        // Off all lists, and no one else is.
        Assert.Equal([scene.IdOf(5001).ToGuid()], await scene.ScalarAsync<Guid[]>("SELECT array_agg(person_id) FROM person_list_member"));
        Assert.Equal([scene.IdOf(5001).ToGuid()], await scene.ScalarAsync<Guid[]>("SELECT array_agg(person_id) FROM household_member"));
        Assert.Equal(1, await scene.ScalarAsync<long>("SELECT count(*) FROM household_event WHERE evidence IS NOT NULL"));
        Assert.True(await TokensAsync(scene, 5001) > 0);
        // What is left of bytes: MACs, and facts of counting under the register's own key, without the birth date.
        Assert.Equal(
            ["count_segment.standing", "journal.mac", "person.chain", "person.mac"],
            await scene.SealedAsync(scene.IdOf(3001).ToGuid())
        );
        var standing = await scene.ScalarAsync<byte[]>(
            "SELECT standing FROM count_segment WHERE person_id = $1",
            scene.IdOf(3001).ToGuid()
        );
        Assert.Null(CountSeal.Open(standing, scene.Register.Secrets.Ring, scene.IdOf(3001)).BirthDate);
        Assert.True(await scene.ScalarAsync<bool>("SELECT data_key IS NULL FROM person WHERE person_id = $1", scene.IdOf(3001).ToGuid()));

        Assert.Equal(figures, await FiguresAsync(scene));
        Assert.Equal(movements, await MovementsAsync(scene));
        var recount = await new Recount(scene.Register.Source, scene.Register.Secrets.Ring, TimeProvider.System).RunAsync(
            [Sample.Region],
            "test",
            Cancellation
        );
        Assert.Empty(recount.Differences);
        Assert.Equal(disagreements, await scene.DisagreementsAsync());
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(
            ["applicationSubmitted", "registered", "exited", "personErased"],
            await scene.ScalarAsync<string[]>(
                "SELECT array_agg(event ORDER BY sequence) FROM journal WHERE person_id = $1",
                scene.IdOf(3001).ToGuid()
            )
        );
    }

    /// <summary>Whoever adds a table decides here what an erasure does with it.</summary>
    [Fact]
    public async Task Every_table_that_names_a_person_is_erased_or_waited_for_or_holds_nothing_personal()
    {
        string[] waitedFor = ["count_entry", "import_row", "notice_outcome", "platform_item"];
        string[] ended = ["duty"];
        string[] nothingPersonal =
        [
            "access_log",
            "complaint_step",
            "count_movement",
            "duty_done",
            "erasure",
            "erasure_hold",
            "journal_reach",
            "survey_step",
            "wording_flag",
        ];
        await using var scene = await ErasureScene.StartAsync();
        var tables = await scene.ScalarAsync<string[]>(
            """
            SELECT array_agg(DISTINCT attrelid::regclass::text) FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid
            WHERE attname ~ '^person_ids?$' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
            """
        );
        Assert.Equal(
            tables.Order(StringComparer.Ordinal),
            ErasureSql.Tables.Intersect(tables).Concat([.. waitedFor, .. ended, .. nothingPersonal]).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task After_a_rewrite_no_byte_is_left_in_the_files_that_a_base_backup_copies()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(3001);
        await scene.OwnerAsync("ANALYZE");
        string[] values = [$"{Sample.Number(3001).BirthDate:yyyy-MM-dd}", Sample.Telephone(3001).Value];
        foreach (var value in values)
            Assert.NotEmpty(await scene.FindInFilesAsync(value));

        await scene.EraseAsync();

        // What a transaction from before may still read is kept: the server analyses tables by itself.
        foreach (var value in values)
        {
            await Wait.UntilAsync(
                async () =>
                {
                    await scene.Run().FreeAsync(rewrite: true, Cancellation);
                    return (await scene.FindInFilesAsync(value)).Count == 0;
                },
                "nothing is left"
            );
        }

        Assert.Equal([], await scene.FaultsAsync());
    }

    [Fact]
    public async Task Linked_numbers_go_with_their_main_record_and_wait_for_it()
    {
        await using var scene = await ErasureScene.StartAsync();
        var (main, alias) = (scene.IdOf(1), scene.IdOf(2));
        await scene.AddAsync(1, record => record with { Aliases = [new TakenOver(alias, Guid.NewGuid(), new MovedCase())] });
        await scene.AddAsync(2, record => record with { AliasOf = main });
        var hold = await ErasureHolds.AddAsync(scene.Owner, alias.ToGuid(), ErasureHolds.LegalHold, "案号 1", "x", scene.Now, Cancellation);
        Assert.Equal([ErasureObstacle.LegalHold], Assert.Single(await scene.EraseAsync()).Obstacles);
        await ErasureHolds.LiftAsync(scene.Owner, hold!.Value, "x", scene.Now, Cancellation);

        var one = Assert.Single(await scene.EraseAsync());

        Assert.Equal((main, 2L), (one.Person, one.Removed["person"]));
        Assert.Equal([alias], one.Linked);
        Assert.Equal(0, await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE data_key IS NOT NULL"));
        Assert.Equal(0, await scene.ScalarAsync<long>("SELECT count(*) FROM person_search"));
        Assert.Equal([], await scene.FaultsAsync());
    }

    [Fact]
    public async Task Pairs_with_an_erased_person_go_and_of_how_they_were_decided_the_words()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(3001);
        var (one, other) = (scene.IdOf(3001).ToGuid(), Guid.NewGuid());
        foreach (var (first, second) in (List<(Guid, Guid)>)[(one, other), (other, one), (other, Guid.NewGuid())])
        {
            var id = Guid.NewGuid();
            await scene.OwnerAsync(
                """
                INSERT INTO duplicate_pair (id, first, second, status, score, parts, first_mark, second_mark, found_at, seen_by, proposal, verdict, why,
                    proposed_by, proposed_at)
                SELECT $1, least($2, $3), greatest($2, $3), 2, 30, '{}', 'mark', 'mark', $4, gen_random_uuid(), 'p1', 2, 'sealed', 'clerk-1', $4
                ON CONFLICT (first, second) DO UPDATE SET found_at = excluded.found_at
                """,
                id,
                first,
                second,
                Sample.Now.ToUniversalTime()
            );
            await scene.OwnerAsync(
                """
                INSERT INTO duplicate_decision (pair, proposal, kind, verdict, decided_by, at, text)
                SELECT id, 'p1', 1, 2, 'clerk-1', $2, 'sealed' FROM duplicate_pair WHERE id = $1
                """,
                id,
                Sample.Now.ToUniversalTime()
            );
        }

        var erased = Assert.Single(await scene.EraseAsync());
        Assert.Equal((1, 1), (erased.Removed["duplicate_pair"], erased.Removed["duplicate_decision"]));
        Assert.Equal(1, await scene.ScalarAsync<long>("SELECT count(*) FROM duplicate_pair"));
        Assert.Equal(0, await scene.ScalarAsync<long>("SELECT count(*) FROM duplicate_pair WHERE $1 IN (first, second)", one));
        Assert.Equal(1, await scene.ScalarAsync<long>("SELECT count(text) FROM duplicate_decision"));
        Assert.Equal(2, await scene.ScalarAsync<long>("SELECT count(*) FROM duplicate_decision"));
    }

    [Fact]
    public async Task A_commit_that_comes_first_keeps_the_person()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(1);
        await using var connection = await scene.Owner.OpenConnectionAsync(Cancellation);
        await using var commit = await connection.BeginTransactionAsync(Cancellation);
        await using (var write = new NpgsqlCommand("UPDATE person SET written_at = $1", connection))
        {
            write.Parameters.AddWithValue(scene.Now.ToUniversalTime());
            await write.ExecuteNonQueryAsync(Cancellation);
        }

        var erasing = scene.EraseAsync();
        await Wait.UntilAsync(
            () =>
                scene.ScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
                ),
            "the erasure waits for the person's row"
        );
        await commit.CommitAsync(Cancellation);

        Assert.Empty(await erasing);
        Assert.Equal(1, await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE data_key IS NOT NULL"));
    }

    [Fact]
    public async Task Applications_of_the_platform_go_with_their_person_and_those_of_nobody_when_their_own_period_is_over()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(1);
        await scene.OwnerAsync("UPDATE application SET platform_number = 'P1'");
        await scene.OwnerAsync("DELETE FROM platform_sent");
        foreach (
            var (number, version, status, years) in new (string?, int, string, int)[]
            {
                ("P1", 1, "refused", 11),
                ("P1", 2, "settled", 11),
                ("N1", 1, "settled", 6),
                ("N2", 1, "settled", 5),
                ("N3", 1, "superseded", 6),
                ("N4", 1, "refused", 6),
                (null, 1, "refused", 6),
            }
        )
        {
            await scene.OwnerAsync(
                """
                INSERT INTO platform_application (region, number, version, digest, content, status, settlement, stored_at, settled_at)
                VALUES ('36', $1, $2, '\x01', '\x02', $3, CASE WHEN $3 = 'settled' THEN '\x03'::bytea END, $4, $4)
                """,
                (object?)number ?? DBNull.Value,
                version,
                status,
                scene.Now.AddYears(-years).ToUniversalTime()
            );
        }

        foreach (var (id, years) in new[] { (1L, 6), (2L, 5) })
        {
            await scene.OwnerAsync(
                """
                INSERT INTO platform_sent (id, person_id, kind, key, region, office, event_on, commit_id, created_at, outcome, done_at, attempts, round, content)
                VALUES ($1, $2, 'result', $1::text, '36', '', '2031-01-01', gen_random_uuid(), $3, 'accepted', $3, 1, 1, '\x04')
                """,
                id,
                PersonId.NobodyOf(id).ToGuid(),
                scene.Now.AddYears(-years).ToUniversalTime()
            );
        }

        var nobodys = new NobodysErasure(scene.Owner, ConfirmedRetention.Rules, scene.Clock);
        Assert.Throws<RetentionNotConfirmedException>(() =>
        {
            _ = new NobodysErasure(scene.Owner, RetentionRules.BuiltIn, scene.Clock).EraseAsync(Cancellation);
        });
        var planned = await nobodys.PlanAsync(Cancellation);
        Assert.Equal(planned, await nobodys.EraseAsync(Cancellation));
        Assert.Equal([("platform_application", 3L), ("platform_sent", 1L)], planned.Select(part => (part.Key, part.Value)));
        Assert.Empty(await nobodys.PlanAsync(Cancellation));
        Assert.Equal(["N2", "N4", "P1", "P1"], await LeftAsync());
        Assert.Equal(2L, await scene.ScalarAsync<long>("SELECT id FROM platform_sent WHERE content <> ''"));

        Assert.Equal(2, Assert.Single(await scene.EraseAsync()).Removed["platform_application"]);

        Assert.Equal(["N2", "N4"], await LeftAsync());
        // What is empty is on no list, and nothing hands it over again.
        Assert.Equal(
            ["N4"],
            await scene.ScalarAsync<string[]>("SELECT array_agg(number) FROM platform_application WHERE status = 'refused'")
        );
        var settlements = new PlatformSettlements(scene.Register.Source, scene.Register.Secrets.Ring);
        await scene.OwnerAsync("DELETE FROM platform_application WHERE number IN ('N2', 'N4')");
        var page = new PageRequest(100, null);
        Assert.Equal(0, (await settlements.SettledAsync(new SearchScope(null, "36"), page, Cancellation)).Total);
        Assert.Empty((await settlements.OpenAsync(new SearchScope(null, "36"), page, Cancellation)).Items);

        Task<string[]> LeftAsync() =>
            scene.ScalarAsync<string[]>(
                "SELECT array_agg(number ORDER BY number, version) FROM platform_application WHERE content IS NOT NULL"
            );
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_says_exactly_what_an_erasure_does()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(1);
        var before = await ContentAsync(scene);

        var planned = Assert.Single(await scene.PlanAsync());

        Assert.Equal(before, await ContentAsync(scene));
        Assert.False(planned.IsErased);
        var erased = Assert.Single(await scene.EraseAsync());
        Assert.Equal(planned.Removed, erased.Removed);
        Assert.Equal(3, erased.Removed["journal"]);
        Assert.Equal([], await scene.EraseAsync());
    }

    [Fact]
    public async Task A_period_ends_with_its_last_day()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(1);
        scene.Now = new DateTimeOffset(2036, 11, 20, 23, 59, 59, TimeSpan.FromHours(8));
        Assert.Empty(await scene.PlanAsync());
        scene.Now = scene.Now.AddSeconds(1);
        Assert.Single(await scene.PlanAsync());
    }

    [Fact]
    public async Task Rules_that_nobody_confirmed_erase_nothing()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(1);
        var run = scene.Run(RetentionRules.BuiltIn);
        Assert.Single(await run.PlanAsync(Cancellation).ToListAsync(Cancellation));
        await Assert.ThrowsAsync<RetentionNotConfirmedException>(async () =>
            await run.EraseAsync("operator-1", Cancellation).ToListAsync(Cancellation)
        );
        Assert.Equal(0, await scene.ScalarAsync<long>("SELECT count(*) FROM erasure"));
    }

    [Fact]
    public async Task A_hold_or_something_that_waits_stops_it_until_it_is_over()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(1);
        var person = scene.IdOf(1).ToGuid();
        Assert.Equal(person, await ErasureHolds.FindAsync(scene.Owner, Sample.Registration(1).Number.Value, Cancellation));
        foreach (
            var (kind, obstacle) in new[]
            {
                (ErasureHolds.Investigation, ErasureObstacle.Investigation),
                (ErasureHolds.LegalHold, ErasureObstacle.LegalHold),
            }
        )
        {
            var hold = await ErasureHolds.AddAsync(scene.Owner, person, kind, "案号 1", "operator-1", scene.Now, Cancellation);
            Assert.Equal([obstacle], Assert.Single(await scene.EraseAsync()).Obstacles);
            Assert.True(await ErasureHolds.LiftAsync(scene.Owner, hold!.Value, "operator-2", scene.Now, Cancellation));
            Assert.False(await ErasureHolds.LiftAsync(scene.Owner, hold.Value, "operator-2", scene.Now, Cancellation));
        }

        await scene.OwnerAsync(
            "INSERT INTO count_entry (region, person_id, event_on, commit_id, sequence, ordinal, created_at, content) VALUES ('360102', $1, '2026-11-20', gen_random_uuid(), 9, 0, now(), '\\x00')",
            person
        );
        Assert.Equal([ErasureObstacle.OutboxWaits], Assert.Single(await scene.EraseAsync()).Obstacles);
        await scene.OwnerAsync("DELETE FROM count_entry");
        Assert.True(Assert.Single(await scene.EraseAsync()).IsErased);
        Assert.Null(await ErasureHolds.AddAsync(scene.Owner, person, ErasureHolds.LegalHold, "x", "y", scene.Now, Cancellation));
    }

    [Fact]
    public async Task Rows_that_were_tampered_with_are_evidence_and_not_erased()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(1);
        await scene.OwnerAsync("UPDATE journal SET event_on = event_on - 1 WHERE person_id = $1 AND sequence = 2", scene.IdOf(1).ToGuid());
        Assert.Equal([ErasureObstacle.TamperedWith], Assert.Single(await scene.EraseAsync()).Obstacles);
    }

    [Fact]
    public async Task Who_comes_back_starts_as_new_and_the_past_cannot_be_put_back()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(1);
        var (person, id) = (scene.IdOf(1), scene.IdOf(1).ToGuid());
        var old = await scene.Register.ReadAsync(person);
        var key = await scene.ScalarAsync<byte[]>("SELECT data_key FROM person WHERE person_id = $1", id);
        await scene.EraseAsync();

        // A grain that has the old state in memory writes nothing more.
        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            scene.Register.AppendAsync(old, person, sequence => Sample.SmallCommit(sequence))
        );
        var read = (await scene.Register.ReadAsync(person)).State!.Record!;
        Assert.True(read.IsUnknown);
        Assert.Null(read.Identity);
        Assert.Equal(4, read.Sequence);
        await scene.OwnerAsync("UPDATE person SET data_key = $2 WHERE person_id = $1", id, key);
        Assert.Equal([$"person {id:N} KeyPutBack"], await scene.FaultsAsync());
        await scene.OwnerAsync("UPDATE person SET data_key = NULL WHERE person_id = $1", id);

        await scene.Register.AppendAsync(person, sequence => Sample.SmallCommit(sequence, at: scene.Now));

        Assert.Equal([], await scene.FaultsAsync());
        var again = (await scene.Register.ReadAsync(person)).State!.Record!;
        Assert.False(again.IsUnknown);
        Assert.Equal(5, again.Sequence);
        Assert.Null(again.Identity);
        var journal = await new JournalReader(scene.Register.Source, scene.Register.Secrets.Ring).ReadAsync(person, 0, 100, Cancellation);
        Assert.Equal([5L], journal.Select(entry => entry.Sequence));
        await scene.OwnerAsync("UPDATE person SET data_key = $2 WHERE person_id = $1", id, key);
        Assert.Equal([$"person {id:N} KeyPutBack"], await scene.FaultsAsync());
    }

    [Fact]
    public async Task A_key_that_is_destroyed_without_an_erasure_is_found_and_the_person_is_not_written_over()
    {
        await using var scene = await ErasureScene.StartAsync();
        await scene.AddAsync(1);
        await scene.AddAsync(2);
        var id = scene.IdOf(1).ToGuid();
        await scene.OwnerAsync("UPDATE person SET data_key = NULL WHERE person_id = $1", id);
        Assert.Equal([$"person {id:N} KeyDestroyed"], await scene.FaultsAsync());
        await Assert.ThrowsAsync<SealKeyMissingException>(() => scene.Register.ReadAsync(scene.IdOf(1)));

        // With an empty state and a made-up event it is no erasure either.
        await scene.OwnerAsync("UPDATE person SET state = '' WHERE person_id = $1", id);
        await scene.OwnerAsync(
            "INSERT INTO journal SELECT (jsonb_populate_record(j, '{\"sequence\": 4, \"event\": \"personErased\"}')).* FROM journal AS j WHERE person_id = $1 AND sequence = 3",
            id
        );
        Assert.Contains($"person {id:N} Changed", await scene.FaultsAsync());
        await Assert.ThrowsAsync<SealBrokenException>(() => scene.Register.ReadAsync(scene.IdOf(1)));
    }

    [Fact]
    public async Task A_run_that_breaks_off_has_erased_each_person_wholly_or_not_at_all_and_the_next_one_goes_on()
    {
        await using var scene = await ErasureScene.StartAsync();
        for (var n = 1; n <= 4; n++)
            await scene.AddAsync(n);
        var ids = Enumerable.Range(1, 4).Select(n => scene.IdOf(n).ToGuid()).Order().ToArray();
        await scene.OwnerAsync("CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'stopped'; END $$");
        // The last statement of the third person's erasure.
        await scene.OwnerAsync(
            $"CREATE TRIGGER stop BEFORE INSERT ON erasure FOR EACH ROW WHEN (NEW.person_id = '{ids[2]}') EXECUTE FUNCTION stop()"
        );

        await Assert.ThrowsAsync<PostgresException>(scene.EraseAsync);

        Assert.Equal(
            [ids[0], ids[1]],
            await scene.ScalarAsync<Guid[]>("SELECT array_agg(person_id ORDER BY person_id) FROM person WHERE data_key IS NULL")
        );
        Assert.Equal([], await scene.FaultsAsync());
        Assert.NotNull((await scene.Register.ReadAsync(PersonId.FromGuid(ids[2]))).State!.Record!.Identity);
        await scene.OwnerAsync("DROP TRIGGER stop ON erasure");
        Assert.Equal([ids[2], ids[3]], (await scene.EraseAsync()).Select(one => one.Person.ToGuid()));
        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(0, await scene.ScalarAsync<long>("SELECT count(*) FROM person_search"));
    }

    private static Task<string> FiguresAsync(ErasureScene scene) =>
        scene.ScalarAsync<string>("SELECT coalesce(string_agg(f::text, E'\\n' ORDER BY f::text), '') FROM count_figures AS f");

    private static Task<long> TokensAsync(ErasureScene scene, int n) =>
        scene.ScalarAsync<long>("SELECT count(*) FROM name_token WHERE person_id = $1", scene.IdOf(n).ToGuid());

    private static Task<string> MovementsAsync(ErasureScene scene) =>
        scene.ScalarAsync<string>("SELECT string_agg(m::text, E'\\n' ORDER BY m::text) FROM count_movement AS m");

    private static async Task<string> ContentAsync(ErasureScene scene)
    {
        var content = "";
        foreach (
            var table in (string[])
                ["person", "journal", "person_search", "count_segment", "notice_sent", "receipt", "tree_waiting", "erasure"]
        )
        {
            content += await scene.ScalarAsync<string>(
                $"SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM {table} AS t"
            );
        }

        return content;
    }
}
