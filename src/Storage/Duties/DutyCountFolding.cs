using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Grid.Storage.Duties;

/// <summary>
/// Folds what commits changed into the counts of worklists, every few seconds; of several silos one at a time. Counts are exact without it:
/// they add what waits. A run that fails is logged and left to the next; until then counting reads more.
/// </summary>
public sealed partial class DutyCountFolding(NpgsqlDataSource source, TimeProvider clock, ILogger<DutyCountFolding> logger)
    : BackgroundService
{
    /// <summary>Changes in one transaction at most.</summary>
    private const int Most = 50_000;

    /// <summary>
    /// Long enough that the changes of a city or the province fall on few rows, short enough that adding those that wait is a matter of a
    /// millisecond.
    /// </summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>One run: all that waits, unless another process is at it.</summary>
    public static async Task RunAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        long folded;
        do
        {
            await using var command = source.CreateCommand("SELECT grid_fold_duty_counts($1)");
            command.Parameters.AddWithValue(Most);
            folded = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        } while (folded == Most);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(source, stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worklists' counts were not folded; it is tried again in some seconds.")]
    private partial void LogFailed(Exception error);
}
