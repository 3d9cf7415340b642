using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>Finds persons in the rows that commits leave for it.</summary>
public sealed class PersonSearch(NpgsqlDataSource source, RegisterSecrets secrets) : IPersonSearch
{
    private const int ShortestPrefix = 2;
    private const int LargestPage = 200;

    public Task<bool> ExistsAsync(PersonId person, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT EXISTS (SELECT FROM person WHERE person_id = $1)");
            command.Parameters.AddWithValue(person.ToGuid());
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    public Task<PersonId?> ByRegistrationNumberAsync(RegistrationNumber number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(number);
        return ByNumberAsync("SELECT person_id FROM registration WHERE number = $1", number.Value, cancellationToken);
    }

    public Task<PersonId?> ByApplicationNumberAsync(ApplicationNumber number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(number);
        return ByNumberAsync("SELECT person_id FROM application WHERE number = $1", number.Value, cancellationToken);
    }

    public Task<Page<SearchHit>> ByTelephoneAsync(
        TelephoneNumber telephone,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(telephone);
        var hash = secrets.RegisterKey.TelephoneHash(telephone.Value);
        return PageAsync(
            command =>
            {
                var conditions = $"telephone_hash = {QueryValues.Add(command, hash, NpgsqlDbType.Bytea)}";
                if (Cursor.Read(page.After, 1) is [var person])
                    conditions += $" AND person_id > {QueryValues.Add(command, PersonOf(person), NpgsqlDbType.Uuid)}";
                return (conditions, "person_id");
            },
            (person, _) => Cursor.Of(person),
            scope,
            page,
            cancellationToken
        );
    }

    /// <summary>A prefix of fewer than two code points finds no one: the result would be a list of the register.</summary>
    public Task<Page<SearchHit>> ByNamePrefixAsync(string prefix, SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (
            !Prefix.IsWellFormed(prefix)
            || PersonName.SearchKeyOfPrefix(prefix) is not { } key
            || key.EnumerateRunes().Count() < ShortestPrefix
        )
        {
            return Task.FromResult(new Page<SearchHit>([], null));
        }

        return PageAsync(
            command =>
            {
                var conditions = PersonSearchSql.NameFrom(command, key);
                if (SealedCursor.Read(page.After, 2, secrets.Ring) is [var name, var person])
                {
                    conditions +=
                        $" AND (name_key, person_id) > ({QueryValues.Add(command, name)}, {QueryValues.Add(command, PersonOf(person), NpgsqlDbType.Uuid)})";
                }

                return (conditions, "name_key, person_id");
            },
            (person, name) => SealedCursor.Of(secrets.Ring, name, person),
            scope,
            page,
            cancellationToken
        );
    }

    private static Guid PersonOf(string text) =>
        PersonId.TryParse(text, out var person) ? person.ToGuid() : throw new InvalidCursorException();

    private Task<PersonId?> ByNumberAsync(string sql, string number, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(sql);
            command.Parameters.AddWithValue(number);
            return await command.ExecuteScalarAsync(cancellationToken) is Guid person ? PersonId.FromGuid(person) : (PersonId?)null;
        });

    private Task<Page<SearchHit>> PageAsync(
        Func<NpgsqlCommand, (string Conditions, string Order)> query,
        Func<string, string, string> cursor,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            var (conditions, order) = query(command);
            command.CommandText = PersonSearchSql.Page(command, conditions, order, scope, size + 1);
            var hits = new List<SearchHit>(size);
            string? next = null,
                last = null;
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (hits.Count == size)
                {
                    next = last;
                    break;
                }

                var person = PersonId.FromGuid(row.GetGuid(0));
                hits.Add(new SearchHit(person, PersonName.Parse(row.GetString(1)), row.GetString(3), row.GetString(4), row.GetBoolean(5)));
                last = cursor(person.ToString(), row.GetString(2));
            }

            return new Page<SearchHit>(hits, next);
        });
}
