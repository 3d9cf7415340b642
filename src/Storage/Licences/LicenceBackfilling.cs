using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Systems;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Persons.State;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Licences;

/// <summary>
/// Walks over the registrations and writes an item for each certificate that the licence platform does not know as it is: those of the time before
/// the port was turned on, and those that changed while it was off. A page is one transaction with its place; the persons' commits wait for it, a
/// few milliseconds, so that no item of theirs comes in between.
/// </summary>
internal sealed class LicenceBackfilling(NpgsqlDataSource source, KeyRing ring, IEnumerable<IStateUpgrade> upgrades)
{
    private const string Place = "SELECT place_day, place_number FROM licence_backfill WHERE ended_at IS NULL FOR UPDATE SKIP LOCKED";

    /// <summary>
    /// $1 and $2 the place, $3 limit. The records of the page, and of an erased person none. Locked against their commits; one that is being
    /// written is waited for.
    /// </summary>
    private const string Walk = """
        WITH page AS MATERIALIZED (
            SELECT number, registered_on, person_id FROM registration WHERE (registered_on, number) > ($1, $2)
            ORDER BY registered_on, number LIMIT $3),
        held AS MATERIALIZED (
            SELECT p.person_id, p.state_schema, p.state, p.data_key FROM person AS p
            WHERE p.person_id IN (SELECT person_id FROM page) ORDER BY p.person_id FOR SHARE OF p)
        SELECT g.number, g.registered_on, g.person_id, p.state_schema, p.state, p.data_key, p.person_id IS NOT NULL
        FROM page AS g LEFT JOIN held AS p USING (person_id) ORDER BY g.registered_on, g.number
        """;

    /// <summary>
    /// $1 registrations. What the platform will have of each when all that waits has arrived: the latest item that waits, sealed, or else what it
    /// has confirmed.
    /// </summary>
    private const string Told = """
        SELECT r.number, l.certificate, l.state, w.person_id, w.content
        FROM unnest($1::text[]) AS r (number)
        LEFT JOIN licence AS l ON l.registration = r.number
        LEFT JOIN LATERAL (
            SELECT m.person_id, m.content FROM matter_message AS m WHERE m.matter = r.number AND m.kind = 'licence' AND m.sent_at IS NULL
            ORDER BY m.id DESC LIMIT 1) AS w ON true
        """;

    /// <summary>By row $1 person, $2 registration, $3 about, $4 office, $5 content; $6 commit, $7 moment.</summary>
    private const string Insert = """
        INSERT INTO matter_message (person_id, kind, matter, about, commit_id, created_at, office, content)
        SELECT i.person_id, 'licence', i.matter, i.about, $6, $7, i.office, i.content
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[]) WITH ORDINALITY AS i (person_id, matter, about, office, content, ord)
        ORDER BY i.ord
        """;

    /// <summary>$1 and $2 the place, $3 to $5 what is added, $6 the end or null.</summary>
    private const string Move = """
        UPDATE licence_backfill SET place_day = $1, place_number = $2, walked = walked + $3, made = made + $4, unread = unread + $5, ended_at = $6
        """;

    private readonly RecordOpening opening = new(ring, upgrades);

    /// <returns>False when none runs, another process has it, or this was the last page.</returns>
    public async Task<bool> StepAsync(int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await PlaceAsync(connection, cancellationToken) is not { } place)
            return false;
        var page = await WalkAsync(connection, place, limit, cancellationToken);
        var told = await ToldAsync(connection, page, cancellationToken);
        var items = new List<(PersonId Person, LicenceItem Item)>();
        foreach (var one in page)
        {
            if (
                one.Record is { } record
                && LicenceRules.Current(record, one.Number, ChinaTime.DateOf(now)) is { } item
                && IsMissing(item, told.GetValueOrDefault(one.Number.Value))
            )
            {
                items.Add((one.Person, item));
            }
        }

