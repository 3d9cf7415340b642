using System.Diagnostics;
using System.Globalization;
using Grid.Domain.Counting;
using Grid.EndToEnd.Tests.Kills;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Backup;

/// <summary>
/// The scripts of <c>deploy/backup</c>: a base backup is taken under load, the log is archived, both encrypted to a recovery key, the
/// machine burns, and the register is restored to a noted moment. What was acknowledged before that moment is there, what was sent after
/// it is not, and everything agrees.
/// </summary>
public sealed class PointInTimeTests
{
    [Fact]
    public async Task The_register_is_restored_to_a_moment()
    {
        var test = TestContext.Current.CancellationToken;
        var commands = TestSize.Pick(small: 30, full: 5_000);
        await using var postgres = await PrivatePostgres.CreateAsync(test);
        var folder = await postgres.FolderAsync(test);

        // The first script brings all of them to where the server may read them.
        await postgres.RunScriptAsync("backup/archive-wal.sh", test, $"{folder}/backup/wal", "/dev/null", "probe");
        await postgres.ConfigureAsync(
            test,
            ("archive_mode", "on"),
            ("archive_timeout", "2s"),
            (
                "archive_command",
                $"\"{folder}/deploy/backup/archive-wal.sh\" \"{folder}/backup/wal\" \"%p\" \"%f\" \"{folder}/recovery.recipients\""
            )
        );
        await using var database = await postgres.CreateDatabaseAsync(test);
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take());
        var silo = await SiloProcess.StartAsync(settings, test);
        var filling = Stopwatch.StartNew();
        await FilledRegister.FillAsync(settings, TestSize.Pick(small: 20, full: 100_000), test);
        var fillTook = filling.Elapsed;

        // Writing never pauses: neither for the base backup nor at the moment.
        DateTimeOffset moment;
        TimeSpan backupTook;
        var load = new SteadyLoad(silo.Address, home, clerks: 6, test);
        await using (load)
        {
            await load.GrowAsync(commands, test);
            var clock = Stopwatch.StartNew();
            await postgres.RunScriptAsync("backup/base-backup.sh", test);
            backupTook = clock.Elapsed;
            await load.GrowAsync(commands, test);
            moment = TimeProvider.System.GetUtcNow();
            await load.GrowAsync(commands, test);
            await ArchivedAsync(postgres, test);
            Assert.Contains(
                " 0 gaps, 0 backups and segments in the clear",
                await postgres.RunScriptAsync("backup/verify.sh", test),
                StringComparison.Ordinal
            );
            await postgres.LoseAsync(test);
        }

        await silo.DisposeAsync();
        var restore = Stopwatch.StartNew();
        await postgres.RunScriptAsync(
            "backup/restore.sh",
            test,
            "--into",
            $"{folder}/data",
            "--identity",
            $"{folder}/recovery.key",
            "--to",
            moment.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture)
        );
        await postgres.StartAsync(test);
        await OpenForWritingAsync(postgres, test);
        var restoreTook = restore.Elapsed;

        var figures = await CheckAsync(database, home, load, moment, test);
        var size = await ScalarAsync<string>(postgres, $"SELECT pg_size_pretty(pg_database_size('{database.Name}'))", test);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"filled in {fillTook.TotalSeconds:0} s; base backup {backupTook.TotalSeconds:0.0} s; restore of {size} {restoreTook.TotalSeconds:0.0} s; {figures}"
        );

        // The register goes on from there.
        await using var again = await SiloProcess.StartAsync(settings, test);
        await using var more = new SteadyLoad(again.Address, home, clerks: 2, test);
        await more.GrowAsync(5, test);
        await more.FinishAsync();
    }

    private static async Task<string> CheckAsync(
        TestDatabase database,
        GridHome home,
        SteadyLoad load,
        DateTimeOffset moment,
        CancellationToken test
    )
    {
        var sent = load.Acknowledged.ToDictionary(command => (command.Caller, command.Key));
        var before = sent.Values.Where(command => command.AnsweredAt <= moment).ToArray();
        await using var stored = new StoredRegister(database.OwnerConnectionString);
        var receipts = (await stored.ReceiptsAsync(test))
            .Where(receipt => receipt.Key.Caller.StartsWith("clerk-", StringComparison.Ordinal))
            .ToDictionary();

        Assert.Empty(load.Unexpected);
        Assert.All(before, command => Assert.Equal(1, receipts.GetValueOrDefault((command.Caller, command.Key))));
        Assert.All(receipts, receipt => Assert.Equal(1, receipt.Value));
        Assert.All(receipts.Keys, key => Assert.True(sent[key].SentAt <= moment, $"{key} was sent after the moment."));
        Assert.NotEqual(0, sent.Values.Count(command => command.SentAt > moment));

        // Whole commands, of the few that were at work at the moment too.
        var journal = await stored.JournalAsync(test);
        foreach (
            var person in sent
                .Values.Where(command => receipts.ContainsKey((command.Caller, command.Key)))
                .GroupBy(command => command.Person)
        )
        {
            Assert.Equal(person.SelectMany(command => command.Events), journal[person.Key]);
        }

        Assert.Equal(0, await stored.DisagreementsAsync(test));
        Assert.Empty(await stored.FaultsAsync(test));

        await using var counts = new StoredCounts(database.ApplicationConnectionString, home.Folder);
        var (asLeft, folded) = await counts.RecountAsync(test);
        var recountTook = folded.EndedAt - folded.StartedAt;
        Assert.Equal((0, 0), (asLeft.DifferentCells, folded.DifferentCells));
        Assert.Equal(journal.Values.Sum(events => events.Count(e => e == "registered")), StoredCounts.Total(folded, Measure.New));
        return $"persons {journal.Count}, commands acknowledged before the moment {before.Length}, all there; at work at the moment {receipts.Count - before.Length} there of "
            + $"{sent.Values.Count(command => command.SentAt <= moment) - before.Length}; sent after it {sent.Values.Count(command => command.SentAt > moment)}, none there; recount of {folded.Lines} lines {recountTook.TotalSeconds:0.0} s, difference 0";
    }

    /// <summary>Waits until what is written now is in the archive.</summary>
    private static async Task ArchivedAsync(PrivatePostgres postgres, CancellationToken test)
    {
        var segment = await ScalarAsync<string>(postgres, "SELECT pg_walfile_name(pg_current_wal_lsn())", test);
        await WaitAsync(postgres, $"SELECT coalesce(last_archived_wal >= '{segment}', false) FROM pg_stat_archiver", test);
    }

    private static Task OpenForWritingAsync(PrivatePostgres postgres, CancellationToken test) =>
        WaitAsync(postgres, "SELECT NOT pg_is_in_recovery()", test);

    private static Task WaitAsync(PrivatePostgres postgres, string condition, CancellationToken test) =>
        Wait.UntilAsync(
            () => ScalarAsync<bool>(postgres, condition, test),
            condition,
            TimeSpan.FromMinutes(TestSize.Pick(small: 3, full: 15))
        );

    private static async Task<T> ScalarAsync<T>(PrivatePostgres postgres, string sql, CancellationToken test)
    {
        await using var superuser = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(postgres.SuperuserConnectionString) { Pooling = false }.ConnectionString
        );
        await superuser.OpenAsync(test);
        await using var command = new NpgsqlCommand(sql, superuser);
        return (T)(await command.ExecuteScalarAsync(test))!;
    }
}
