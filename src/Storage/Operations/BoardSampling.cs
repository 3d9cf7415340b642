using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Grid.Storage.Operations;

/// <summary>
/// Stores the board's numbers of each region once a minute, and thins old ones; one of several silos does it. A minute that is
/// missed is a point that is missing in a plot, no more.
/// </summary>
public sealed partial class BoardSampling(
    NpgsqlDataSource source,
    IReferenceData reference,
    TimeProvider clock,
    ILogger<BoardSampling> logger
) : BackgroundService
{
    /// <summary>Every minute is kept so long, and then one an hour.</summary>
    public static readonly TimeSpan Minutely = TimeSpan.FromHours(25);

    /// <summary>How long anything is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(40);

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private DateTimeOffset thinned = DateTimeOffset.MinValue;

    /// <summary>Takes the minute's sample; false when it is there already, or another process is at it.</summary>
    public static async Task<bool> SampleAsync(
        NpgsqlDataSource source,
        RegionTree regions,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(regions);
        var at = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Period.Ticks), TimeSpan.Zero);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var areas = await AreasAsync(connection, regions, ChinaTime.DateOf(now), cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var may = Command(connection, BoardSql.MaySample, areas[0], at))
        {
            if (await may.ExecuteScalarAsync(cancellationToken) is not true)
                return false;
        }

        await using (var sample = Command(connection, BoardSql.Sample, areas, at, now.ToUniversalTime(), ChinaTime.DateOf(now)))
            await sample.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Deletes samples past their time; returns the number of rows.</summary>
    public static async Task<int> ThinAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var thin = Command(connection, BoardSql.Thin, (now - Minutely).ToUniversalTime(), (now - Kept).ToUniversalTime());
        return await thin.ExecuteNonQueryAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                var now = clock.GetUtcNow();
                if (await SampleAsync(source, reference.Regions, now, stoppingToken) && now - thinned >= TimeSpan.FromHours(1))
                {
                    await ThinAsync(source, now, stoppingToken);
                    thinned = now;
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                LogFailed(e.GetType().Name);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Of the tree of the day, the province first; and of what has ended, while it has a stock.</summary>
    private static async Task<string[]> AreasAsync(
        NpgsqlConnection connection,
        RegionTree regions,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var stocked = new List<string>();
        await using (var stocks = Command(connection, "SELECT DISTINCT region FROM count_stock WHERE stock <> 0"))
        await using (var row = await stocks.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
                stocked.Add(row.GetString(0));
        }

        return
        [
            .. regions
                .Provinces(today)
                .SelectMany(province => Below(regions, province, today).Prepend(province))
                .Where(region =>
                    regions.Find(region.Code, today) is not null
                    || stocked.Exists(leaf => leaf.StartsWith(region.Code.Prefix, StringComparison.Ordinal))
                )
                .Select(region => region.Code.Prefix)
                .Distinct(),
        ];
    }

    private static IEnumerable<Region> Below(RegionTree regions, Region region, DateOnly today) =>
        region.Level >= RegionLevel.County
            ? []
            : regions
                .KnownChildren(region.Code, today)
                .Where(child => child.Level <= RegionLevel.County)
                .SelectMany(child => Below(regions, child, today).Prepend(child));

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
#pragma warning disable CA2100 // Constant texts; every value is a parameter.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The board's numbers were not sampled ({Error}); tried again in a minute.")]
    private partial void LogFailed(string error);
}
