using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Grid.Domain.Notices;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Notices;

/// <summary>
/// Sends the messages that are due: leases a page, writes each text, hands it to the gateway, and marks it by its lease. Any number of
/// silos may do so in parallel. Without a gateway, or without a number, a message goes to the person's inbox alone. Neither number nor text
/// is ever logged.
/// </summary>
public sealed partial class NoticeSending(
    INoticeOutbox outbox,
    IGrainFactory grains,
    IReferenceData reference,
    IEnumerable<IMessageSender> gateways,
    IOptions<NoticeOptions> options,
    TimeProvider clock,
    ILogger<NoticeSending> logger
)
{
    /// <summary>No message is started when less than this is left of its lease.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private static readonly ActivitySource Source = new("Grid.Notices");
    private static readonly Meter Meter = new("Grid.Notices");
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>(
        "grid.notices",
        "{message}",
        "Messages to persons by what became of an attempt."
    );

    private readonly IMessageSender? gateway = gateways.FirstOrDefault();
    private readonly NoticeOptions settings = options.Value;
    private readonly QuietHours quiet = new(options.Value.QuietFrom, options.Value.QuietTo);

    /// <summary>Sends until nothing more is due. In the quiet hours nothing is leased, so that waiting costs no attempt.</summary>
    /// <returns>How many were leased.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        for (var total = 0; ; )
        {
            var now = clock.GetUtcNow();
            if (gateway is not null && quiet.IsQuiet(now))
                return total;
            var until = now + settings.Lease;
            var page = await outbox.LeaseAsync(now, until, settings.PageSize, cancellationToken);
            if (page.Count == 0)
                return total;
            total += page.Count;
            var bounds = new ParallelOptions { MaxDegreeOfParallelism = settings.AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(page, bounds, (notice, cancelled) => SendAsync(notice, until, cancelled));
        }
    }

    private async ValueTask SendAsync(LeasedNotice notice, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() > until - Margin)
            return; // The next lease sends it.
        using var activity = Continued(notice);
        try
        {
            var person = await grains.GetPerson(notice.Person).Read();
            if (person is null || !NoticeRecipient.MayReceive(person.Record))
                await GiveUpAsync(notice, "recipient has died or is unknown");
            else
                await SendAsync(notice, person.Record, cancellationToken);
        }
        catch (NoticeTextException e)
        {
            await GiveUpAsync(notice, e.Message); // Names the variable, never its value.
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // It is unknown whether it was sent: the lease runs out, and it is sent again under the same key.
            LogFailed(logger, notice.Id, e.GetType().Name);
            Count("interrupted");
        }
    }

    private async Task SendAsync(LeasedNotice notice, PersonRecord person, CancellationToken cancellationToken)
    {
        var text = NoticeText.Render(
            reference.Notices[notice.Notice.Kind],
            notice.Notice.Facts,
            reference.Offices,
            NoticeRecipient.LanguageOf(person),
            settings.Link
        );
        if (gateway is null || TelephoneOf(notice, person) is not { } telephone)
        {
            await outbox.MarkSentAsync(notice, new SentNotice("inbox", text, GatewayId: null, clock.GetUtcNow()), CancellationToken.None);
            Count("inbox");
            return;
        }

        if (quiet.IsQuiet(clock.GetUtcNow()))
        {
            await outbox.MarkFailedAsync(notice, "quiet hours", quiet.NextAllowed(clock.GetUtcNow()), CancellationToken.None);
            return;
        }

        var result = await gateway.SendAsync($"notice-{notice.Id}-{notice.Round}", telephone, text, cancellationToken);
        if (result.Error is null)
        {
            await outbox.MarkSentAsync(notice, new SentNotice("sms", text, result.GatewayId, clock.GetUtcNow()), CancellationToken.None);
            Count("sent");
        }
        else if (!result.Permanent && NoticeRetries.After(notice.Attempts) is { } wait)
        {
            await outbox.MarkFailedAsync(notice, result.Error, quiet.NextAllowed(clock.GetUtcNow() + wait), CancellationToken.None);
            Count("failed");
        }
        else
        {
            await GiveUpAsync(notice, result.Error);
        }
    }

    /// <summary>Continues the trace of the write that the message follows from.</summary>
    private static Activity? Continued(LeasedNotice notice) =>
        ActivityContext.TryParse(notice.TraceParent, traceState: null, isRemote: true, out var write)
            ? Source.StartActivity(
                "notice",
                ActivityKind.Internal,
                write,
                [new("grid.notice.kind", notice.Notice.Kind.ToString()), new("grid.notice.attempts", notice.Attempts)]
            )
            : null;

    private async Task GiveUpAsync(LeasedNotice notice, string reason)
    {
        await outbox.MarkFailedAsync(notice, reason, retryAt: null, CancellationToken.None);
        LogGivenUp(logger, notice.Id, reason);
        Count("given-up");
    }

    /// <summary>
    /// The number as it is now: it may have been corrected while the message waited, or removed because it belongs to a stranger. What is for
    /// the telephone that was known before goes there.
    /// </summary>
    private static string? TelephoneOf(LeasedNotice notice, PersonRecord person) =>
        notice.Notice.Kind != NoticeKind.AppliedWithOtherTelephone && person.Details is { } details ? details.Telephone?.Value
        : notice.Notice.Facts.ValueKind == JsonValueKind.Object && notice.Notice.Facts.TryGetProperty("telephone", out var stored)
            ? stored.GetString()
        : null;

    private static void Count(string result) => Messages.Add(1, new KeyValuePair<string, object?>("result", result));

    [LoggerMessage(
        EventId = 1201,
        Level = LogLevel.Warning,
        Message = "Notice {Notice} was interrupted by {Error}; it is sent again when its lease has run out"
    )]
    private static partial void LogFailed(ILogger logger, long notice, string error);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "Notice {Notice} is given up: {Reason}")]
    private static partial void LogGivenUp(ILogger logger, long notice, string reason);
}

/// <summary>Looks every few seconds for messages that are due; runs in each silo, and leases keep the silos apart.</summary>
public sealed partial class NoticeWorker(
    NoticeSending sending,
    IOptions<NoticeOptions> options,
    TimeProvider clock,
    ILogger<NoticeWorker> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sending.SendDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(
        EventId = 1203,
        Level = LogLevel.Warning,
        Message = "Messages could not be leased or marked ({Error}); tried again soon"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}

/// <summary>When a failed message is retried.</summary>
public static class NoticeRetries
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(12),
    ];

    /// <summary>How long to wait; null to give up.</summary>
    /// <param name="triedBefore">Attempts before the one that failed now.</param>
    public static TimeSpan? After(int triedBefore) => triedBefore >= 0 && triedBefore < Waits.Length ? Waits[triedBefore] : null;
}
