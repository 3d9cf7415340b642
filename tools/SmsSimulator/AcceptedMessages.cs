using System.Collections.Concurrent;

namespace Grid.SmsSimulator;

/// <summary>The accepted messages, by key.</summary>
public sealed class AcceptedMessages
{
    private readonly ConcurrentDictionary<string, AcceptedMessage> byKey = new(StringComparer.Ordinal);
    private int requests;

    /// <summary>Posts of any outcome.</summary>
    public int Requests => Volatile.Read(ref requests);

    public void CountRequest() => Interlocked.Increment(ref requests);

    /// <summary>The message, with the id of the first time when the key is known.</summary>
    public AcceptedMessage Accept(NewMessage message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        return byKey.AddOrUpdate(
            message.Key!,
            key => new AcceptedMessage(Guid.CreateVersion7(now).ToString("N"), key, message.To!, message.Text!, now, Times: 1),
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
    public IReadOnlyList<AcceptedMessage> All() => [.. byKey.Values.OrderBy(m => m.At).ThenBy(m => m.Id, StringComparer.Ordinal)];
}

/// <summary>A message that was accepted.</summary>
/// <param name="Times">How often it was posted.</param>
public sealed record AcceptedMessage(string Id, string Key, string To, string Text, DateTimeOffset At, int Times)
{
    /// <summary>The reported outcome; null before the first report.</summary>
    public bool? Delivered { get; init; }

    /// <summary>How often a report was posted.</summary>
    public int Reports { get; init; }

    /// <summary>How many of them were accepted.</summary>
    public int ReportsAccepted { get; init; }
}
