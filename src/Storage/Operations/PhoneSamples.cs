using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Operations;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Persons.State;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Operations;

/// <summary>
/// Draws by SHA-256 of seed and person, so that a draw can be repeated and shown to have been no choice. No grain is woken.
/// </summary>
public sealed class PhoneSamples(NpgsqlDataSource source, KeyRing ring, IEnumerable<IStateUpgrade> upgrades) : IPhoneSamples
{
    public const int LargestSample = 500;

    private const int CommandSeconds = 15;

    /// <summary>So many more are read than asked for, in place of records that cannot be used.</summary>
    private const int Spare = 50;

    private readonly RecordOpening opening = new(ring, upgrades);

    public Task<PhoneSample> DrawAsync(PhoneSampleQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var size = Math.Clamp(query.Size, 1, LargestSample);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
            command.CommandTimeout = CommandSeconds;
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = Sql(query, size, command);
#pragma warning restore CA2100
            var of = 0L;
            var persons = new List<SampledPerson>(size);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (persons.Count < size && await row.ReadAsync(cancellationToken))
            {
                of = row.GetInt64(4);
                if (Open(row) is { Identity: { } identity, Details.Telephone: { } telephone } record)
                {
                    persons.Add(
                        new SampledPerson(
                            record.Id,
                            RegistrationNumber.Parse(row.GetString(1)),
                            row.GetFieldValue<DateOnly>(2),
                            row.GetString(3),
                            identity.Name,
                            telephone
                        )
                    );
                }
            }

            return new PhoneSample(of, persons);
        });
    }

    /// <summary>The latest case of each person, then those who may be asked, then the draw; states are read only of those drawn.</summary>
    private static string Sql(PhoneSampleQuery query, int size, NpgsqlCommand command)
    {
        var (day, status) =
            query.Event == PhoneSampleEvent.Exited
                ? ("ended_on", $"= {(int)RegistrationRowStatus.Exited}")
                : ("registered_on", $"BETWEEN {(int)RegistrationRowStatus.Active} AND {(int)RegistrationRowStatus.BecameOrdinary}");
        return $"""
            WITH cases AS (
                SELECT DISTINCT ON (person_id) person_id, number, {day} AS day, office FROM registration
                WHERE {OfficeScope.Of(new SearchScope(null, query.RegionPrefix), command)} AND status {status}
                    AND {day} BETWEEN {QueryValues.Add(command, query.From, NpgsqlDbType.Date)} AND {QueryValues.Add(
                command,
                query.To,
                NpgsqlDbType.Date
            )}
                ORDER BY person_id, {day} DESC, number DESC),
            drawn AS (
                SELECT person_id, number, day, office, count(*) OVER () AS askable,
                    sha256(convert_to({QueryValues.Add(
                command,
                query.Seed,
                NpgsqlDbType.Integer
            )}::text || ':' || replace(person_id::text, '-', ''), 'UTF8')) AS place
                FROM cases AS c
                WHERE EXISTS (
                        SELECT FROM person_search AS s
                        WHERE s.person_id = c.person_id AND (s.name IS NOT NULL OR s.name_sealed IS NOT NULL) AND s.telephone_hash IS NOT NULL)
                    AND NOT EXISTS (SELECT FROM person AS p WHERE p.person_id = c.person_id AND p.data_key IS NULL)
                    AND NOT EXISTS (
                        SELECT FROM registration AS r
                        WHERE r.person_id = c.person_id AND r.status = {(int)RegistrationRowStatus.Exited} AND r.exit_reason = {(int)
                ExitReason.Death})
                ORDER BY place, person_id LIMIT {size + Spare})
            SELECT person_id, d.number, d.day, d.office, d.askable, p.state_schema, p.state, p.data_key
            FROM drawn AS d JOIN person AS p USING (person_id) ORDER BY d.place, person_id
            """;
    }

    private PersonRecord? Open(NpgsqlDataReader row) =>
        opening.Open(
            PersonId.FromGuid(row.GetGuid(0)),
            row.GetInt16(5),
            row.GetFieldValue<byte[]>(6),
            row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7)
        );
}
