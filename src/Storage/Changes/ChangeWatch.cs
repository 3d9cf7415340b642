using System.Diagnostics.Metrics;
using Grid.Grains.Interfaces.Changes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Changes;

/// <summary>
/// Wakes those who wait for changes: while anybody does, one query each <see cref="ChangeOptions.Poll"/> asks for the offices of all of them.
/// It also writes the marks by which the days that the feed keeps are found, about one an hour from all processes together.
/// </summary>
/// <remarks>
/// Not by NOTIFY: a transaction that notifies takes a lock of the whole server at its commit, and commits would wait for each other.
/// </remarks>
public sealed partial class ChangeWatch : BackgroundService
{
    private static readonly TimeSpan BetweenMarks = TimeSpan.FromHours(1);
    private static readonly TimeSpan MarksKept = TimeSpan.FromDays(100);

    private readonly Lock gate = new();
    private readonly HashSet<Waiter> waiters = [];
    private readonly SemaphoreSlim anybody = new(0, 1);
    private readonly NpgsqlDataSource source;
    private readonly IOptions<ChangeOptions> options;
    private readonly TimeProvider clock;
    private readonly ILogger<ChangeWatch> logger;
    private readonly Meter meter = new("Grid.Changes");

    /// <summary>All that was committed below it has been looked at for those who wait.</summary>
    private ulong seen;
    private long heldSince;
    private DateTimeOffset nextMark;

    public ChangeWatch(NpgsqlDataSource source, IOptions<ChangeOptions> options, TimeProvider clock, ILogger<ChangeWatch> logger)
    {
        (this.source, this.options, this.clock, this.logger) = (source, options, clock, logger);
        meter.CreateObservableGauge("grid.changes.waiting", () => Waiting, "{request}", "Requests that wait for changes");
        meter.CreateObservableGauge(
            "grid.changes.held",
            () => heldSince == 0 ? 0 : clock.GetElapsedTime(heldSince).TotalSeconds,
            "s",
            "For how long a transaction under way has held back what was committed after it began; known while anybody waits"
        );
    }

    /// <summary>How many wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return waiters.Count;
        }
    }

    /// <summary>Queries that were made to wake somebody; for tests.</summary>
    internal long Queries { get; private set; }

    /// <summary>Returns when something of these offices may be there from the position on.</summary>
    internal async Task WaitAsync(IReadOnlyCollection<string> offices, ulong position, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(offices, position);
        lock (gate)
        {
            // What came between the caller's reading and now was looked at already, for others.
            if (waiters.Count > 0 && position < seen)
                return;
            if (waiters.Count == 0)
            {
                seen = position;
                if (anybody.CurrentCount == 0)
                    anybody.Release();
            }

            waiters.Add(waiter);
        }

        try
        {
            await waiter.News.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (gate)
                waiters.Remove(waiter);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WakeAsync(stoppingToken), MarkAsync(stoppingToken));

    public override void Dispose()
    {
        meter.Dispose();
        anybody.Dispose();
        base.Dispose();
    }

    private async Task WakeAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (Waiting == 0)
            {
                heldSince = 0;
                await anybody.WaitAsync(stopping);
            }

            try
            {
                await LookAsync(stopping);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                LogFailed(e);
            }

            await Task.Delay(options.Value.Poll, clock, stopping);
        }
    }

    /// <summary>One look for all who wait.</summary>
    private async Task LookAsync(CancellationToken stopping)
    {
        ulong from;
        HashSet<Waiter> asked;
        lock (gate)
            (from, asked) = (seen, [.. waiters]);
        string[] offices = [.. asked.SelectMany(waiter => waiter.Offices).Distinct(StringComparer.Ordinal)];

        if (offices.Length == 0)
            return;
        ulong complete;
        bool isHeld;
        HashSet<string> news;
        await using (var command = source.CreateCommand(ChangeSql.News))
        {
            command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, offices);
            command.Parameters.Add(ChangeFeed.Xid(from));
            await using var row = await command.ExecuteReaderAsync(stopping);
            await row.ReadAsync(stopping);
            complete = row.GetFieldValue<ulong>(0);
            isHeld = row.GetBoolean(1);
            news = row.GetFieldValue<string[]>(2).ToHashSet(StringComparer.Ordinal);
            Queries++;
        }

        if (complete > from || !isHeld)
            heldSince = 0;
        else if (heldSince == 0)
            heldSince = clock.GetTimestamp();
        lock (gate)
        {
            // Who began to wait meanwhile was not asked for, and reads again.
            foreach (var waiter in waiters)
            {
                if (asked.Contains(waiter) ? waiter.Offices.Any(news.Contains) : waiter.Position < complete)
                    waiter.News.TrySetResult();
            }

            seen = Math.Max(seen, complete);
        }
    }

    private async Task MarkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            if (now >= nextMark)
            {
                try
                {
                    await MarkOnceAsync(source, now, stopping);
                    nextMark = now + (BetweenMarks / 4);
                }
                catch (Exception e) when (e is NpgsqlException or TimeoutException)
                {
                    LogFailed(e);
                }
            }

            await Task.Delay(TimeSpan.FromMinutes(1), clock, stopping);
        }
    }

    /// <summary>Writes a mark unless there is one of the last hour, and deletes old ones.</summary>
    internal static async Task MarkOnceAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(ChangeSql.Mark);
        command.Parameters.AddWithValue(now.ToUniversalTime());
        command.Parameters.AddWithValue((now - BetweenMarks).ToUniversalTime());
        command.Parameters.AddWithValue((now - MarksKept).ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be seen whether changes came; it is tried again.")]
    private partial void LogFailed(Exception error);

    private sealed class Waiter(IReadOnlyCollection<string> offices, ulong position)
    {
        public IReadOnlyCollection<string> Offices => offices;

        public ulong Position => position;

        public TaskCompletionSource News { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
