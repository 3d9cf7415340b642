using System.Text.Json;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Platform;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>What the manifests of a period's days say of some leaves.</summary>
internal static class PlatformDaysOfPeriod
{
    /// <summary>$1 first day, $2 last day. The highest revision of a day is in force.</summary>
    private const string Sql = """
        SELECT DISTINCT ON (day) day, expected, held, (grid_now() AT TIME ZONE 'Asia/Shanghai')::date FROM platform_day WHERE day BETWEEN $1 AND $2 ORDER BY day, revision DESC
        """;

    /// <summary>Null when no day of the period is closed.</summary>
    public static async Task<PlatformEvidence?> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<string> leaves,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        var regions = leaves.ToHashSet(StringComparer.Ordinal);
        var differences = new List<PlatformDifference>();
        var (days, compared, today) = (0, 0, DateOnly.MinValue);
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.AddWithValue(period.First);
        command.Parameters.AddWithValue(period.Last);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            days++;
            today = row.GetFieldValue<DateOnly>(3);
            if (row.IsDBNull(2))
                continue;
            compared++;
            var (expected, held) = (Read(row.GetString(1), regions), Read(row.GetString(2), regions));
            var differing = expected
                .Keys.Union(held.Keys)
                .Sum(key => Difference(expected.GetValueOrDefault(key), held.GetValueOrDefault(key)));
            if (differing > 0)
                differences.Add(new PlatformDifference(row.GetFieldValue<DateOnly>(0), differing));
        }

        if (days == 0)
            return null;
        var last = period.Last < today ? period.Last : today.AddDays(-1);
        return new PlatformEvidence(days, compared, Math.Max(0, last.DayNumber - period.First.DayNumber + 1 - days), differences);
    }

    /// <summary>The same number of other items differs too, by at least one.</summary>
    private static long Difference(PlatformDayFigure? one, PlatformDayFigure? other) =>
        string.Equals(one?.Digest, other?.Digest, StringComparison.OrdinalIgnoreCase) && one?.Count == other?.Count
            ? 0
            : Math.Max(1, Math.Abs((one?.Count ?? 0) - (other?.Count ?? 0)));

    private static Dictionary<(string Region, string Kind), PlatformDayFigure> Read(string json, HashSet<string> regions) =>
        (JsonSerializer.Deserialize<List<PlatformDayFigure>>(json, DomainJson.Options) ?? [])
            .Where(figure => figure.Count != 0 && regions.Contains(figure.Region))
            .ToDictionary(figure => (figure.Region, figure.Kind.ToString()));
}
