using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Persons.State;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Searching;

/// <summary>Reads a page's records in one statement.</summary>
public sealed class CommittedRecords(NpgsqlDataSource source, KeyRing ring, IEnumerable<IStateUpgrade> upgrades) : ICommittedRecords
{
    private readonly RecordOpening opening = new(ring, upgrades);

    public Task<IReadOnlyDictionary<PersonId, PersonRecord>> ReadAsync(
        IReadOnlyCollection<PersonId> persons,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(persons);
        if (persons.Count == 0)
            return Task.FromResult<IReadOnlyDictionary<PersonId, PersonRecord>>(new Dictionary<PersonId, PersonRecord>());
        return StoreCall.RunAsync<IReadOnlyDictionary<PersonId, PersonRecord>>(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT person_id, state_schema, state, data_key FROM person WHERE person_id = ANY ($1)"
            );
            command.Parameters.AddWithValue(persons.Select(person => person.ToGuid()).ToArray());
            var records = new Dictionary<PersonId, PersonRecord>(persons.Count);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var person = PersonId.FromGuid(row.GetGuid(0));
                if (
                    opening.Open(
                        person,
                        row.GetInt16(1),
                        row.GetFieldValue<byte[]>(2),
                        row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)
                    ) is
                    { } record
                )
                {
                    records[person] = record;
                }
            }

            return records;
        });
    }
}
