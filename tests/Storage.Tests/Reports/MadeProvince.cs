using System.Globalization;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Storage.Tests.Counting;
using Npgsql;

namespace Grid.Storage.Tests.Reports;

/// <summary>
/// A province of many leaves, counted by SQL: as folding would have left it, in a fraction of the time. Every twentieth person moved to the
/// next leaf.
/// </summary>
internal static class MadeProvince
{
    private const int Leaves = 100;

    public static readonly ReportScope Scope = new(
        RegionCode.Parse("360000"),
        [.. Enumerable.Range(0, Leaves).Select(Leaf)],
        [.. Enumerable.Range(0, Leaves).Select(leaf => Leaf(leaf) + "01")],
        Enumerable
            .Range(0, Leaves)
            .GroupBy(leaf => Leaf(leaf)[..4] + "00")
            .ToDictionary(city => city.Key, city => (IReadOnlyList<string>)[.. city.Select(Leaf)], StringComparer.Ordinal),
        new Dictionary<string, string>()
    );

    /// <summary>$1 persons, $2 the period's first day, $3 the period, $4 the leaves.</summary>
    private const string MovementsSql = """
        INSERT INTO count_movement (person_id, sequence, ordinal, part, region, office, period, block, measure, sign, number, on_date, sex, education, reason, ground, channel, hardship, peer)
        SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, least(kind, 1) + 1, greatest(kind, 1) - 1, 0,
            leaf, leaf || '01', $3, 1, (ARRAY['new', 'transferredOut', 'transferredIn'])[kind + 1], 1, 'R' || n, $2 + CASE kind WHEN 0 THEN n % 10 ELSE 12 END,
            1 + n % 2, CASE WHEN n % 3 > 0 THEN (20 + 10 * (n % 3))::text END, 24, 1 + n % 4, 1 + n % 3, false, CASE kind WHEN 1 THEN next || '/urban' WHEN 2 THEN prior || '/urban' END
        FROM generate_series(0, $1 - 1) AS n, generate_series(0, 2) AS kind,
            LATERAL (SELECT ($4)[1 + (n + (kind = 2)::int) % 100] AS leaf, ($4)[1 + (n + 1) % 100] AS next, ($4)[1 + n % 100] AS prior) AS place
        WHERE kind = 0 OR n % 20 = 0
        """;

    private const string SegmentsSql = """
        INSERT INTO count_segment (opened_by, sequence, ordinal, person_id, number, region, office, block, from_on, entered_by, to_on, left_by, sex, birth_date, education, ground, channel, reason,
            registered_on, unemployed_on, hardship_from, standing)
        SELECT m.person_id, m.sequence, m.ordinal, m.person_id, m.number, m.region, m.office, 1, m.on_date, CASE m.measure WHEN 'new' THEN 'new' ELSE 'transferIn' END,
            o.on_date, CASE WHEN o.on_date IS NOT NULL THEN 'transferOut' END, m.sex, date '1970-01-01' + (abs(hashtext(m.number)) % 12000), m.education, m.ground, m.channel, m.reason,
            (SELECT n.on_date FROM count_movement AS n WHERE n.person_id = m.person_id AND n.sequence = 1), date '2025-12-01', CASE WHEN m.sex = 2 THEN m.on_date END, '\x00'
        FROM count_movement AS m
        LEFT JOIN count_movement AS o ON o.person_id = m.person_id AND o.measure = 'transferredOut' AND o.region = m.region AND m.measure = 'new'
        WHERE m.measure <> 'transferredOut'
        """;

    private const string FiguresSql = """
        INSERT INTO count_figures (region, office, period, flows)
        SELECT region, '*', period, jsonb_object_agg(cell, n)
        FROM (
            SELECT region, period, cell, count(*) AS n
            FROM count_movement, LATERAL (VALUES
                ('urban/' || measure || '/total/all'),
                ('urban/' || measure || '/sex/' || sex),
                ('urban/' || measure || '/education/' || coalesce(education, 'none')),
                (CASE measure WHEN 'new' THEN 'urban/new/reason/24' ELSE 'urban/' || measure || '/peer/' || peer END),
                (CASE measure WHEN 'new' THEN 'urban/new/ground/' || (ARRAY['householdRegistration', 'habitualResidence', 'formerEmployment', 'formerInsurance'])[ground] END),
                (CASE measure WHEN 'new' THEN 'urban/new/channel/' || (ARRAY['platform', 'online', 'offline'])[channel] END)) AS cells(cell)
            WHERE cell IS NOT NULL
            GROUP BY region, period, cell) AS cells
        GROUP BY region, period
        """;

    public static async Task FillAsync(ReportScene scene, CountingPeriod period, int persons)
    {
        await using var connection = new NpgsqlConnection(scene.Counts.OwnerConnectionString);
        await connection.OpenAsync(CountScene.Cancellation);
        await RunAsync(connection, MovementsSql, persons, period.First, period.ToString(), Scope.Leaves.ToArray());
        await RunAsync(connection, "ANALYZE count_movement");
        await RunAsync(connection, SegmentsSql);
        await RunAsync(connection, FiguresSql);
        await RunAsync(connection, "INSERT INTO region_count (region, version, as_of) SELECT region, 1, grid_now() FROM count_figures");
        await RunAsync(connection, "VACUUM ANALYZE count_movement, count_segment");
    }

    /// <summary>However long it takes: a million rows do.</summary>
    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(CountScene.Cancellation);
    }

    private static string Leaf(int leaf) => string.Create(CultureInfo.InvariantCulture, $"36{1 + (leaf / 10):00}{1 + (leaf % 10):00}");
}
