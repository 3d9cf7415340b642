using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Journal;
using Npgsql;

namespace Grid.Storage.Chaining;

/// <summary>
/// The chain of a person's journal: the MAC of a row is over the one before it and everything that the row holds. So a row that is changed,
/// dated back, deleted, inserted or moved does not fit, and rows that an older host wrote without a MAC are bound by the next one that has
/// one.
/// </summary>
internal static class JournalChain
{
    /// <summary>What <see cref="Of(NpgsqlDataReader, int, Guid, byte[], ChainKeys)"/> reads, of <c>journal AS j</c>.</summary>
    public const string Columns =
        "j.sequence, j.event, j.event_on, j.office, j.actor, j.actor_role, j.actor_office, j.at, j.trace_id, j.commit_id, j.facts, j.standing, j.personal";

    private const string Format = "journal 1";

    /// <summary>The MAC of an entry that is about to be written.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="commit">The commit it comes with.</param>
    /// <param name="facts">Its clear part, as it is stored.</param>
    /// <param name="standing">Its statistical status, as it is stored.</param>
    /// <param name="personal">Its sealed part.</param>
    /// <param name="before">MAC of the person's previous row; null for the first.</param>
    /// <param name="keys">The keys.</param>
    public static byte[] Of(
        Guid person,
        JournalEntry entry,
        Guid commit,
        string facts,
        string? standing,
        byte[]? personal,
        byte[]? before,
        ChainKeys keys
    ) =>
        keys.Journal(
            RowBytes
                .Begin()
                .Text(Format)
                .Bytes(before, before is null)
                .Id(person)
                .Number(entry.Sequence)
                .Text(EventJson.NameOf(entry.Event))
                .Day(entry.On)
                .Text(entry.Office)
                .Text(entry.Actor.Subject)
                .Text(EnumName.Of(entry.Actor.Role))
                .Text(entry.Actor.Office)
                .Moment(entry.At)
                .Text(entry.TraceId)
                .Id(commit)
                .Json(facts)
                .FewJson(standing)
                .Bytes(personal, personal is null)
                .Written
        );

    /// <summary>The MAC that a stored row must have.</summary>
    /// <param name="row">A row of <see cref="Columns"/>.</param>
    /// <param name="first">Where they begin.</param>
    /// <param name="person">Whose.</param>
    /// <param name="before">MAC of the person's previous row; null for the first.</param>
    /// <param name="keys">The keys.</param>
    public static byte[] Of(NpgsqlDataReader row, int first, Guid person, byte[]? before, ChainKeys keys)
    {
        var personal = row.IsDBNull(first + 12) ? null : row.GetFieldValue<byte[]>(first + 12);
        return keys.Journal(
            RowBytes
                .Begin()
                .Text(Format)
                .Bytes(before, before is null)
                .Id(person)
                .Number(row.GetInt64(first))
                .Text(row.GetString(first + 1))
                .Day(row.GetFieldValue<DateOnly>(first + 2))
                .Text(TextOrNull(row, first + 3))
                .Text(row.GetString(first + 4))
                .Text(row.GetString(first + 5))
                .Text(TextOrNull(row, first + 6))
                .Moment(row.GetFieldValue<DateTimeOffset>(first + 7))
                .Text(TextOrNull(row, first + 8))
                .Id(row.GetGuid(first + 9))
                .Json(row.GetString(first + 10))
                .FewJson(TextOrNull(row, first + 11))
                .Bytes(personal, personal is null)
                .Written
        );
    }

    private static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
