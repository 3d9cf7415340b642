using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Households;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Households;

/// <summary>Households in <c>household</c>.</summary>
public sealed class HouseholdStore(NpgsqlDataSource source, KeyRing ring) : IHouseholds
{
    private const string EvidenceColumn = "household_event.evidence";

    private const string NoteColumn = "household_event.note";

    private const string Head = """
        SELECT office, state, version, others, created_at, proposed_by, recognised_on, ended_on FROM household WHERE id = $1
        """;

    private const string Members = """
        SELECT person_id, relationship, since, until FROM household_member WHERE household_id = $1 ORDER BY since, relationship, person_id
        """;

    private const string Entries = """
        SELECT act, by, at, evidence, note FROM household_event WHERE household_id = $1 ORDER BY version
        """;

    /// <summary>$1 id, $2 office, $3 state, $4 version, $5 others, $6 created, $7 proposed by, $8 recognised on, $9 ended on.</summary>
    private const string Insert = """
        INSERT INTO household (id, office, state, version, others, created_at, proposed_by, recognised_on, ended_on)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE $4 = 1 ON CONFLICT DO NOTHING
        """;

    /// <summary>As for the insertion; only what was read is changed.</summary>
    private const string Update = """
        UPDATE household SET office = $2, state = $3, version = $4, others = $5, proposed_by = $7, recognised_on = $8, ended_on = $9
        WHERE id = $1 AND version = $4 - 1 AND created_at = $6
        """;

    /// <summary>
    /// $1 household, $2 persons, $3 relationships, $4 since, $5 until. A person who is a member elsewhere is passed over, and then fewer rows
    /// are there than there should be.
    /// </summary>
    private const string Left = """
        UPDATE household_member AS m SET until = i.until
        FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[]) AS i (person, relationship, since, until)
        WHERE m.household_id = $1 AND m.person_id = i.person AND m.since = i.since AND m.until IS NULL AND i.until IS NOT NULL
        """;

    /// <inheritdoc cref="Left"/>
    private const string Came = """
        INSERT INTO household_member (household_id, person_id, relationship, since, until)
        SELECT $1, i.person, i.relationship, i.since, i.until
        FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[]) AS i (person, relationship, since, until)
        ON CONFLICT DO NOTHING
        """;

    private const string Count = "SELECT count(*) FROM household_member WHERE household_id = $1 AND until IS NULL";

