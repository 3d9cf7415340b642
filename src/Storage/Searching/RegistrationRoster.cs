using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>Reads the index of active registrations by office and person.</summary>
public sealed class RegistrationRoster(NpgsqlDataSource source) : IRegistrationRoster
{
    public Task<IReadOnlyList<PersonId>> ActiveAsync(
        SearchScope scope,
        DateOnly? from,
        DateOnly? to,
        int most,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
            var conditions = $"status = {(int)RegistrationRowStatus.Active} AND {OfficeScope.Of(scope, command)}";
            if (from is { } first)
                conditions += $" AND registered_on >= {QueryValues.Add(command, first, NpgsqlDbType.Date)}";
            if (to is { } last)
                conditions += $" AND registered_on <= {QueryValues.Add(command, last, NpgsqlDbType.Date)}";
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText =
                $"SELECT person_id FROM registration WHERE {conditions} ORDER BY office, person_id LIMIT {QueryValues.Add(command, most, NpgsqlDbType.Integer)}";
#pragma warning restore CA2100
            var persons = new List<PersonId>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                persons.Add(PersonId.FromGuid(row.GetGuid(0)));
            return (IReadOnlyList<PersonId>)persons;
        });
    }
}
