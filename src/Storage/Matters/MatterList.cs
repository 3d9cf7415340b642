using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Matters;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Searching;
using Grid.Storage.Systems;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Matters;

/// <summary>Lists matters, and compares a day with the system that decides them.</summary>
public sealed class MatterList(NpgsqlDataSource source) : IMatterList
{
    private const int LargestPage = 200;

    /// <summary>$1 kind, $2 numbers.</summary>
    private const string Known = "SELECT number, state, revision FROM matter WHERE kind = $1 AND number = ANY ($2) AND state <> 'closed'";

    /// <summary>$1 kind, $2 and $3 the day. Claims that the system confirmed on the day and that are still open.</summary>
    private const string Confirmed = """
        SELECT DISTINCT m.number, m.state FROM matter_message AS s JOIN matter AS m ON m.number = s.matter
        WHERE s.kind = $1 AND s.about IN ('claimed', 'attached') AND s.sent_at >= $2 AND s.sent_at < $3 AND m.state IN ('sent', 'inHand')
        """;

    /// <summary>$1 numbers, $2 moment, $3 what the messages are about. What waits already goes anyway.</summary>
    private const string Again = """
        UPDATE matter_message SET sent_at = NULL, gave_up_at = NULL, not_before = $2, put_back_at = $2, attempts = 0
        WHERE matter = ANY ($1) AND sent_at IS NOT NULL AND settled_at IS NULL AND about = ANY ($3)
        RETURNING matter
        """;

    /// <summary>$1 numbers. Those whose withdrawal is still on its way.</summary>
    private const string Waiting = "SELECT DISTINCT matter FROM matter_message WHERE matter = ANY ($1) AND sent_at IS NULL";

    private static readonly string[] Beginnings = [EnumName.Of(MatterMessageKind.Claimed), EnumName.Of(MatterMessageKind.Attached)];
    private static readonly string[] Withdrawals = [EnumName.Of(MatterMessageKind.Withdrawn)];

    public Task<Page<MatterLine>> ListAsync(
        SearchScope scope,
        MatterKind? kind,
        string? state,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            var conditions = $"state <> 'closed' AND {OfficeScope.Of(scope, command)}";
            if (kind is { } wanted)
                conditions += $" AND kind = {QueryValues.Add(command, EnumName.Of(wanted), NpgsqlDbType.Text)}";
            if (state is not null)
                conditions += $" AND state = {QueryValues.Add(command, state, NpgsqlDbType.Text)}";
            if (Cursor.Read(page.After, 1) is [var after])
                conditions += $" AND number > {QueryValues.Add(command, after, NpgsqlDbType.Text)}";
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                SELECT number, person_id, kind, state, office, asked_on, answer_due FROM matter WHERE {conditions} ORDER BY number LIMIT {size
                    + 1}
                """;
#pragma warning restore CA2100
            var items = new List<MatterLine>(size);
            string? next = null;
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (items.Count == size)
                {
                    next = Cursor.Of(items[^1].Number);
                    break;
                }

                items.Add(
                    new MatterLine(
                        row.GetString(0),
                        PersonId.FromGuid(row.GetGuid(1)),
                        SystemOutbox.Named<MatterKind>(row.GetString(2)),
                        row.GetString(3),
                        row.GetString(4),
                        row.GetFieldValue<DateOnly>(5),
                        row.GetFieldValue<DateOnly>(6)
                    )
                );
            }

            return new Page<MatterLine>(items, next);
        });
    }

    public async Task<IReadOnlyList<MatterDifference>> CompareAsync(
        MatterKind kind,
        DateOnly day,
        IReadOnlyList<MatterThere> there,
        DateTimeOffset now,
        Func<IReadOnlyList<MatterDifference>, CommandReceipt>? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(there);

        // Found before the receipt is made, because that holds the answer; what is sent again twice is harmless.
        var found = await StoreCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await FindAsync(connection, kind, day, there, now, cancellationToken);
        });
        await ReceiptedWrite.RunAsync(
            source,
            receipt?.Invoke(found),
            async connection =>
            {
                var again = found.Where(one => one.Settled == "sentAgain").ToArray();
                await AgainAsync(connection, [.. again.Where(one => one.There is null)], Beginnings, now, cancellationToken);
                await AgainAsync(connection, [.. again.Where(one => one.There is not null)], Withdrawals, now, cancellationToken);
                await DayDifferences.StoreAsync(connection, EnumName.Of(kind), day, now, [.. found.Select(RowOf)], cancellationToken);
                return true;
            },
            cancellationToken
        );
        return found;
    }

    public Task<Page<MatterDifference>> DifferencesAsync(MatterKind? kind, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            string[] kinds = kind is { } wanted ? [EnumName.Of(wanted)] : [.. Enum.GetValues<MatterKind>().Select(EnumName.Of)];
            var conditions = $"kind = ANY ({QueryValues.Add(command, kinds, NpgsqlDbType.Array | NpgsqlDbType.Text)})";
            if (Cursor.Read(page.After, 3) is [var day, var of, var matter])
            {
                conditions += DateOnly.TryParseExact(day, "yyyy-MM-dd", out var before)
                    ? $" AND (day < {QueryValues.Add(command, before, NpgsqlDbType.Date)} OR (day = {QueryValues.Add(command, before, NpgsqlDbType.Date)} AND (kind, matter) > ({QueryValues.Add(command, of, NpgsqlDbType.Text)}, {QueryValues.Add(command, matter, NpgsqlDbType.Text)})))"
                    : throw new InvalidCursorException();
            }
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                SELECT kind, day, matter, difference, there, here, found_at, settled FROM matter_difference
                WHERE {conditions} ORDER BY day DESC, kind, matter LIMIT {size + 1}
                """;
#pragma warning restore CA2100
            var items = new List<MatterDifference>(size);
            string? next = null;
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (items.Count == size)
                {
                    var last = items[^1];
                    next = Cursor.Of(last.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), EnumName.Of(last.Kind), last.Matter);
                    break;
                }

