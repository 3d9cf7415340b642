using System.Collections.Concurrent;

namespace Grid.SmsSimulator;

/// <summary>What was taken, by key.</summary>
public sealed class TakenMessages
{
    private readonly ConcurrentDictionary<string, TakenMessage> byKey = new(StringComparer.Ordinal);
    private int requests;

    /// <summary>Posts of any outcome.</summary>
    public int Requests => Volatile.Read(ref requests);

    public void CountRequest() => Interlocked.Increment(ref requests);

    /// <summary>The message, with the id of the first time when the key is known.</summary>
    public TakenMessage Take(NewMessage message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        return byKey.AddOrUpdate(
            message.Key!,
            key => new TakenMessage(Guid.CreateVersion7(now).ToString("N"), key, message.To!, message.Text!, now, Times: 1),
            (_, known) => known with { Times = known.Times + 1 }
        );
    }

    /// <summary>Notes a report that was posted.</summary>
    public void Reported(string key, bool delivered, bool accepted)
    {
        // The message may change meanwhile: another attempt then.
        while (
            byKey.TryGetValue(key, out var known)
            && !byKey.TryUpdate(
                key,
                known with
                {
                    Delivered = delivered,
                    Reports = known.Reports + 1,
                    ReportsAccepted = known.ReportsAccepted + (accepted ? 1 : 0),
                },
                known
            )
        ) { }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<TakenMessage> All() => [.. byKey.Values.OrderBy(m => m.At).ThenBy(m => m.Id, StringComparer.Ordinal)];
}
