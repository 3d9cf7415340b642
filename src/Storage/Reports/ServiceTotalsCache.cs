using System.Collections.Concurrent;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting.Reports;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>
/// What offices did in a period, as last summed, for drafts. Entry only for periods that had been over for some days: whatever was written
/// for them since, or was in progress then, is in <c>given_late</c>, and is seen in the reader's own snapshot. Contacts, services and ended
/// duties are added, never changed.
/// </summary>
internal sealed class ServiceTotalsCache
{
    /// <summary>
    /// What is written on its own day or the day after is not recorded as late. A period must have been over for this much longer, so that
    /// no such transaction can still be open.
    /// </summary>
    private const int DaysOver = 3;

    private const int Most = 1_000;

    /// <summary>$1 period. Today by the clock by which lateness is noted.</summary>
    private const string LateSql =
        "SELECT (grid_now() AT TIME ZONE 'Asia/Shanghai')::date, (SELECT count(*) FROM given_late WHERE period = $1)";

    private readonly ConcurrentDictionary<(string Region, CountingPeriod Period), Entry> sums = new();

    public async Task<ReportServices> ReadAsync(
        NpgsqlConnection connection,
        ReportScope scope,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        var (today, late) = await LateAsync(connection, period, cancellationToken);
        if (period.Last > today.AddDays(-DaysOver))
            return await ServicesGiven.ReadAsync(connection, scope, period, cancellationToken);
        var key = (scope.Region.Value, period);
        if (sums.TryGetValue(key, out var kept) && kept.Late == late)
            return kept.Sums;
        var added = await ServicesGiven.ReadAsync(connection, scope, period, cancellationToken);
        if (sums.Count >= Most)
            sums.Clear();
        sums[key] = new Entry(late, added);
        return added;
    }

    private static async Task<(DateOnly Today, long Late)> LateAsync(
        NpgsqlConnection connection,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(LateSql, connection);
        command.Parameters.AddWithValue(period.ToString());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetFieldValue<DateOnly>(0), row.GetInt64(1));
    }

    private sealed record Entry(long Late, ReportServices Sums);
}
