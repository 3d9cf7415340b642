using Grid.Grains.Interfaces.Persons.Reading;
using Npgsql;

namespace Grid.Storage.Searching;

/// <summary>
/// The statement that finds a page of persons. First the page's keys, then its rows, so that who is passed over costs no visit to the
/// table. Names are sorted for each office, each city and the province; in a county or a street its offices' names are looked through.
/// </summary>
internal static class PersonSearchSql
{
    private const int CityDigits = 4;

    /// <summary>The condition that a name begins with a prefix, given as a search key.</summary>
    public static string NameFrom(NpgsqlCommand command, string key)
    {
        var from = $"name_key >= {QueryValues.Add(command, key)}";
        return Prefix.EndOf(key) is { } end ? $"{from} AND name_key < {QueryValues.Add(command, end)}" : from;
    }

    public static string Page(NpgsqlCommand command, string conditions, string order, SearchScope scope, int limit) =>
        $"""
            WITH page AS (
                SELECT person_id, name_key FROM person_search
                WHERE {conditions} AND {Within(command, scope)} AND name_key IS NOT NULL AND office IS NOT NULL
                ORDER BY {order} LIMIT {limit})
            SELECT person_id, s.name, s.name_key, s.office, s.region, s.active FROM page JOIN person_search AS s USING (person_id) ORDER BY {order}
            """;

    private static string Within(NpgsqlCommand command, SearchScope scope) =>
        scope is { Office: null, RegionPrefix: { Length: CityDigits } city } && Prefix.IsWellFormed(city)
            ? $"left(office, {CityDigits}) = {QueryValues.Add(command, city)}"
            : OfficeScope.Of(scope, command);
}
