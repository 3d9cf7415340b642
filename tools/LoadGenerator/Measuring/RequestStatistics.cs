using System.Collections.Concurrent;

namespace Grid.LoadGenerator.Measuring;

/// <summary>What was sent and how it was answered. Safe for several threads.</summary>
internal sealed class RequestStatistics
{
    private readonly ConcurrentDictionary<string, RequestKind> _kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Request, int Status, string Code), long> _unexpected = new();
    private readonly ConcurrentDictionary<(string Request, int Status, string Code), string> _examples = new();
    private long _accepted;
    private long _retries;

    /// <summary>Commands that were accepted, repeats of an earlier run among them.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Requests sent again after 429, 503 or no answer.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    public IEnumerable<RequestKind> Kinds => _kinds.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal);

    public IEnumerable<(string Request, int Status, string Code, long Count, string Example)> Unexpected =>
        _unexpected
            .OrderByDescending(one => one.Value)
            .Select(one => (one.Key.Request, one.Key.Status, one.Key.Code, one.Value, _examples[one.Key]));

    public void Retried() => Interlocked.Increment(ref _retries);

    public void Answered(string kind, TimeSpan took, bool replayed)
    {
        var requests = _kinds.GetOrAdd(kind, static name => new RequestKind(name));
        requests.Latencies.Add(took);
        if (replayed)
            requests.CountReplay();
        Interlocked.Increment(ref _accepted);
    }

    public void Failed(string request, int status, string code, string detail)
    {
        _examples.TryAdd((request, status, code), detail);
        _unexpected.AddOrUpdate((request, status, code), 1, static (_, count) => count + 1);
    }
}
