using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Grid.Storage.Receipts;

/// <summary>
/// Makes the receipts' partitions ahead and drops those that are 90 days past, at start and then once a day. What a long reader has locked
/// is not waited for, because all writers would queue behind it: the run ends and is retried a little later. A run that fails otherwise is
/// logged and left to the next: receipts of a month without a partition go to the default partition.
/// </summary>
public sealed partial class ReceiptHousekeeping(NpgsqlDataSource source, TimeProvider clock, ILogger<ReceiptHousekeeping> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <summary>One run: a transaction for each partition, until there is no more to make and none to drop.</summary>
    /// <exception cref="PostgresException">A lock was not granted in time (55P03); the work done until then stays.</exception>
    public static async Task RunAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (var step in (string[])["SELECT grid_ensure_receipt_partitions()", "SELECT grid_drop_old_receipts()"])
        {
            int done;
            do
            {
                await using var command = source.CreateCommand(step);
                done = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
            } while (done > 0);
        }
    }

    /// <summary>
    /// One run, retried while another session holds the locks it needs: after 5 s, then after growing waits of at most 5 minutes.
    /// </summary>
    public static async Task RunPatientlyAsync(
        NpgsqlDataSource source,
        TimeProvider clock,
        Action<Exception>? busy,
        CancellationToken cancellationToken
    )
    {
        var retrying = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<PostgresException>(e =>
                        e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
                    ),
                    MaxRetryAttempts = int.MaxValue,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromSeconds(5),
                    MaxDelay = TimeSpan.FromMinutes(5),
                    OnRetry = failed =>
                    {
                        busy?.Invoke(failed.Outcome.Exception!);
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
        await retrying.ExecuteAsync(async token => await RunAsync(source, token), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                await RunPatientlyAsync(source, clock, _ => LogBusy(), stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                LogFailed(e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Receipts' partitions are locked by a long reader; they are looked after later."
    )]
    private partial void LogBusy();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Receipts' partitions were not looked after; it is tried again tomorrow.")]
    private partial void LogFailed(Exception error);
}
