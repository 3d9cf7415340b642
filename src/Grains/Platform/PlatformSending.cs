using System.Diagnostics;
using Grid.Domain.Persons;
using Grid.Domain.Platform;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Grains.Platform;

/// <summary>
/// Sends what is due: leases a page, maps it to the ministry's names, uploads it in batches by city with no transaction open, and marks
/// each batch by the lease as soon as it is answered. Items without an answer are sent again under the same key; a person's next item waits
/// for that.
/// </summary>
internal sealed class PlatformSending(
    IPlatformOutbox outbox,
    PlatformCalls calls,
    OpenDays days,
    IReferenceData reference,
    Func<bool> paused,
    PlatformSyncOptions options,
    SyncShutdown ending,
    TimeProvider clock
)
{
    /// <summary>Reason code for an item that the mapping refuses.</summary>
    public const string MappingCode = "mapping";

    /// <summary>Reason code for an item that, sent alone, the platform refuses as a whole request.</summary>
    public const string RejectedCode = "rejected";

    /// <summary>Items sent to test whether the platform answers again.</summary>
    private const int ProbeSize = 10;

    private bool failing;

    /// <summary>Sends until nothing more is due. Throws when the platform answered no item of a page.</summary>
    public async Task SendDueAsync()
    {
        while (!ending.IsStopping && !paused())
        {
            var now = clock.GetUtcNow();
            var page = await outbox.LeaseAsync(now, now + options.Lease, failing ? ProbeSize : options.PageSize, ending.Abort);
            if (page.Count == 0)
                return;
            var sending = new PageInFlight(outbox, page[0].Lease, clock, ending.Abort);
            var uploads = await MappedAsync(page, sending);
            if (uploads.Count > 0)
                await SendAsync(uploads, sending);
        }
    }

    private async Task SendAsync(List<(LeasedItem Item, PlatformUpload Upload)> uploads, PageInFlight sending)
    {
        await days.TouchAsync([.. uploads.Select(pair => pair.Upload.Day).Distinct()]);
        var batches = uploads.GroupBy(pair => pair.Upload.Region[..4]).SelectMany(city => city.Chunk(options.BatchSize));
        await Task.WhenAll(batches.Select(batch => UploadAsync(batch, sending)));
        await sending.SettleRejectedAsync();
        failing = !sending.AnyAnswer;
        if (failing)
            throw new PlatformUnavailableException(calls.LastError ?? "The platform answered nothing.");
    }

    private async Task<List<(LeasedItem Item, PlatformUpload Upload)>> MappedAsync(IReadOnlyList<LeasedItem> page, PageInFlight sending)
    {
        var uploads = new List<(LeasedItem, PlatformUpload)>(page.Count);
        foreach (var leased in page)
        {
            var item = leased.Item;
            if (IsByHand(item.Kind))
            {
                sending.ByHand(leased);
                continue;
            }

            var mapped = PlatformItemMapping.Map(reference.PlatformFields, item, leased.Region);
            if (mapped.Fields is { } fields)
                uploads.Add((leased, new PlatformUpload(item.Key, item.Kind, leased.Region, item.On, fields)));
            else
                sending.Refused(leased, MappingCode, mapped.Fault!.Reason);
        }

        await sending.MarkAsync();
        return uploads;
    }

    /// <summary>One upload. A batch that is refused as a whole is halved until the refused item is alone.</summary>
    private async Task UploadAsync((LeasedItem Item, PlatformUpload Upload)[] batch, PageInFlight sending)
    {
        IReadOnlyList<PlatformAnswer> answers;
        using var trace = UploadTrace.Start([.. batch.Select(pair => pair.Item)]);
        try
        {
            answers = await calls.UploadAsync([.. batch.Select(pair => pair.Upload)], ending.Abort);
            trace.Answered(answers);
        }
        catch (PlatformUnavailableException e) when (e.Rejected && batch.Length > 1)
        {
            await UploadAsync(batch[..(batch.Length / 2)], sending);
            await UploadAsync(batch[(batch.Length / 2)..], sending);
            return;
        }
        catch (PlatformUnavailableException e)
        {
            trace.Failed(e);
            if (e.Rejected)
                sending.RejectedAlone(batch[0].Item, e.Message);
            else
                await sending.UnansweredAsync(batch.Select(pair => pair.Item));
            return;
        }

        await sending.AnsweredAsync(batch.Select(pair => pair.Item), answers);
    }

    private bool IsByHand(PlatformItemKind kind) => options.ByHand.Contains(kind) || reference.PlatformFields.ByHand.Contains(kind);
}

/// <summary>
/// The spans of an upload, of the source <c>Grid.Platform</c>. Each item that comes from a traced write has one in the trace of that write,
/// possibly hours later; the upload of the whole batch is below the first of them, with links to all. A batch without such items has
/// none.
/// </summary>
internal sealed class UploadTrace : IDisposable
{
    private const string Outcome = "grid.platform.outcome";

    private static readonly ActivitySource Source = new(PlatformDiagnostics.Name);

    private readonly Dictionary<string, Activity> items = new(StringComparer.Ordinal);
    private readonly Activity? upload;

    private UploadTrace(IReadOnlyCollection<LeasedItem> batch)
    {
        foreach (var item in batch)
        {
            if (
                ActivityContext.TryParse(item.TraceParent, traceState: null, isRemote: true, out var write)
                && Source.StartActivity(
                    "platform item",
                    ActivityKind.Internal,
                    write,
                    [new("grid.platform.kind", item.Item.Kind.ToString()), new("grid.platform.attempts", item.Attempts)]
                )
                    is { } span
            )
            {
                items[item.Item.Key] = span.SetTag(Outcome, "unanswered");
            }
        }

        if (items.Count == 0)
            return;
        upload = Source.StartActivity(
            "platform upload",
            ActivityKind.Internal,
            items.Values.First().Context,
            [new("grid.platform.items", batch.Count)],
            items.Values.Select(span => new ActivityLink(span.Context))
        );
        if (upload is not null)
        {
            foreach (var span in items.Values)
                span.AddLink(new ActivityLink(upload.Context));
        }
    }

    /// <summary>Dispose it in the same method, which must be asynchronous: the current activity ends with it.</summary>
    public static UploadTrace Start(IReadOnlyCollection<LeasedItem> batch)
    {
        Activity.Current = null;
        return new UploadTrace(batch);
    }

    public void Answered(IEnumerable<PlatformAnswer> answers)
    {
        foreach (var answer in answers)
        {
            if (items.TryGetValue(answer.Key, out var span))
                span.SetTag(Outcome, answer.Accepted ? "accepted" : "refused");
        }
    }

    public void Failed(PlatformUnavailableException error) =>
        upload?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", error.Rejected ? "rejected" : "unavailable");

    public void Dispose()
    {
        upload?.Dispose();
        foreach (var span in items.Values.Reverse())
            span.Dispose();
    }
}
