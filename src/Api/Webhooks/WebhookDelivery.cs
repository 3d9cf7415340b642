using System.Diagnostics.Metrics;
using System.Text.Json;
using Grid.Api.Changes;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Retrying;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Api.Webhooks;

/// <summary>
/// Delivers changes to those who cannot ask for them. A process takes webhooks by lease and works on each by itself, so that a slow receiver
/// delays nobody else: reads the feed, sends what is there, goes on when it was taken, and otherwise gives the lease back until the next
/// attempt is due. A delivery that was begun is repeated under its identifier; nothing is passed over.
/// </summary>
internal sealed partial class WebhookDelivery : BackgroundService
{
    /// <summary>Webhooks that one process works on at a time.</summary>
    private const int MostAtWork = 200;

    /// <summary>Longer than an attempt and a wait: another process takes over what a dead one held.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>A place that moved without a delivery is stored so often, that it does not grow too old.</summary>
    private static readonly TimeSpan PlaceStored = TimeSpan.FromMinutes(10);

    private readonly List<Task> atWork = [];
    private readonly IWebhooks webhooks;
    private readonly IChangeFeed feed;
    private readonly WebhookSender sender;
    private readonly AllowedTargets targets;
    private readonly IReferenceData reference;
    private readonly WebhookOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<WebhookDelivery> logger;
    private readonly Backoff backoff;
    private readonly Meter meter = new("Grid.Webhooks");
    private readonly Counter<long> attempts;

    public WebhookDelivery(
        IWebhooks webhooks,
        IChangeFeed feed,
        WebhookSender sender,
        AllowedTargets targets,
        IReferenceData reference,
        IOptions<WebhookOptions> options,
        TimeProvider clock,
        ILogger<WebhookDelivery> logger
    )
    {
        (this.webhooks, this.feed, this.sender, this.targets) = (webhooks, feed, sender, targets);
        (this.reference, this.options, this.clock, this.logger) = (reference, options.Value, clock, logger);
        backoff = new Backoff(this.options.FirstWait, this.options.LongestWait);
        attempts = meter.CreateCounter<long>(
            "grid.webhooks.attempts",
            "{attempt}",
            "Deliveries to webhooks, by outcome: taken, failed, given up"
        );
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <summary>Whose changes a webhook is told: what a system of its office may read.</summary>
    internal static Caller CallerOf(string office, OfficeDirectory offices, DateOnly today)
    {
        var own = offices.Find(office)!;
        return new Caller(new Actor("webhook", Role.OfficeSystem, office), own)
        {
            TakenOver = offices
                .TakenOverBy(next => next.Region.IsWithin(own.Region), today)
                .Select(ended => ended.Code.Value)
                .ToHashSet(StringComparer.Ordinal),
        };
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!targets.Any)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var now = clock.GetUtcNow();
                var room = MostAtWork - atWork.Count;
                foreach (var webhook in room > 0 ? await webhooks.LeaseAsync(now, now + LeaseTime, room, stoppingToken) : [])
                    atWork.Add(RunAsync(webhook, stoppingToken));
                atWork.RemoveAll(one => one.IsCompleted);
            }
            catch (StoreUnavailableException e)
            {
                NotRead(e.GetType().Name);
            }

            await Task.Delay(options.Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(atWork);
    }

    /// <summary>Works on one until its lease is over; never fails.</summary>
    private async Task RunAsync(LeasedWebhook webhook, CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            await WorkAsync(webhook, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await ReleaseAsync(webhook);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Its lease ends by itself.
            Failed(webhook.Id, e.GetType().Name);
        }
    }

    private async Task ReleaseAsync(LeasedWebhook webhook)
    {
        try
        {
            await webhooks.ReleaseAsync(webhook, CancellationToken.None);
        }
        catch (Exception e) when (e is StoreUnavailableException or OutcomeUnknownException)
        {
            Failed(webhook.Id, e.GetType().Name);
        }
    }

