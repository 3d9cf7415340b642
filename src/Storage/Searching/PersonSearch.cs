using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>Finds persons in the rows that commits leave for it.</summary>
public sealed class PersonSearch(NpgsqlDataSource source, RegisterSecrets secrets, PersonNumbers numbers) : IPersonSearch
{
    private const int LargestPage = 200;
    private const int FirstOfName = 4;

    public Task<bool> ExistsAsync(PersonId person, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT EXISTS (SELECT FROM person WHERE person_id = $1)");
            command.Parameters.AddWithValue(person.ToGuid());
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    public Task<PersonId?> ByRegistrationNumberAsync(RegistrationNumber number, CancellationToken cancellationToken) =>
        numbers.OfRegistrationAsync(number, cancellationToken);

    public Task<PersonId?> ByApplicationNumberAsync(ApplicationNumber number, CancellationToken cancellationToken) =>
        numbers.OfApplicationAsync(number, cancellationToken);

    public Task<Page<SearchHit>> ByTelephoneAsync(
        TelephoneNumber telephone,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(telephone);
        var hash = secrets.RegisterKey.TelephoneHash(telephone.Value);
        var after = Cursor.Read(page.After, 1) is [var last] ? PersonOf(last) : (Guid?)null;
        return PageAsync(
            (command, limit) => PersonSearchSql.ByTelephone(command, hash, scope, after, limit),
            _ => true,
            person => Cursor.Of(person.ToString()),
            page,
            cancellationToken
        );
    }

    public Task<Page<SearchHit>> ByLegacyNumberAsync(
        string searchKey,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var hash = secrets.RegisterKey.LegacyNumberHash(searchKey);
        var after = Cursor.Read(page.After, 1) is [var last] ? PersonOf(last) : (Guid?)null;
        return PageAsync(
            (command, limit) => PersonSearchSql.ByLegacyNumber(command, hash, scope, after, limit),
            _ => true,
            person => Cursor.Of(person.ToString()),
            page,
            cancellationToken
        );
    }

    /// <summary>
    /// In the order of persons' ids, which says nothing of their names. A prefix of fewer than two code points finds no one: the result
    /// would be a list of the register.
    /// </summary>
    public Task<Page<SearchHit>> ByNamePrefixAsync(string prefix, SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(page);
        if (
            !Prefix.IsWellFormed(prefix)
            || PersonName.SearchKeyOfPrefix(prefix) is not { } key
            || key.EnumerateRunes().Count() < NameTokens.Shortest
        )
        {
            return Task.FromResult(new Page<SearchHit>([], null));
        }

        var token = NameTokens.Of(secrets.RegisterKey, key);
        var after = Cursor.Read(page.After, 1) is [var last] ? PersonOf(last) : (Guid?)null;
        return PageAsync(
            (command, limit) => PersonSearchSql.ByName(command, token, key, scope, after, limit),
            // Two beginnings have one token once in 2⁶⁴ pairs, and a change of the name may be under way.
            name => name.SearchKey.StartsWith(key, StringComparison.Ordinal),
            person => Cursor.Of(person.ToString()),
            page,
            cancellationToken
        );
    }

    private static Guid PersonOf(string text) =>
        PersonId.TryParse(text, out var person) ? person.ToGuid() : throw new InvalidCursorException();

    /// <summary>A page; who is erased or does not fit is left out of it, so that it may have fewer rows than asked for, and a next one.</summary>
    private Task<Page<SearchHit>> PageAsync(
        Func<NpgsqlCommand, int, string> query,
        Func<PersonName, bool> fits,
        Func<PersonId, string> cursor,
        PageRequest page,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = query(command, size + 1);
#pragma warning restore CA2100
            var hits = new List<SearchHit>(size);
            var (read, last) = (0, default(PersonId));
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (read++ == size)
                    return new Page<SearchHit>(hits, cursor(last));
                last = PersonId.FromGuid(row.GetGuid(0));
                if (StoredNames.Read(row, FirstOfName, last, secrets.Ring) is { } name && fits(name))
                    hits.Add(new SearchHit(last, name, row.GetString(1), row.GetString(2), row.GetBoolean(3)));
            }

            return new Page<SearchHit>(hits, null);
        });
}