    private const string Append = """
        INSERT INTO household_event (household_id, version, act, by, at, evidence, note) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    public Task<Household?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var batch = source.CreateBatch();
            foreach (var text in (string[])[Head, Members])
            {
                var part = new NpgsqlBatchCommand(text);
                part.Parameters.AddWithValue(id);
                batch.BatchCommands.Add(part);
            }

            await using var row = await batch.ExecuteReaderAsync(cancellationToken);
            if (!await row.ReadAsync(cancellationToken))
                return null;
            var found = new Household
            {
                Id = id,
                Office = row.GetString(0),
                State = (HouseholdState)row.GetInt16(1),
                Version = row.GetInt32(2),
                Others = JsonSerializer.Deserialize<IReadOnlyList<HouseholdOthers>>(row.GetString(3), DomainJson.Options)!,
                CreatedAt = row.GetFieldValue<DateTimeOffset>(4),
                ProposedBy = row.IsDBNull(5) ? null : row.GetString(5),
                RecognisedOn = row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6),
                EndedOn = row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7),
                Members = [],
            };
            await row.NextResultAsync(cancellationToken);
            var members = new List<HouseholdMember>();
            while (await row.ReadAsync(cancellationToken))
            {
                members.Add(
                    new HouseholdMember(
                        PersonId.FromGuid(row.GetGuid(0)),
                        row.GetString(1),
                        row.GetFieldValue<DateTimeOffset>(2),
                        row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3)
                    )
                );
            }

            return found with
            {
                Members = members,
            };
        });

    public Task<IReadOnlyList<HouseholdEntry>> HistoryAsync(Guid id, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Entries);
            command.Parameters.AddWithValue(id);
            var entries = new List<HouseholdEntry>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var evidence = row.IsDBNull(3) ? null : TextSeal.Open(row.GetString(3), ring, EvidenceColumn);
                entries.Add(
                    new HouseholdEntry(
                        (HouseholdAct)row.GetInt16(0),
                        row.GetString(1),
                        row.GetFieldValue<DateTimeOffset>(2),
                        evidence is null ? null : JsonSerializer.Deserialize<Evidence>(evidence, DomainJson.Options),
                        row.IsDBNull(4) ? null : TextSeal.Open(row.GetString(4), ring, NoteColumn)
                    )
                );
            }

            return (IReadOnlyList<HouseholdEntry>)entries;
        });

    public Task<bool> StoreAsync(Household household, HouseholdEntry entry, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(household);
        ArgumentNullException.ThrowIfNull(entry);
        return ReceiptedWrite.RunAsync(source, receipt, WriteAsync, cancellationToken);

        async Task<bool> WriteAsync(NpgsqlConnection connection)
        {
            if (await RunAsync(connection, household.Version == 1 ? Insert : Update, HeadValues(household), cancellationToken) == 0)
                return false;
            var members = MemberValues(household);
            await RunAsync(connection, Left, members, cancellationToken);
            await RunAsync(connection, Came, members, cancellationToken);
            await using (var count = new NpgsqlCommand(Count, connection))
            {
                count.Parameters.AddWithValue(household.Id);
                if ((long)(await count.ExecuteScalarAsync(cancellationToken))! != household.Present.LongCount())
                    return false;
            }

            return await RunAsync(connection, Append, EntryValues(household, entry), cancellationToken) == 1;
        }
    }

    private static async Task<int> RunAsync(
        NpgsqlConnection connection,
        string text,
        IReadOnlyList<NpgsqlParameter> values,
        CancellationToken cancellationToken
    )
    {
#pragma warning disable CA2100 // One of the constants above.
        await using var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(value.Clone());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter[] HeadValues(Household household) =>
        [
            Of(household.Id, NpgsqlDbType.Uuid),
            Of(household.Office, NpgsqlDbType.Text),
            Of((short)household.State, NpgsqlDbType.Smallint),
            Of(household.Version, NpgsqlDbType.Integer),
            Of(JsonSerializer.Serialize(household.Others, DomainJson.Options), NpgsqlDbType.Jsonb),
            Of(household.CreatedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz),
            Of(household.ProposedBy, NpgsqlDbType.Text),
            Of(household.RecognisedOn, NpgsqlDbType.Date),
            Of(household.EndedOn, NpgsqlDbType.Date),
        ];

    private static NpgsqlParameter[] MemberValues(Household household) =>
        [
            Of(household.Id, NpgsqlDbType.Uuid),
            Of(household.Members.Select(member => member.Person.ToGuid()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid),
            Of(household.Members.Select(member => member.Relationship).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Of(household.Members.Select(member => member.Since.ToUniversalTime()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz),
            Of(
                household.Members.Select(member => member.Until?.ToUniversalTime()).ToArray(),
                NpgsqlDbType.Array | NpgsqlDbType.TimestampTz
            ),
        ];

    private NpgsqlParameter[] EntryValues(Household household, HouseholdEntry entry) =>
        [
            Of(household.Id, NpgsqlDbType.Uuid),
            Of(household.Version, NpgsqlDbType.Integer),
            Of((short)entry.What, NpgsqlDbType.Smallint),
            Of(entry.By, NpgsqlDbType.Text),
            Of(entry.At.ToUniversalTime(), NpgsqlDbType.TimestampTz),
            Of(
                entry.Evidence is { } evidence
                    ? TextSeal.Seal(JsonSerializer.Serialize(evidence, DomainJson.Options), ring, EvidenceColumn)
                    : null,
                NpgsqlDbType.Text
            ),
            Of(TextSeal.Seal(entry.Note, ring, NoteColumn), NpgsqlDbType.Text),
        ];

    private static NpgsqlParameter Of(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