                items.Add(
                    new MatterDifference(
                        SystemOutbox.Named<MatterKind>(row.GetString(0)),
                        row.GetFieldValue<DateOnly>(1),
                        row.GetString(2),
                        row.GetString(3),
                        row.IsDBNull(4) ? null : row.GetString(4),
                        row.IsDBNull(5) ? null : row.GetString(5),
                        row.GetFieldValue<DateTimeOffset>(6),
                        row.IsDBNull(7) ? null : row.GetString(7)
                    )
                );
            }

            return new Page<MatterDifference>(items, next);
        });
    }

    private static async Task<IReadOnlyList<MatterDifference>> FindAsync(
        NpgsqlConnection connection,
        MatterKind kind,
        DateOnly day,
        IReadOnlyList<MatterThere> there,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var here = new Dictionary<string, (string State, int Revision)>(StringComparer.Ordinal);
        string[] numbers = [.. there.Select(one => one.Matter)];
        await using (var command = new NpgsqlCommand(Known, connection))
        {
            command.Parameters.AddWithValue(EnumName.Of(kind));
            command.Parameters.AddWithValue(numbers);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                here[row.GetString(0)] = (row.GetString(1), row.GetInt32(2));
        }

        var onTheWay = new HashSet<string>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand(Waiting, connection))
        {
            command.Parameters.AddWithValue(numbers);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                onTheWay.Add(row.GetString(0));
        }

        var found = new List<MatterDifference>();
        foreach (var one in there)
        {
            var state = EnumName.Of(one.State);
            if (!here.TryGetValue(one.Matter, out var known))
                Add(one.Matter, "unknownHere", state, null, null);
            else if (one.Revision > known.Revision)
                Add(one.Matter, "answerMissing", state, known.State, "askedAgain");
            else if (one.Revision == known.Revision && !IsSame(state, known.State) && !onTheWay.Contains(one.Matter))
                Add(one.Matter, "differs", state, known.State, known.State == EnumName.Of(MatterState.Withdrawn) ? "sentAgain" : null);
        }

        var listed = numbers.ToHashSet(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand(Confirmed, connection))
        {
            command.Parameters.AddWithValue(EnumName.Of(kind));
            command.Parameters.AddWithValue(ChinaTime.StartOf(day).ToUniversalTime());
            command.Parameters.AddWithValue(ChinaTime.StartOf(day.AddDays(1)).ToUniversalTime());
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (!listed.Contains(row.GetString(0)))
                    Add(row.GetString(0), "missingThere", null, row.GetString(1), "sentAgain");
            }
        }

        return found;

        void Add(string matter, string difference, string? at, string? known, string? settled) =>
            found.Add(new MatterDifference(kind, day, matter, difference, at, known, now, settled));
    }

    /// <summary>A system that has a claim works on it; the register may not have been told so yet.</summary>
    private static bool IsSame(string there, string here) =>
        string.Equals(there, here, StringComparison.Ordinal)
        || (there == EnumName.Of(MatterState.InHand) && here is "asked" or "sent" or "failed");

    private static async Task AgainAsync(
        NpgsqlConnection connection,
        MatterDifference[] differences,
        string[] about,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (differences.Length == 0)
            return;
        await using var command = new NpgsqlCommand(Again, connection);
        command.Parameters.AddWithValue(differences.Select(one => one.Matter).ToArray());
        command.Parameters.AddWithValue(now.ToUniversalTime());
        command.Parameters.AddWithValue(about);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DifferenceRow RowOf(MatterDifference one) => new(one.Matter, one.Difference, one.There, one.Here, one.Settled);
}
