using Grid.Silo.Hosting;
using Grid.Silo.Stopping;
using Npgsql;

namespace Grid.Silo.Clocks;

/// <summary>
/// Compares the clock with the database's as long as the process runs; too far off twice in a row, it exits: its decisions would carry
/// wrong dates.
/// </summary>
public sealed partial class ClockWatch(NpgsqlDataSource dataSource, TimeProvider clock, SelfShutdown shutdown, ILogger<ClockWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        for (var times = 0; await timer.WaitForNextTickAsync(stoppingToken); )
        {
            try
            {
                var difference = await ClockDifference.MeasureAsync(dataSource, clock, stoppingToken);
                times = difference.IsTooMuch ? times + 1 : 0;
                if (times == 1)
                    Off(logger, difference.Off.TotalSeconds);
                if (times > 1)
                    shutdown.Stop(difference.Text, ExitCodes.Unavailable);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                // Without a database no decision is made.
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The clock is {Seconds:F1} s off the database's; if it stays so, this process leaves"
    )]
    private static partial void Off(ILogger logger, double seconds);
}
