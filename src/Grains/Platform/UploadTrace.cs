using System.Diagnostics;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Grains.Platform;

/// <summary>
/// The spans of an upload, of the source <c>Grid.Platform</c>. Each item that comes from a traced write has one in the trace of that write,
/// hours later if need be; the upload of the whole batch stands below the first of them, with links to all. A batch without such items has
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

    /// <summary>To be disposed of in the same method, which must be asynchronous: what is current ends with it.</summary>
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
