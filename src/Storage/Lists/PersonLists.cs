using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Lists;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Lists;

/// <summary>Lists in <c>person_list</c>.</summary>
public sealed class PersonLists(NpgsqlDataSource source, KeyRing ring) : IPersonLists
{
    /// <summary>Lists that one office may have at a time.</summary>
    public const int MostOfOffice = 200;

    /// <summary>Expired lists that one new list deletes: more than one, so that they become fewer.</summary>
    private const int MostDeleted = 20;

    private const string NameColumn = "person_list.name";

    /// <summary>Without a lock of its own, for which the role would need the right to change lists.</summary>
    private const string DeleteExpired = """
        DELETE FROM person_list WHERE id = ANY (ARRAY (
            SELECT id FROM person_list WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2))
        """;

    /// <summary>$1 id, $2 office, $3 name, $4 who, $5 when, $6 until, $7 persons, $8 most lists of an office.</summary>
    private const string Insert = """
        WITH made AS (
            INSERT INTO person_list (id, office, name, created_by, created_at, expires_at) SELECT $1, $2, $3, $4, $5, $6
            WHERE (SELECT count(*) FROM person_list WHERE office = $2 AND expires_at > $5) < $8 RETURNING id)
        INSERT INTO person_list_member (list_id, ordinal, person_id)
        SELECT made.id, (p.place - 1)::smallint, p.person FROM made, unnest($7::uuid[]) WITH ORDINALITY AS p (person, place)
        """;

    private const string Head = """
        SELECT l.id, l.office, l.name, l.created_by, l.created_at, l.expires_at,
            (SELECT count(*) FROM person_list_member AS m WHERE m.list_id = l.id)::int FROM person_list AS l
        """;

    public Task<bool> CreateAsync(NewPersonList list, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        return ReceiptedWrite.RunAsync(source, receipt, WriteAsync, cancellationToken);

        async Task<bool> WriteAsync(NpgsqlConnection connection)
        {
            await using (var old = new NpgsqlCommand(DeleteExpired, connection))
            {
                old.Parameters.AddWithValue(list.At.ToUniversalTime());
                old.Parameters.AddWithValue(MostDeleted);
                await old.ExecuteNonQueryAsync(cancellationToken);
            }

            await using var command = new NpgsqlCommand(Insert, connection);
            command.Parameters.AddWithValue(list.Id);
            command.Parameters.AddWithValue(list.Office);
            command.Parameters.AddWithValue(TextSeal.Seal(list.Name, ring, NameColumn)!);
            command.Parameters.AddWithValue(list.By);
            command.Parameters.AddWithValue(list.At.ToUniversalTime());
            command.Parameters.AddWithValue(list.Until.ToUniversalTime());
            command.Parameters.AddWithValue(list.Persons.Select(person => person.ToGuid()).ToArray());
            command.Parameters.AddWithValue(MostOfOffice);
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        }
    }

    public Task<IReadOnlyList<PersonListHead>> OfAsync(SearchScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
            var until = QueryValues.Add(command, now.ToUniversalTime(), NpgsqlDbType.TimestampTz);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText =
                $"{Head} WHERE {OfficeScope.Of(scope, command, "l.office")} AND l.expires_at > {until} ORDER BY l.created_at DESC, l.id LIMIT 200";
#pragma warning restore CA2100
            var heads = new List<PersonListHead>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                heads.Add(HeadOf(row));
            return (IReadOnlyList<PersonListHead>)heads;
        });
    }

    public Task<PersonList?> FindAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var batch = source.CreateBatch();
            var head = new NpgsqlBatchCommand($"{Head} WHERE l.id = $1 AND l.expires_at > $2");
            head.Parameters.AddWithValue(id);
            head.Parameters.AddWithValue(now.ToUniversalTime());
            batch.BatchCommands.Add(head);
            var members = new NpgsqlBatchCommand("SELECT person_id FROM person_list_member WHERE list_id = $1 ORDER BY ordinal");
            members.Parameters.AddWithValue(id);
            batch.BatchCommands.Add(members);
            await using var row = await batch.ExecuteReaderAsync(cancellationToken);
            if (!await row.ReadAsync(cancellationToken))
                return null;
            var found = HeadOf(row);
            await row.NextResultAsync(cancellationToken);
            var persons = new List<PersonId>(found.Count);
            while (await row.ReadAsync(cancellationToken))
                persons.Add(PersonId.FromGuid(row.GetGuid(0)));
            return new PersonList(found, persons);
        });

    public Task<bool> DeleteAsync(Guid id, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand("DELETE FROM person_list WHERE id = $1", connection);
                command.Parameters.AddWithValue(id);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );

    private PersonListHead HeadOf(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetString(1),
            TextSeal.Open(row.GetString(2), ring, NameColumn)!,
            row.GetString(3),
            row.GetFieldValue<DateTimeOffset>(4),
            row.GetFieldValue<DateTimeOffset>(5),
            row.GetInt32(6)
        );
}
