using System.Diagnostics;
using System.Globalization;
using System.Text;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Operations;
using Grid.Storage.Tests.Counting;
using Grid.Testing;
using Npgsql;

namespace Grid.Storage.Tests.Operations;

/// <summary>What the board reads of a province's size, with two years behind it; how long that takes is written to the output.</summary>
public sealed class BoardSizeTests(ITestOutputHelper output)
{
    private const string Today = "2026-11-22";

    private const string Load = """
        CREATE TEMP TABLE leaf AS SELECT unnest($1::text[]) AS region;
        CREATE TEMP TABLE area AS SELECT '36' AS area UNION SELECT left(region, 4) FROM leaf UNION SELECT region FROM leaf;
        INSERT INTO count_stock SELECT region, block, 9000 FROM leaf, generate_series(1, 3) AS block;
        INSERT INTO count_day SELECT date '2026-11-22' - n, region, 1, measure, CASE measure WHEN 'transferredIn' THEN '360102/urban' ELSE '' END, 12
        FROM generate_series(0, $2 - 1) AS n, leaf, unnest(ARRAY['new', 'exited', 'transferredIn', 'transferredOut']) AS measure;
        INSERT INTO duty_count SELECT area, kind, date '2026-11-22' + n, '-infinity', 3 FROM area, generate_series(1, 9) AS kind, generate_series(-60, 60) AS n;
        INSERT INTO board_sample (area, at, registered, arrived, gone, overdue, counts_lag, platform_lag, platform_refused, notices_lag, recount_difference, silos)
        SELECT area, at, 9000, 1, 1, 5, 0, 0, 0, 0, 0, 3 FROM area, (
            SELECT generate_series(timestamptz '2026-10-13 12:00Z', timestamptz '2026-11-21 11:00Z', interval '1 hour') AS at
            UNION SELECT generate_series(timestamptz '2026-11-21 11:00Z', timestamptz '2026-11-22 12:00Z', interval '1 minute')) AS moments;
        INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash)
        SELECT 'grid', 'person/' || md5(n::text), 'duty', timestamptz '2026-11-22 12:00Z' + (n % 30000) * interval '1 minute', 900000, n FROM generate_series(1, $3) AS n;
        INSERT INTO notice (person_id, kind, commit_id, created_at, content, office)
        SELECT md5(n::text)::uuid, 'registered', md5(n::text)::uuid, timestamptz '2026-11-22 11:00Z', '\x00', '36010201' FROM generate_series(1, $3 / 100) AS n;
        ANALYZE count_stock; ANALYZE count_day; ANALYZE duty_count; ANALYZE board_sample; ANALYZE notice
        """;

    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Fact]
    public async Task A_province_s_board()
    {
        await using var scene = await CountScene.CreateAsync();
        var regions = RegionTree.LoadEmbedded();
        string[] leaves =
        [
            .. regions.CountingUnits(RegionCode.Parse("360000"), new DateOnly(2026, 11, 22)).Select(leaf => leaf.Code.Value),
        ];
        var (days, persons) = (TestSize.Pick(small: 60, full: 730), TestSize.Pick(small: 20_000, full: 1_000_000));
        await DatabaseCommands.ExecuteAsync(
            scene.OwnerConnectionString,
            Load.Replace("$1", $"'{{{string.Join(',', leaves)}}}'", StringComparison.Ordinal)
                .Replace("$2", Text(days), StringComparison.Ordinal)
                .Replace("$3", Text(persons), StringComparison.Ordinal)
        );
        await DatabaseCommands.ExecuteAsync(scene.OwnerConnectionString, "VACUUM ANALYZE reminder");

        var board = new Board(scene.Source, TimeProvider.System);
        string[] areas = ["36", .. leaves.Select(leaf => leaf[..4]).Distinct()];
        var (today, now) = (
            DateOnly.Parse(Today, CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(Today + "T12:00:00Z", CultureInfo.InvariantCulture)
        );
        var read = await TimeAsync("now, province", () => board.NowAsync(leaves, areas, today, Cancellation));
        Assert.Equal(9000L * leaves.Length, read.Stock.Values.Sum());
        Assert.Equal(4 * leaves.Length, read.Moved.Count);
        Assert.Equal(3L * 60 * 9, read.Duties.Where(one => one.Area == "36").Sum(one => one.Overdue));
        await TimeAsync("now, county", () => board.NowAsync(leaves[..1], leaves[..1], today, Cancellation));
        var day = await TimeAsync("samples, 24 h", () =>
            board.SamplesAsync("36", now.AddHours(-24), TimeSpan.FromMinutes(15), Cancellation)
        );
        Assert.Equal(97, day.Count);
        var month = await TimeAsync("samples, 30 days", () =>
            board.SamplesAsync("36", now.AddDays(-30), TimeSpan.FromHours(12), Cancellation)
        );
        Assert.Equal(61, month.Count);
        Assert.Equal(30, (await TimeAsync("days, 30", () => board.DaysAsync(leaves, today.AddDays(-29), today, Cancellation))).Count);
        Assert.Equal(
            persons / 100,
            (await TimeAsync("notices", () => board.NoticesAsync(new SearchScope(null, "36"), Cancellation))).Waiting
        );
        Assert.True((await TimeAsync("reminders", () => new Cluster(scene.Source).RemindersAsync(now, Cancellation))).Day > 0);
        await PlanAsync(scene.Source, BoardSql.Stock, "count_movement", (object)leaves);
        await PlanAsync(scene.Source, BoardSql.Moved, "count_day", leaves, today);
        await PlanAsync(scene.Source, BoardSql.Duties, "duty_count", areas, today);
        await PlanAsync(scene.Source, BoardSql.Samples, "board_sample", "36", now.AddHours(-24), 900.0);
        await PlanAsync(scene.Source, BoardSql.Days, "count_movement", leaves, today.AddDays(-29), today);
        await TimeAsync(
            "one sample of all regions",
            async () => Assert.True(await BoardSampling.SampleAsync(scene.Source, regions, now.AddMinutes(1), Cancellation)),
            once: true
        );
        await TimeAsync("thinning", () => BoardSampling.ThinAsync(scene.Source, now.AddHours(1), Cancellation), once: true);
    }

    /// <summary>What the server does for a statement goes to the output; a table that grows is not read whole.</summary>
    private async Task PlanAsync(NpgsqlDataSource source, string sql, string growing, params object[] values)
    {
        await using var command = source.CreateCommand("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        var plan = new StringBuilder();
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        while (await row.ReadAsync(Cancellation))
            plan.AppendLine(row.GetString(0));
        output.WriteLine(plan.ToString());
        Assert.DoesNotMatch($@"Seq Scan on {growing}\b", plan.ToString());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task TimeAsync(string name, Func<Task> call, bool once) =>
        await TimeAsync(
            name,
            async () =>
            {
                await call();
                return true;
            },
            once
        );

    /// <summary>Warm: the third and later of some calls.</summary>
    private async Task<T> TimeAsync<T>(string name, Func<Task<T>> call, bool once = false)
    {
        var times = new List<double>();
        T answer;
        do
        {
            var start = Stopwatch.GetTimestamp();
            answer = await call();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        } while (!once && times.Count < 60);
        var warm = times.Skip(once ? 0 : 5).Order().ToList();
        output.WriteLine(
            FormattableString.Invariant($"{name}: median {warm[warm.Count / 2]:0.0} ms, worst of {warm.Count} {warm[^1]:0.0} ms")
        );
        return answer;
    }
}
