using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Licences;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Systems;
using Grid.Storage.Batching;
using Grid.Storage.Persons.State;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Grid.Storage.Systems;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Licences;

/// <summary>What is known of electronic licences: <c>licence</c>, <c>licence_day</c> and <c>licence_backfill</c>.</summary>
public sealed class LicenceStore(NpgsqlDataSource source, KeyRing ring, IEnumerable<IStateUpgrade> upgrades) : ILicences
{
    private const int LargestPage = 200;
    private static readonly string Name = EnumName.Of(OutsideSystem.Licence);

    /// <summary>$1 numbers of certificates. Those that the platform has confirmed, and whether something later is on its way.</summary>
    private const string Known = """
        SELECT l.certificate, l.state,
            EXISTS (SELECT FROM matter_message AS m WHERE m.matter = l.registration AND m.sent_at IS NULL)
        FROM licence AS l WHERE l.certificate = ANY ($1)
        """;

    /// <summary>$1 and $2 the day. What the platform confirmed on it, unless something later is on its way.</summary>
    private const string Confirmed = """
        SELECT l.certificate, l.state, l.registration FROM licence AS l
        WHERE l.confirmed_at >= $1 AND l.confirmed_at < $2
            AND NOT EXISTS (SELECT FROM matter_message AS m WHERE m.matter = l.registration AND m.sent_at IS NULL)
        """;

    /// <summary>$1 registrations, $2 moment. All that is kept of them, in their order: the platform has lost it.</summary>
    private const string Again = """
        UPDATE matter_message SET sent_at = NULL, gave_up_at = NULL, not_before = $2, put_back_at = $2, attempts = 0
        WHERE matter = ANY ($1) AND kind = 'licence' AND sent_at IS NOT NULL AND settled_at IS NULL
        RETURNING matter
        """;

    /// <summary>$1 registrations of which nothing is kept to be sent again: a backfill finds them.</summary>
    private const string Lost = "UPDATE licence SET state = 'lost' WHERE registration = ANY ($1)";

    /// <summary>$1 day, $2 moment, $3 how many.</summary>
    private const string Compared = """
        INSERT INTO licence_day (day, compared_at, there) VALUES ($1, $2, $3)
        ON CONFLICT (day) DO UPDATE SET compared_at = excluded.compared_at, there = excluded.there
        """;

    /// <summary>$1 first, $2 the day after the last.</summary>
    private const string NextDay = """
        SELECT d.day::date FROM generate_series($1::date, $2::date - 1, interval '1 day') AS d (day)
        WHERE NOT EXISTS (SELECT FROM licence_day AS c WHERE c.day = d.day::date)
        ORDER BY 1 LIMIT 1
        """;

    /// <summary>$1 registrations. Those of which an item is still on its way, perhaps only its answer.</summary>
    private const string Waiting = "SELECT DISTINCT matter FROM matter_message WHERE matter = ANY ($1) AND sent_at IS NULL";

    /// <summary>$1 by, $2 moment. One that runs goes on.</summary>
    private const string Start = """
        INSERT INTO licence_backfill (ordered_by, ordered_at, place_day, place_number, walked, made, unread)
        VALUES ($1, $2, '-infinity', '', 0, 0, 0)
        ON CONFLICT (one) DO UPDATE SET ordered_by = $1, ordered_at = $2, place_day = '-infinity', place_number = '', walked = 0, made = 0,
            unread = 0, ended_at = NULL
        WHERE licence_backfill.ended_at IS NOT NULL
        """;

    private readonly LicenceBackfilling backfilling = new(source, ring, upgrades);