    private async Task WorkAsync(LeasedWebhook held, CancellationToken stopping)
    {
        var (place, stored) = (held.Cursor, clock.GetTimestamp());
        while (await webhooks.RenewAsync(held, clock.GetUtcNow() + LeaseTime, stopping) is { } webhook)
        {
            var caller = CallerOf(webhook.Office, reference.Offices, clock.Today());
            var reach = ReachOfChanges.Of(caller, reference.Offices);
            if (await feed.ReadAsync(reach, place, options.Batch, stopping) is not { } page)
            {
                await GiveUpAsync(webhook, "changes not kept any more", stopping);
                return;
            }

            var (changes, next) =
                webhook.BatchSize is { } size && size < page.Items.Count
                    ? (page.Items.Take(size).ToList(), page.Items[size - 1].Cursor)
                    : (page.Items, page.Next);
            var items = changes.Where(change => !AboutOffices.IsHidden(caller, change)).Select(ChangeView.Of).ToList();
            if (items.Count > 0)
            {
                var batch = webhook.Batch ?? $"msg_{Guid.CreateVersion7(clock.GetUtcNow()):N}";
                if (webhook.Batch is null && !await webhooks.BeginAsync(webhook, place, batch, changes.Count, stopping))
                    return;
                if (!await SendAsync(webhook, batch, items, next, stopping))
                    return;
                (place, stored) = (next, clock.GetTimestamp());
                continue;
            }

            place = next;
            if (webhook.Batch is not null || clock.GetElapsedTime(stored) > PlaceStored)
            {
                if (!await webhooks.AdvanceAsync(webhook, place, 0, null, clock.GetUtcNow(), stopping))
                    return;
                stored = clock.GetTimestamp();
            }

            if (!page.HasMore)
                await WaitAsync(reach, place, stopping);
        }
    }

    /// <summary>False: it was not taken, and the lease is over.</summary>
    private async Task<bool> SendAsync(LeasedWebhook webhook, string batch, List<ChangeView> items, string next, CancellationToken stopping)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WebhookMessage("changes", webhook.Id.ToString("N"), items, next),
            ApiJson.Options
        );
        var refused = await sender.SendAsync(webhook.Address, batch, body, webhook.Secrets, stopping);
        var now = clock.GetUtcNow();
        if (refused is null)
        {
            attempts.Add(1, new KeyValuePair<string, object?>("outcome", "taken"));
            return await webhooks.AdvanceAsync(webhook, next, items.Count, "200", now, stopping);
        }

        // 410: the receiver wants nothing more.
        var isOver = refused == "410" || now - (webhook.FailingSince ?? now) >= options.GiveUpAfter;
        if (isOver)
        {
            await GiveUpAsync(webhook, refused, stopping);
            return false;
        }

        attempts.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
        await webhooks.FailAsync(webhook, refused, now, now + backoff.VariedAfter(webhook.Failures + 1), stopping);
        return false;
    }

    private async Task GiveUpAsync(LeasedWebhook webhook, string why, CancellationToken stopping)
    {
        attempts.Add(1, new KeyValuePair<string, object?>("outcome", "givenUp"));
        GivenUp(webhook.Id, why);
        await webhooks.FailAsync(webhook, why, clock.GetUtcNow(), null, stopping);
    }

    private async Task WaitAsync(ChangeReach reach, string place, CancellationToken stopping)
    {
        using var time = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, time.Token);
        try
        {
            await feed.WaitAsync(reach, place, either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // To renew the lease, and to look whether it was paused.
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Webhook {Webhook} is given up: {Why}")]
    private partial void GivenUp(Guid webhook, string why);

    [LoggerMessage(2, LogLevel.Warning, "Webhook {Webhook}: {Error}; tried again when its lease is over")]
    private partial void Failed(Guid webhook, string error);

    [LoggerMessage(3, LogLevel.Warning, "Webhooks could not be read ({Error}); tried again")]
    private partial void NotRead(string error);
}

/// <summary>What a webhook is sent.</summary>
/// <param name="Type"><c>changes</c>.</param>
/// <param name="Webhook">Which webhook.</param>
/// <param name="Items">As in <c>/v1/changes</c>, in order.</param>
/// <param name="Next">The cursor behind them.</param>
internal sealed record WebhookMessage(string Type, string Webhook, IReadOnlyList<ChangeView> Items, string Next);
