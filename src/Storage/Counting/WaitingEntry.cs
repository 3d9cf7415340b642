using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Counting;

/// <summary>A row of <c>count_entry</c>, opened.</summary>
internal sealed record WaitingEntry(long Id, Guid Commit, DateTimeOffset Written, PendingCount Count)
{
    /// <summary>The columns that <see cref="Of"/> reads, in its order.</summary>
    public const string Columns = "c.id, c.commit_id, c.created_at, c.person_id, c.sequence, c.ordinal, c.content";

    public static WaitingEntry Of(NpgsqlDataReader row, KeyRing ring)
    {
        var person = PersonId.FromGuid(row.GetGuid(3));
        return new WaitingEntry(
            row.GetInt64(0),
            row.GetGuid(1),
            row.GetFieldValue<DateTimeOffset>(2),
            new PendingCount(person, row.GetInt64(4), row.GetInt16(5), CountSeal.OpenEntry(row.GetFieldValue<byte[]>(6), ring, person))
        );
    }

    /// <summary>
    /// In the order of commits, as far as it matters: of one registration, and of two that exchange one. Within a commit by the events'
    /// order.
    /// </summary>
    public static IReadOnlyList<PendingCount> InOrder(IReadOnlyCollection<WaitingEntry> page)
    {
        var first = new Dictionary<Guid, long>();
        foreach (var entry in page)
            first[entry.Commit] = first.TryGetValue(entry.Commit, out var id) ? Math.Min(id, entry.Id) : entry.Id;
        return
        [
            .. page.OrderBy(entry => first[entry.Commit])
                .ThenBy(entry => entry.Count.Sequence)
                .ThenBy(entry => entry.Count.Ordinal)
                .Select(entry => entry.Count),
        ];
    }
}
