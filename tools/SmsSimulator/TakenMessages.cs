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

    /// <summary>The message's id; that of the first time when the key is known.</summary>
    public string Take(NewMessage message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        return byKey.AddOrUpdate(
            message.Key!,
            key => new TakenMessage(Guid.CreateVersion7(now).ToString("N"), key, message.To!, message.Text!, now, Times: 1),
            (_, known) => known with { Times = known.Times + 1 }).Id;
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<TakenMessage> All() => [.. byKey.Values.OrderBy(m => m.At).ThenBy(m => m.Id, StringComparer.Ordinal)];
}
