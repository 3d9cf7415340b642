using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Storage.Platform;

/// <summary>
/// The items of one person, those that wait and those that were sent, while registrations of a backfill are added. New ones come where the
/// person's history has them: what waits and is later gets behind them, with a new id.
/// </summary>
internal sealed class PersonQueue
{
    private readonly List<QueuedItem> waiting = [];
    private readonly Dictionary<string, long> accepted = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> received = new(StringComparer.Ordinal);
    private IReadOnlyList<string> order = [];
    private int added;

    /// <summary>In the order of their ids.</summary>
    public void Waits(QueuedItem item)
    {
        waiting.Add(item);
        Knows(item.Key, received: true);
    }

    public void Accepted(string key, long id)
    {
        accepted[key] = id;
        Knows(key, received: true);
    }

    /// <summary>It is there, and stays as it is: it is another number's, or was reported by hand or skipped.</summary>
    /// <param name="received">The platform has received it, or will.</param>
    public void Knows(string key, bool received)
    {
        known.Add(key);
        if (received)
            this.received.Add(key);
    }

    /// <summary>Adds what is missing of a registration, and what is to be sent again.</summary>
    public BackfillCounts Add(BackfillItems of, bool again)
    {
        if (
            of.Items.Count == 0
            || (of.Of.InError && !of.Items.Any(item => item.Item.Kind == PlatformItemKind.Registration && received.Contains(item.Item.Key)))
        )
        {
            return new BackfillCounts(1, 0, 0, 0, 1, 0);
        }

        order = of.Order;
        var (made, back, known) = (0, 0, 0);
        foreach (var item in of.Items)
        {
            var key = item.Item.Key;
            if (again && accepted.Remove(key, out var id))
            {
                waiting.Add(new QueuedItem(key, null, Back: id));
                back++;
            }
            else if (this.known.Add(key))
            {
                received.Add(key);
                waiting.Add(new QueuedItem(key, null, New: item));
                made++;
            }
            else
            {
                known++;
            }
        }

        added += made + back;
        return new BackfillCounts(1, made, back, known, 0, 0);
    }

    /// <summary>
    /// What must be written, in order: from the first one on that was added or is out of its place. Asleep where a refused one stays in
    /// front.
    /// </summary>
    public IEnumerable<(QueuedItem Item, bool Asleep)> Changes()
    {
        if (added == 0)
            return [];
        var sorted = Sorted();
        var unchanged = 0;
        for (var last = long.MinValue; unchanged < sorted.Count && sorted[unchanged].Id is { } id && id > last; unchanged++)
            last = id;
        var asleep = sorted.Take(unchanged).Any(item => item.IsListed);
        return sorted.Skip(unchanged).Select(item => (item, asleep));
    }

    /// <summary>By the person's history. One that it does not know stays behind the one that it waits behind.</summary>
    private List<QueuedItem> Sorted()
    {
        var places = order.Select((key, place) => (key, place)).ToDictionary(pair => pair.key, pair => pair.place, StringComparer.Ordinal);
        var last = -1;
        return
        [
            .. waiting.Select(item => (item, place: last = PlaceOf(item))).ToList().OrderBy(pair => pair.place).Select(pair => pair.item),
        ];

        int PlaceOf(QueuedItem item) => places.TryGetValue(item.Key, out var place) ? place : last;
    }
}

/// <summary>A place in a person's order of items to send.</summary>
/// <param name="Id">Of one that waits already; null for one to be added.</param>
/// <param name="Back">Its id among the accepted items, when it is put back.</param>
/// <param name="New">The item to add.</param>
/// <param name="IsListed">An operator must check it; items behind it sleep.</param>
internal sealed record QueuedItem(string Key, long? Id, bool IsListed = false, long? Back = null, ReplayedItem? New = null);