    public async Task<IReadOnlyList<LicenceDifference>> CompareAsync(
        DateOnly day,
        IReadOnlyList<LicenceThere> there,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(there);
        IReadOnlyList<LicenceDifference> found = [];
        await ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                var (differences, lost) = await FindAsync(connection, day, there, cancellationToken);
                found = await SendAgainAsync(connection, differences, lost, now, cancellationToken);
                await DayDifferences.StoreAsync(connection, Name, day, now, [.. found.Select(RowOf)], cancellationToken);
                await using var compared = new NpgsqlCommand(Compared, connection);
                compared.Parameters.AddWithValue(day);
                compared.Parameters.AddWithValue(now.ToUniversalTime());
                compared.Parameters.AddWithValue(there.Count);
                await compared.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );
        return found;
    }

    public Task<DateOnly?> NextDayAsync(DateOnly earliest, DateOnly today, CancellationToken cancellationToken) =>
        StoreCall.RunAsync<DateOnly?>(async () =>
        {
            await using var first = source.CreateCommand("SELECT min(confirmed_at) FROM licence");
            if (await first.ExecuteScalarAsync(cancellationToken) is not DateTime confirmed)
                return null;
            var since = ChinaTime.DateOf(new DateTimeOffset(DateTime.SpecifyKind(confirmed, DateTimeKind.Utc)));
            await using var command = source.CreateCommand(NextDay);
            command.Parameters.AddWithValue(since > earliest ? since : earliest);
            command.Parameters.AddWithValue(today);
            return await command.ExecuteScalarAsync(cancellationToken) is DateOnly day ? day : null;
        });

    public Task<Page<LicenceDay>> DaysAsync(PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand { Connection = connection };
            var conditions = "true";
            if (Cursor.Read(page.After, 1) is [var text])
            {
                conditions = DateOnly.TryParseExact(text, "yyyy-MM-dd", out var before)
                    ? $"day < {QueryValues.Add(command, before, NpgsqlDbType.Date)}"
                    : throw new InvalidCursorException();
            }
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"SELECT day, compared_at, there FROM licence_day WHERE {conditions} ORDER BY day DESC LIMIT {size + 1}";
#pragma warning restore CA2100
            var days = new List<LicenceDay>(size);
            string? next = null;
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                {
                    if (days.Count == size)
                    {
                        next = Cursor.Of(days[^1].Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                        break;
                    }

                    days.Add(new LicenceDay(row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt32(2), []));
                }
            }

            return new Page<LicenceDay>(await WithDifferencesAsync(connection, days, cancellationToken), next);
        });
    }

    public Task StartBackfillAsync(string by, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(Start, connection);
                command.Parameters.AddWithValue(by);
                command.Parameters.AddWithValue(at.ToUniversalTime());
                await command.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );

    public Task<LicenceBackfill?> BackfillAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync<LicenceBackfill?>(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT ordered_by, ordered_at, walked, made, unread, ended_at FROM licence_backfill"
            );
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken)
                ? new LicenceBackfill(
                    row.GetString(0),
                    row.GetFieldValue<DateTimeOffset>(1),
                    row.GetInt64(2),
                    row.GetInt64(3),
                    row.GetInt64(4),
                    row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5)
                )
                : null;
        });

    public Task<bool> StepBackfillAsync(int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(() => backfilling.StepAsync(limit, now, cancellationToken));

    /// <summary>The differences, and the registrations of those that are missing there, by certificate.</summary>
    private static async Task<(List<LicenceDifference> Found, Dictionary<string, string> Lost)> FindAsync(
        NpgsqlConnection connection,
        DateOnly day,
        IReadOnlyList<LicenceThere> there,
        CancellationToken cancellationToken
    )
    {
        var listed = there.ToDictionary(one => one.Certificate.ToString(), one => EnumName.Of(one.Status), StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<LicenceDifference>();
        await using (var command = new NpgsqlCommand(Known, connection))
        {
            command.Parameters.AddWithValue(listed.Keys.ToArray());
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var (certificate, state) = (row.GetString(0), row.GetString(1));
                known.Add(certificate);
                if (!row.GetBoolean(2) && listed[certificate] != state)
                    found.Add(new LicenceDifference(certificate, "differs", listed[certificate], state, null));
            }
        }

        // An earlier certificate of a registration is out of force there, and only the later one is known here.
        var strangers = there
            .Where(one => one.Status == CertificateState.Valid && !known.Contains(one.Certificate.ToString()))
            .Select(one => one.Certificate)
            .ToList();
        var onTheWay = await WaitingAsync(connection, strangers, cancellationToken);
        found.AddRange(
            strangers
                .Where(one => !onTheWay.Contains(one.Registration.Value))
                .Select(one => new LicenceDifference(one.ToString(), "unknownHere", listed[one.ToString()], null, null))
        );
        var lost = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand(Confirmed, connection))
        {
            command.Parameters.AddWithValue(ChinaTime.StartOf(day).ToUniversalTime());
            command.Parameters.AddWithValue(ChinaTime.StartOf(day.AddDays(1)).ToUniversalTime());
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (listed.ContainsKey(row.GetString(0)))
                    continue;
                found.Add(new LicenceDifference(row.GetString(0), "missingThere", null, row.GetString(1), null));
                lost[row.GetString(0)] = row.GetString(2);
            }
        }

        return (found, lost);
    }

    private static async Task<HashSet<string>> WaitingAsync(
        NpgsqlConnection connection,
        List<CertificateNumber> certificates,
        CancellationToken cancellationToken
    )
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(Waiting, connection);
        command.Parameters.AddWithValue(certificates.Select(one => one.Registration.Value).ToArray());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            waiting.Add(row.GetString(0));
        return waiting;
    }

    /// <summary>What is no longer kept cannot be sent again: an operator orders a backfill.</summary>
    private static async Task<IReadOnlyList<LicenceDifference>> SendAgainAsync(
        NpgsqlConnection connection,
        List<LicenceDifference> found,
        Dictionary<string, string> lost,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (lost.Count == 0)
            return found;
        var sent = new HashSet<string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(Again, connection);
        command.Parameters.AddWithValue(lost.Values.ToArray());
        command.Parameters.AddWithValue(now.ToUniversalTime());
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
                sent.Add(row.GetString(0));
        }

        await using var forgotten = new NpgsqlCommand(Lost, connection);
        forgotten.Parameters.AddWithValue(lost.Values.Where(one => !sent.Contains(one)).ToArray());
        await forgotten.ExecuteNonQueryAsync(cancellationToken);
        return
        [
            .. found.Select(one =>
                lost.TryGetValue(one.Certificate, out var registration) && sent.Contains(registration)
                    ? one with
                    {
                        Settled = "sentAgain",
                    }
                    : one
            ),
        ];
    }

    private static async Task<IReadOnlyList<LicenceDay>> WithDifferencesAsync(
        NpgsqlConnection connection,
        List<LicenceDay> days,
        CancellationToken cancellationToken
    )
    {
        var found = days.ToDictionary(one => one.Day, _ => new List<LicenceDifference>());
        await using var command = new NpgsqlCommand(
            "SELECT day, matter, difference, there, here, settled FROM matter_difference WHERE kind = $1 AND day = ANY ($2) ORDER BY day, matter",
            connection
        );
        command.Parameters.AddWithValue(Name);
        command.Parameters.AddWithValue(found.Keys.ToArray());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            found[row.GetFieldValue<DateOnly>(0)]
                .Add(new LicenceDifference(row.GetString(1), row.GetString(2), Text(row, 3), Text(row, 4), Text(row, 5)));
        }

        return [.. days.Select(one => one with { Differences = found[one.Day] })];
    }

    private static DifferenceRow RowOf(LicenceDifference one) => new(one.Certificate, one.Difference, one.There, one.Here, one.Settled);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
