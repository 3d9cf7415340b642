using System.Collections.Concurrent;

namespace Grid.LoadGenerator.Measuring;

/// <summary>What was sent and how it was answered. Safe for several threads.</summary>
internal sealed class RequestStatistics
{
    private readonly ConcurrentDictionary<string, RequestKind> kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Request, int Status, string Code), long> unexpected = new();
    private readonly ConcurrentDictionary<(string Request, int Status, string Code), string> examples = new();
    private long accepted;
    private long retries;

    /// <summary>Commands that were accepted, repeats of an earlier run among them.</summary>
    public long Accepted => Interlocked.Read(ref accepted);

    /// <summary>Requests sent again after 429, 503 or no answer.</summary>
    public long Retries => Interlocked.Read(ref retries);

    public IEnumerable<RequestKind> Kinds => kinds.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal);

    public IEnumerable<(string Request, int Status, string Code, long Count, string Example)> Unexpected =>
        unexpected
            .OrderByDescending(one => one.Value)
            .Select(one => (one.Key.Request, one.Key.Status, one.Key.Code, one.Value, examples[one.Key]));

    public void Retried() => Interlocked.Increment(ref retries);

    public void Answered(string kind, TimeSpan took, bool replayed)
    {
        var requests = kinds.GetOrAdd(kind, static name => new RequestKind(name));
        requests.Latencies.Add(took);
        if (replayed)
            requests.CountReplay();
        Interlocked.Increment(ref accepted);
    }

    public void Failed(string request, int status, string code, string detail)
    {
        examples.TryAdd((request, status, code), detail);
        unexpected.AddOrUpdate((request, status, code), 1, static (_, count) => count + 1);
    }
}
