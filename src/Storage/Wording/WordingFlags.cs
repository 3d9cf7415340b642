using System.Globalization;
using System.Text;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Wording;
using Grid.Storage.Batching;
using Grid.Storage.Journal;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Wording;

/// <summary>Flags in <c>wording_flag</c>; their words are opened from the journal, with the persons' data keys.</summary>
public sealed class WordingFlags(NpgsqlDataSource source, KeyRing ring) : IWordingFlags
{
    private const int LargestPage = 200;

    public Task<Page<FlaggedWording>> OpenAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(() => PageAsync(scope, page, cancellationToken));
    }

    public Task<IReadOnlyDictionary<string, long>> CountOpenAsync(SearchScope scope, int digits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            var counts = new Dictionary<string, long>(StringComparer.Ordinal);
            await using var command = source.CreateCommand();
            var part = $"left(office, {QueryValues.Add(command, digits, NpgsqlDbType.Integer)})";
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText =
                $"SELECT {part}, count(*) FROM wording_flag WHERE looked_at IS NULL AND {OfficeScope.Of(scope, command)} GROUP BY 1";
#pragma warning restore CA2100
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                counts.Add(row.GetString(0), row.GetInt64(1));
            return (IReadOnlyDictionary<string, long>)counts;
        });
    }

    public Task<IReadOnlyDictionary<string, WordingFigures>> FiguresAsync(
        SearchScope scope,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            var figures = new Dictionary<string, WordingFigures>(StringComparer.Ordinal);
            await using var command = source.CreateCommand();
            var days =
                $"flagged_on BETWEEN {QueryValues.Add(command, from, NpgsqlDbType.Date)} AND {QueryValues.Add(command, to, NpgsqlDbType.Date)}";
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                SELECT office, count(*) FILTER (WHERE result IS NULL), count(*) FILTER (WHERE result = {(short)WordingResult.Harmless}),
                    count(*) FILTER (WHERE result = {(short)WordingResult.TalkedTo}), count(*) FILTER (WHERE result = {(short)
                    WordingResult.Corrected})
                FROM wording_flag WHERE {days} AND {OfficeScope.Of(scope, command)} GROUP BY office
                """;
#pragma warning restore CA2100
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                figures.Add(row.GetString(0), new WordingFigures(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)));
            return (IReadOnlyDictionary<string, WordingFigures>)figures;
        });
    }

    public async Task<WordingReview> SettleAsync(
        PersonId person,
        long sequence,
        WordingResult result,
        string by,
        SearchScope scope,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(scope);
        var found = WordingReview.NotOpen;
        await ReceiptedWrite.RunAsync(source, receipt, WriteAsync, cancellationToken);
        return found;

        async Task<bool> WriteAsync(NpgsqlConnection connection)
        {
            await using var command = new NpgsqlCommand { Connection = connection };
            var one =
                $"person_id = {QueryValues.Add(command, person.ToGuid(), NpgsqlDbType.Uuid)} AND sequence = {QueryValues.Add(command, sequence, NpgsqlDbType.Bigint)}";
            var who = QueryValues.Add(command, by);
            var within = OfficeScope.Of(scope, command);

            // The row is locked first: of two who settle it at once the second one finds it settled.
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                WITH flag AS MATERIALIZED (SELECT person_id, sequence, author FROM wording_flag WHERE {one} AND looked_at IS NULL AND {within} FOR UPDATE),
                settled AS (
                    UPDATE wording_flag AS w SET looked_at = {QueryValues.Add(
                    command,
                    now.ToUniversalTime(),
                    NpgsqlDbType.TimestampTz
                )}, looked_by = {who}, result = {QueryValues.Add(command, (short)result, NpgsqlDbType.Smallint)}
                    FROM flag WHERE w.person_id = flag.person_id AND w.sequence = flag.sequence AND flag.author <> {who} RETURNING 1)
                SELECT (SELECT count(*) FROM flag), (SELECT count(*) FROM settled)
                """;
#pragma warning restore CA2100
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            found = (row.GetInt64(0), row.GetInt64(1)) switch
            {
                (0, _) => WordingReview.NotOpen,
                (_, 0) => WordingReview.OwnWords,
                _ => WordingReview.Done,
            };
            return found == WordingReview.Done;
        }
    }

    private async Task<Page<FlaggedWording>> PageAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(page.Size, 1, LargestPage);
        await using var command = source.CreateCommand();
        var conditions = $"f.looked_at IS NULL AND {OfficeScope.Of(scope, command, "f.office")}";
        if (Cursor.Read(page.After, 3) is [var at, var person, var sequence])
        {
            conditions +=
                $" AND (f.flagged_at, f.person_id, f.sequence) > ({QueryValues.Add(command, MomentOf(at), NpgsqlDbType.TimestampTz)}, "
                + $"{QueryValues.Add(command, PersonOf(person), NpgsqlDbType.Uuid)}, {QueryValues.Add(command, NumberOf(sequence), NpgsqlDbType.Bigint)})";
        }

#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = $"""
            SELECT f.person_id, f.sequence, f.flagged_at, f.office, f.author, f.command, f.field, f.article, j.event, j.facts, j.personal, p.data_key
            FROM wording_flag AS f LEFT JOIN journal AS j ON j.person_id = f.person_id AND j.sequence = f.sequence LEFT JOIN person AS p ON p.person_id = f.person_id
            WHERE {conditions} ORDER BY f.flagged_at, f.person_id, f.sequence LIMIT {size + 1}
            """;
#pragma warning restore CA2100
        var items = new List<FlaggedWording>(size);
        string? next = null;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (items.Count == size)
            {
                next = Cursor.Of(
                    items[^1].At.ToString("O", CultureInfo.InvariantCulture),
                    items[^1].Person.ToString(),
                    items[^1].Sequence.ToString(CultureInfo.InvariantCulture)
                );
                break;
            }

            items.Add(Of(row));
        }

        return new Page<FlaggedWording>(items, next);
    }

    private FlaggedWording Of(NpgsqlDataReader row)
    {
        var person = PersonId.FromGuid(row.GetGuid(0));
        var sequence = row.GetInt64(1);
        WordingFlagged? flag = null;
        if (!row.IsDBNull(10) && !row.IsDBNull(11))
        {
            var key = DataKey.Unwrap(ring, row.GetFieldValue<byte[]>(11), person.ToString());
            var personal = JournalSeal.Open(row.GetFieldValue<byte[]>(10), key, person.ToString(), sequence);
            flag = (WordingFlagged)EventJson.Join(row.GetString(8), Encoding.UTF8.GetBytes(row.GetString(9)), personal);
        }

        return new FlaggedWording(
            person,
            sequence,
            row.GetFieldValue<DateTimeOffset>(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetString(6),
            row.GetString(7),
            flag?.Words,
            flag?.Text
        );
    }

    private static DateTimeOffset MomentOf(string text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUniversalTime()
            : throw new InvalidCursorException();

    private static Guid PersonOf(string text) =>
        PersonId.TryParse(text, out var person) ? person.ToGuid() : throw new InvalidCursorException();

    private static long NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidCursorException();
}
