using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>
/// The statements that find a page of persons, in the order of their ids. First the page's ids, then its rows, so that who is passed over
/// costs no visit to the table. There is an index of tokens in that order for each office, each city and the province; in a county or a
/// street all who have the token are read.
/// </summary>
internal static class PersonSearchSql
{
    private const int CityDigits = 4;
    private const int ProvinceDigits = 2;

    /// <summary>
    /// Who has a name with this beginning: by its token, and by the clear key where a host from before migration 0815 wrote last (once
    /// "db seal-names" has run, that is an empty index).
    /// </summary>
    /// <param name="command">Gets the parameters.</param>
    /// <param name="token">Of the beginning.</param>
    /// <param name="key">The beginning, as a search key.</param>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="after">The last person of the page before; null for the first page.</param>
    /// <param name="limit">Rows at most.</param>
    public static string ByName(NpgsqlCommand command, long token, string key, SearchScope scope, Guid? after, int limit)
    {
        var within = Within(command, scope);
        var further = After(command, after);
        var clear = $"name_key >= {QueryValues.Add(command, key)}";
        if (Prefix.EndOf(key) is { } end)
            clear += $" AND name_key < {QueryValues.Add(command, end)}";
        // Where no index has the order: without this the planner may walk along the province's.
        var gathered = IsBetween(scope) ? "MATERIALIZED" : "NOT MATERIALIZED";
        return $"""
            WITH tokened AS {gathered} (
                SELECT person_id FROM name_token WHERE token = {QueryValues.Add(
                command,
                token,
                NpgsqlDbType.Bigint
            )} AND {within}{further}),
            in_clear AS MATERIALIZED (
                SELECT person_id FROM person_search
                WHERE {clear} AND {within} AND name_key IS NOT NULL AND office IS NOT NULL{further} ORDER BY person_id LIMIT {limit}),
            page AS (
                (SELECT person_id FROM tokened ORDER BY person_id LIMIT {limit}) UNION ALL SELECT person_id FROM in_clear
                ORDER BY person_id LIMIT {limit})
            {Rows}
            """;
    }

    /// <summary>Who has this telephone.</summary>
    /// <inheritdoc cref="ByName"/>
    public static string ByTelephone(NpgsqlCommand command, byte[] hash, SearchScope scope, Guid? after, int limit) =>
        $"""
            WITH page AS (
                SELECT person_id FROM person_search
                WHERE telephone_hash = {QueryValues.Add(command, hash, NpgsqlDbType.Bytea)} AND {Within(command, scope)}
                    AND (name IS NOT NULL OR name_sealed IS NOT NULL) AND office IS NOT NULL{After(command, after)}
                ORDER BY person_id LIMIT {limit})
            {Rows}
            """;

    /// <summary>Who has, or had, a registration with this number of an earlier system; not one that was entered in error.</summary>
    /// <inheritdoc cref="ByName"/>
    public static string ByLegacyNumber(NpgsqlCommand command, byte[] hash, SearchScope scope, Guid? after, int limit) =>
        $"""
            WITH page AS (
                SELECT person_id FROM person_search
                WHERE person_id IN (
                        SELECT r.person_id FROM registration AS r
                        WHERE r.legacy_hash = {QueryValues.Add(
                command,
                hash,
                NpgsqlDbType.Bytea
            )} AND r.status <> {(int)RegistrationRowStatus.EnteredInError})
                    AND {Within(command, scope)} AND (name IS NOT NULL OR name_sealed IS NOT NULL) AND office IS NOT NULL{After(command, after)}
                ORDER BY person_id LIMIT {limit})
            {Rows}
            """;

    private const string Rows = $"""
        SELECT person_id, s.office, s.region, s.active, {StoredNames.Columns}
        FROM page JOIN person_search AS s USING (person_id) LEFT JOIN person AS p USING (person_id) ORDER BY person_id
        """;

    private static string After(NpgsqlCommand command, Guid? person) =>
        person is { } last ? $" AND person_id > {QueryValues.Add(command, last, NpgsqlDbType.Uuid)}" : "";

    private static bool IsBetween(SearchScope scope) => scope is { Office: null, RegionPrefix.Length: > ProvinceDigits and not CityDigits };

    private static string Within(NpgsqlCommand command, SearchScope scope) =>
        scope is { Office: null, RegionPrefix: { Length: CityDigits } city } && Prefix.IsWellFormed(city)
            ? $"left(office, {CityDigits}) = {QueryValues.Add(command, city)}"
            : OfficeScope.Of(scope, command);
}
