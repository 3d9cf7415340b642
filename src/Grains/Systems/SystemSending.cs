using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Retrying;
using Grid.Grains.Interfaces.Systems;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Systems;

/// <summary>
/// Sends the outbox's messages to other systems: leases, posts outside any transaction, notes what became of the message, and marks it. What a
/// crash interrupts is done again under the same identifier. Each system is served by itself, so one that hangs delays no other.
/// </summary>
public sealed partial class SystemSending(
    ISystemOutbox outbox,
    IEnumerable<ISystemFollowUp> followUps,
    IEnumerable<ISystemTransport> transports,
    IReadOnlyDictionary<OutsideSystem, SendingOptions> options,
    TimeProvider clock,
    ILogger<SystemSending> logger
)
{
    /// <summary>No message is started when less than this is left of its lease.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private static readonly ActivitySource Source = new("Grid.Systems");
    private static readonly Meter Meter = new("Grid.Systems");
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>(
        "grid.system.messages",
        "{message}",
        "Messages to other systems by what became of an attempt."
    );

    private readonly ISystemTransport? transport = transports.FirstOrDefault();
    private readonly ISystemFollowUp[] following = [.. followUps];

    /// <summary>Sends to one system until nothing more is due. Without an address nothing is leased, and what must be sent waits.</summary>
    /// <returns>How many were leased.</returns>
    public async Task<int> SendDueAsync(OutsideSystem system, CancellationToken cancellationToken)
    {
        if (transport?.Connects(system) != true)
            return 0;
        var settings = options[system];
        for (var total = 0; ; )
        {
            var now = clock.GetUtcNow();
            var until = now + settings.Lease;
            var page = await outbox.LeaseAsync(system, now, until, settings.PageSize, cancellationToken);
            if (page.Count == 0)
                return total;
            total += page.Count;
            var bounds = new ParallelOptions { MaxDegreeOfParallelism = settings.AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(page, bounds, (message, cancelled) => SendAsync(message, until, settings, cancelled));
        }
    }

    /// <summary>Deletes what arrived long ago.</summary>
    public Task<int> ForgetAsync(OutsideSystem system, CancellationToken cancellationToken) =>
        outbox.ForgetAsync(system, clock.GetUtcNow() - options[system].KeepSent, cancellationToken);

    private async ValueTask SendAsync(
        LeasedMessage message,
        DateTimeOffset until,
        SendingOptions settings,
        CancellationToken cancellationToken
    )
    {
        if (clock.GetUtcNow() > until - Margin)
            return; // The next lease sends it.
        using var activity = Continued(message);
        var backoff = new Backoff(settings.FirstWait, settings.LongestWait);
        var system = message.Message.System;
        try
        {
            var result = await transport!.SendAsync(system, IdOf(message), message.Message.Content, cancellationToken);
            if (result.Error is null)
            {
                await NoteAsync(message, arrived: true, cancellationToken);
                await outbox.MarkSentAsync(message, clock.GetUtcNow(), CancellationToken.None);
                Count(system, "sent");
            }
            else if (
                !result.Permanent
                && clock.GetUtcNow() + backoff.After(message.Attempts + 1) is var next
                && next <= message.WaitsSince + settings.GiveUpAfter
            )
            {
                await outbox.MarkFailedAsync(message, result.Error, next, CancellationToken.None);
                Count(system, "failed");
            }
            else
            {
                await NoteAsync(message, arrived: false, cancellationToken);
                await outbox.MarkFailedAsync(message, result.Error, retryAt: null, CancellationToken.None);
                LogGivenUp(logger, message.Id, result.Error);
                Count(system, "given-up");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // It is unknown whether it arrived: the lease runs out, and it is sent again under the same identifier.
            LogFailed(logger, message.Id, e.GetType().Name);
            Count(system, "interrupted");
        }
    }

    /// <summary>The name of a message at its system, the same on each repeat.</summary>
    private static string IdOf(LeasedMessage message) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(message.Message.System == OutsideSystem.Licence ? "licence" : "matter")}-{message.Id}"
        );

    private async Task NoteAsync(LeasedMessage message, bool arrived, CancellationToken cancellationToken)
    {
        foreach (var one in following)
            await one.NoteAsync(message, arrived, cancellationToken);
    }

    /// <summary>Continues the trace of the write that the message follows from.</summary>
    private static Activity? Continued(LeasedMessage message) =>
        ActivityContext.TryParse(message.TraceParent, traceState: null, isRemote: true, out var write)
            ? Source.StartActivity(
                EnumName.Of(message.Message.System),
                ActivityKind.Internal,
                write,
                [new("grid.message.about", message.Message.About), new("grid.message.attempts", message.Attempts)]
            )
            : null;

    private static void Count(OutsideSystem system, string result) =>
        Messages.Add(
            1,
            new KeyValuePair<string, object?>("system", EnumName.Of(system)),
            new KeyValuePair<string, object?>("result", result)
        );

    [LoggerMessage(
        EventId = 1461,
        Level = LogLevel.Warning,
        Message = "Message {Id} to another system was interrupted by {Error}; it is sent again when its lease has run out"
    )]
    private static partial void LogFailed(ILogger logger, long id, string error);

    [LoggerMessage(EventId = 1462, Level = LogLevel.Warning, Message = "Message {Id} to another system is given up: {Reason}")]
    private static partial void LogGivenUp(ILogger logger, long id, string reason);
}

/// <summary>Looks every few seconds for messages that are due; runs in each silo, and leases keep the silos apart.</summary>
public sealed partial class SystemWorker(
    SystemSending sending,
    IReadOnlyDictionary<OutsideSystem, SendingOptions> options,
    TimeProvider clock,
    ILogger<SystemWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            options.SelectMany(one =>
                (Task[])
                    [
                        RepeatAsync(one.Value.Interval, () => sending.SendDueAsync(one.Key, stoppingToken), stoppingToken),
                        RepeatAsync(ForgetEvery, () => sending.ForgetAsync(one.Key, stoppingToken), stoppingToken),
                    ]
            )
        );

    private async Task RepeatAsync(TimeSpan interval, Func<Task<int>> work, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await work();
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(
        EventId = 1463,
        Level = LogLevel.Warning,
        Message = "Messages to other systems could not be leased or marked ({Error}); tried again soon"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}
