using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Matters;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Retrying;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Matters;

/// <summary>
/// Sends the outbox's messages to the systems that decide matters: leases, posts outside any transaction, records in the person's record that the
/// claim arrived, and marks the message. What a crash interrupts is done again under the same identifier. Each system is served by itself, so one
/// that hangs delays no other.
/// </summary>
public sealed partial class MatterSending(
    IMatterOutbox outbox,
    IPersonSearch search,
    IGrainFactory grains,
    IEnumerable<IMatterTransport> transports,
    IOptions<MatterOptions> options,
    TimeProvider clock,
    ILogger<MatterSending> logger
)
{
    /// <summary>No message is started when less than this is left of its lease.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private static readonly ActivitySource Source = new("Grid.Matters");
    private static readonly Meter Meter = new("Grid.Matters");
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>(
        "grid.matters",
        "{message}",
        "Messages to the systems of matters by what became of an attempt."
    );

    private readonly IMatterTransport? transport = transports.FirstOrDefault();
    private readonly MatterOptions settings = options.Value;
    private readonly Backoff backoff = new(options.Value.FirstWait, options.Value.LongestWait);

    /// <summary>Sends to one system until nothing more is due. Without an address nothing is leased, and what must be sent waits.</summary>
    /// <returns>How many were leased.</returns>
    public async Task<int> SendDueAsync(MatterKind kind, CancellationToken cancellationToken)
    {
        if (transport?.Connects(kind) != true)
            return 0;
        for (var total = 0; ; )
        {
            var now = clock.GetUtcNow();
            var until = now + settings.Lease;
            var page = await outbox.LeaseAsync(kind, now, until, settings.PageSize, cancellationToken);
            if (page.Count == 0)
                return total;
            total += page.Count;
            var bounds = new ParallelOptions { MaxDegreeOfParallelism = settings.AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(page, bounds, (message, cancelled) => SendAsync(message, until, cancelled));
        }
    }

    /// <summary>Deletes what arrived long ago.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellationToken) =>
        outbox.ForgetAsync(clock.GetUtcNow() - settings.KeepSent, cancellationToken);

    private async ValueTask SendAsync(LeasedMatterMessage message, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() > until - Margin)
            return; // The next lease sends it.
        using var activity = Continued(message);
        try
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"matter-{message.Id}");
            var result = await transport!.SendAsync(message.Message.Kind, id, message.Message.Content, cancellationToken);
            if (result.Error is null)
            {
                await NoteAsync(message, arrived: true, cancellationToken);
                await outbox.MarkSentAsync(message, clock.GetUtcNow(), CancellationToken.None);
                Count("sent");
            }
            else if (!result.Permanent && clock.GetUtcNow() + backoff.After(message.Attempts + 1) is var next && !IsOver(message, next))
            {
                await outbox.MarkFailedAsync(message, result.Error, next, CancellationToken.None);
                Count("failed");
            }
            else
            {
                await NoteAsync(message, arrived: false, cancellationToken);
                await outbox.MarkFailedAsync(message, result.Error, retryAt: null, CancellationToken.None);
                LogGivenUp(logger, message.Id, result.Error);
                Count("given-up");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // It is unknown whether it arrived: the lease runs out, and it is sent again under the same identifier.
            LogFailed(logger, message.Id, e.GetType().Name);
            Count("interrupted");
        }
    }

    private bool IsOver(LeasedMatterMessage message, DateTimeOffset next) => next > message.WaitsSince + settings.GiveUpAfter;

    /// <summary>
    /// What became of a claim is a state of the matter; later messages have none. The case may have moved to another number meanwhile.
    /// </summary>
    private async Task NoteAsync(LeasedMatterMessage message, bool arrived, CancellationToken cancellationToken)
    {
        if (message.Message.About is not MatterMessageKind.Claimed)
            return;
        var request = new CommandRequest<NoteMatterSent>(
            new CommandContext(Actor.Register, IdempotencyKey: null, [], TraceId: null),
            new NoteMatterSent(message.Message.Matter, arrived)
        );
        var reply = await grains.SendAsync(message.Person, request);
        if (
            reply.Refusal is { Code: RefusalCode.UnknownMatter }
            && MatterNumber.TryParse(message.Message.Matter, out var number)
            && await search.ByApplicationNumberAsync(number.Application, cancellationToken) is { } holder
            && holder != message.Person
        )
        {
            await grains.SendAsync(holder, request);
        }
    }

    /// <summary>Continues the trace of the write that the message follows from.</summary>
    private static Activity? Continued(LeasedMatterMessage message) =>
        ActivityContext.TryParse(message.TraceParent, traceState: null, isRemote: true, out var write)
            ? Source.StartActivity(
                "matter",
                ActivityKind.Internal,
                write,
                [new("grid.matter.about", EnumName.Of(message.Message.About)), new("grid.matter.attempts", message.Attempts)]
            )
            : null;

    private static void Count(string result) => Messages.Add(1, new KeyValuePair<string, object?>("result", result));

    [LoggerMessage(
        EventId = 1461,
        Level = LogLevel.Warning,
        Message = "Message {Id} to the system of a matter was interrupted by {Error}; it is sent again when its lease has run out"
    )]
    private static partial void LogFailed(ILogger logger, long id, string error);

    [LoggerMessage(EventId = 1462, Level = LogLevel.Warning, Message = "Message {Id} to the system of a matter is given up: {Reason}")]
    private static partial void LogGivenUp(ILogger logger, long id, string reason);
}

/// <summary>Looks every few seconds for messages that are due; runs in each silo, and leases keep the silos apart.</summary>
public sealed partial class MatterWorker(
    MatterSending sending,
    IOptions<MatterOptions> options,
    TimeProvider clock,
    ILogger<MatterWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([
            .. Enum.GetValues<MatterKind>()
                .Select(kind => RepeatAsync(options.Value.Interval, () => sending.SendDueAsync(kind, stoppingToken), stoppingToken)),
            RepeatAsync(ForgetEvery, () => sending.ForgetAsync(stoppingToken), stoppingToken),
        ]);

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
        Message = "Messages to the systems of matters could not be leased or marked ({Error}); tried again soon"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}