        await InsertAsync(connection, items, now, cancellationToken);
        await using (var move = new NpgsqlCommand(Move, connection))
        {
            var last = page.Count > 0 ? (page[^1].On, page[^1].Number.Value) : place;
            move.Parameters.AddWithValue(last.Item1);
            move.Parameters.AddWithValue(last.Item2);
            move.Parameters.AddWithValue((long)page.Count);
            move.Parameters.AddWithValue((long)items.Count);
            move.Parameters.AddWithValue((long)page.Count(one => one.Unreadable));
            move.Parameters.Add(
                new NpgsqlParameter
                {
                    Value = page.Count < limit ? now.ToUniversalTime() : DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.TimestampTz,
                }
            );
            await move.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return page.Count == limit;
    }

    /// <summary>A certificate that is out of force is told only to a platform that has it in force.</summary>
    private static bool IsMissing(LicenceItem item, (string Certificate, string State)? told)
    {
        var status = item.Content.GetProperty("status").GetString()!;
        return status == EnumName.Of(CertificateState.Valid)
            ? told != (item.Certificate.ToString(), status)
            : told is { } known && known.State == EnumName.Of(CertificateState.Valid);
    }

    private static async Task<(DateOnly On, string Number)?> PlaceAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Place, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetFieldValue<DateOnly>(0), row.GetString(1)) : null;
    }

    private async Task<List<Walked>> WalkAsync(
        NpgsqlConnection connection,
        (DateOnly On, string Number) place,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Walk, connection);
        command.Parameters.AddWithValue(place.On);
        command.Parameters.AddWithValue(place.Number);
        command.Parameters.AddWithValue(limit);
        var page = new List<Walked>(limit);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var person = PersonId.FromGuid(row.GetGuid(2));
            var key = row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5);
            var record = row.GetBoolean(6) ? opening.Open(person, row.GetInt16(3), row.GetFieldValue<byte[]>(4), key) : null;
            page.Add(
                new Walked(
                    RegistrationNumber.Parse(row.GetString(0)),
                    row.GetFieldValue<DateOnly>(1),
                    person,
                    record,
                    Unreadable: record is null && key is not null
                )
            );
        }

        return page;
    }

    private async Task<Dictionary<string, (string Certificate, string State)>> ToldAsync(
        NpgsqlConnection connection,
        List<Walked> page,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Told, connection);
        command.Parameters.AddWithValue(page.Select(one => one.Number.Value).ToArray());
        var told = new Dictionary<string, (string Certificate, string State)>(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (!row.IsDBNull(4))
            {
                var waiting = OutboxSeal.Open<SystemMessage>(
                    row.GetFieldValue<byte[]>(4),
                    ring,
                    PersonId.FromGuid(row.GetGuid(3)).ToString(),
                    OutboxSeal.SystemMessages
                );
                told[row.GetString(0)] = (
                    waiting.Content.GetProperty("certificate").GetString()!,
                    waiting.Content.GetProperty("status").GetString()!
                );
            }
            else if (!row.IsDBNull(1))
            {
                told[row.GetString(0)] = (row.GetString(1), row.GetString(2));
            }
        }

        return told;
    }

    private async Task InsertAsync(
        NpgsqlConnection connection,
        List<(PersonId Person, LicenceItem Item)> items,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (items.Count == 0)
            return;
        await using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.AddWithValue(items.Select(one => one.Person.ToGuid()).ToArray());
        command.Parameters.AddWithValue(items.Select(one => one.Item.Certificate.Registration.Value).ToArray());
        command.Parameters.AddWithValue(items.Select(one => EnumName.Of(one.Item.About)).ToArray());
        command.Parameters.AddWithValue(items.Select(one => one.Item.Content.GetProperty("office").GetString()!).ToArray());
        command.Parameters.AddWithValue(
            items
                .Select(one => OutboxSeal.Seal(SystemMessage.Of(one.Item), ring, one.Person.ToString(), OutboxSeal.SystemMessages))
                .ToArray()
        );
        command.Parameters.AddWithValue(Guid.CreateVersion7(now));
        command.Parameters.AddWithValue(now.ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Walked(RegistrationNumber Number, DateOnly On, PersonId Person, PersonRecord? Record, bool Unreadable);
}
