using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Silo.Reference;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;

namespace Grid.Bench.Pages;

/// <summary>
/// Fills a database with what the operators' pages read of a province's register, by statements over sets: a million persons in some
/// minutes. Sums agree with the rows that they are sums of. There are no records of persons but their keys, no journal and nothing that can
/// be unsealed but names: such a register can be read, not used for work.
/// </summary>
internal sealed class RegisterLoad(string owner, RegisterSecrets secrets, TimeProvider clock, Action<string> say)
{
    private static readonly string[] Analyzed =
    [
        "duty",
        "duty_count",
        "person",
        "name_token",
        "count_segment",
        "count_movement",
        "count_figures",
        "platform_sent",
        "platform_item",
        "notice_sent",
        "notice",
        "access_log",
        "reminder",
    ];

    public async Task FillAsync(int persons, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancelled);
        await ExecuteAsync(
            connection,
            "SET synchronous_commit = off; SET work_mem = '256MB'; SET jit = off; SET plan_cache_mode = force_custom_plan",
            cancelled
        );
        await PrepareAsync(connection, persons, cancelled);
        var assembly = typeof(RegisterLoad).Assembly;
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            var began = clock.GetTimestamp();
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            foreach (var sql in (await text.ReadToEndAsync(cancelled)).Split(";\n"))
                await ExecuteAsync(connection, sql, cancelled);
            say(string.Create(CultureInfo.InvariantCulture, $"{name.Split('.')[^2]}: {clock.GetElapsedTime(began).TotalSeconds:0.0} s"));
        }

        var sealing = clock.GetTimestamp();
        await SealNamesAsync(connection, cancelled);
        say(string.Create(CultureInfo.InvariantCulture, $"names: {clock.GetElapsedTime(sealing).TotalSeconds:0.0} s"));
        foreach (var table in Analyzed)
            await ExecuteAsync(connection, "VACUUM ANALYZE " + table, cancelled);
        await ExecuteAsync(connection, "ANALYZE", cancelled);
    }

    /// <summary>Each person gets a key; then the names, which the scripts wrote in the clear, are sealed as after an upgrade.</summary>
    private async Task SealNamesAsync(NpgsqlConnection connection, CancellationToken cancelled)
    {
        var persons = new List<Guid>();
        await using (var command = new NpgsqlCommand("SELECT person_id FROM person_search", connection) { CommandTimeout = 0 })
        await using (var row = await command.ExecuteReaderAsync(cancelled))
        {
            while (await row.ReadAsync(cancelled))
                persons.Add(row.GetGuid(0));
        }

        await using (
            var rows = await connection.BeginBinaryImportAsync(
                "COPY person (person_id, version, sequence, state_schema, state, data_key, last_commit, written_at) FROM STDIN (FORMAT binary)",
                cancelled
            )
        )
        {
            var now = clock.GetUtcNow();
            foreach (var person in persons)
            {
                var key = secrets.Ring.NewDataKey().Wrap(secrets.Ring, $"{person:N}");
                await rows.WriteRowAsync(cancelled, person, 1L, 0L, (short)1, Array.Empty<byte>(), key, person, now);
            }

            await rows.CompleteAsync(cancelled);
        }

        await using var source = NpgsqlDataSource.Create(owner);
        await NameSealing.RunAsync(source, secrets, cancelled);
        await NameSealing.RewriteAsync(owner, clock, cancelled);
    }

    private async Task PrepareAsync(NpgsqlConnection connection, int persons, CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        var today = ChinaTime.DateOf(now);
        var period = CountingPeriod.Of(today);
        var first = period;
        for (var n = 1; n < 30; n++)
            first = first.Previous;

        await ExecuteAsync(
            connection,
            "CREATE TEMP TABLE size (persons int, today date, now timestamptz, first date, closed text, open text)",
            cancelled
        );
        await using (var size = new NpgsqlCommand("INSERT INTO size VALUES ($1, $2, $3, $4, $5, $6)", connection))
        {
            foreach (
                object value in (object[])
                    [persons, today, now, first.First, period.Previous.Previous.ToString(), period.Previous.ToString()]
            )
            {
                size.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            await size.ExecuteNonQueryAsync(cancelled);
        }

        var reference = ReferenceFiles.Load(null);
        await ExecuteAsync(
            connection,
            "CREATE TEMP TABLE office (n int, code text COLLATE \"C\", region text COLLATE \"C\", counted boolean); CREATE TEMP TABLE area (code text COLLATE \"C\", prefix text COLLATE \"C\")",
            cancelled
        );
        await using (var rows = await connection.BeginBinaryImportAsync("COPY office FROM STDIN (FORMAT binary)", cancelled))
        {
            foreach (var (office, n) in Slots(reference.Offices.All).Select((office, n) => (office, n)))
                await rows.WriteRowAsync(cancelled, n, office.Code.Value, office.CountingUnit.Value, office.CountedOn(today));
            await rows.CompleteAsync(cancelled);
        }

        await using (var rows = await connection.BeginBinaryImportAsync("COPY area FROM STDIN (FORMAT binary)", cancelled))
        {
            var province = RegionCode.Parse("360000");
            foreach (
                var region in reference
                    .Regions.Descendants(province, today)
                    .Prepend(reference.Regions.Find(province, today)!)
                    .Where(region => region.Code.Value.Length == 6)
            )
            {
                await rows.WriteRowAsync(cancelled, region.Code.Value, region.Code.Prefix);
            }

            await rows.CompleteAsync(cancelled);
        }

        await ExecuteAsync(connection, "ANALYZE office", cancelled);
    }

    /// <summary>
    /// Each office so often as its share: counties have from one to three shares, however many offices are in the reference data; a
    /// county's first office has half of it, or all.
    /// </summary>
    private static IEnumerable<Office> Slots(IEnumerable<Office> all)
    {
        const int Share = 60;
        foreach (
            var (county, index) in all.Where(office => office.Level >= RegionLevel.County)
                .GroupBy(office => office.Code.Value[..6])
                .OrderBy(county => county.Key, StringComparer.Ordinal)
                .Select((county, index) => (county, index))
        )
        {
            Office[] offices =
            [
                .. county.OrderBy(office => office.Code.Value.Length).ThenBy(office => office.Code.Value, StringComparer.Ordinal),
            ];
            for (var n = 0; n < Share * (1 + (index * 7 % 3)); n++)
                yield return n % 2 == 0 ? offices[0] : offices[n / 2 % offices.Length];
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancelled)
    {
#pragma warning disable CA2100 // Constant, or a script of this program.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
