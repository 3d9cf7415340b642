using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Grid.Storage.Receipts;

/// <summary>
/// Makes the receipts' partitions ahead and drops those that are 90 days past, at start and then once a day. A run that fails is logged and left to the next:
/// receipts of a month without a partition have a place all the same.
/// </summary>
public sealed partial class ReceiptHousekeeping(NpgsqlDataSource source, TimeProvider clock, ILogger<ReceiptHousekeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <summary>One run.</summary>
    public static async Task RunAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (var step in (string[])["SELECT grid_ensure_receipt_partitions()", "SELECT grid_drop_old_receipts()"])
        {
            await using var command = source.CreateCommand(step);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
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
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Receipts' partitions were not looked after; it is tried again tomorrow.")]
    private partial void LogFailed(Exception error);
}
