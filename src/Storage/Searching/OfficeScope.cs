using Grid.Grains.Interfaces.Persons.Reading;
using Npgsql;

namespace Grid.Storage.Searching;

/// <summary>
/// The part of a query over an office column that keeps it within what the caller may see. An office's code begins with its region's, so
/// everything below a region is a range of codes; the counting leaf would not do: a city's own office is counted in one of its counties.
/// </summary>
internal static class OfficeScope
{
    /// <summary>Adds a condition on <paramref name="column"/>, and its parameters.</summary>
    public static string Of(SearchScope scope, NpgsqlCommand command, string column = "office")
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Office is { } office)
            return $"{column} = {QueryValues.Add(command, office)}";
        return scope.RegionPrefix switch
        {
            null => "false", // Neither office nor region: nothing may be seen.
            "" => "true",
            var prefix when Prefix.IsWellFormed(prefix) && Prefix.EndOf(prefix) is { } end =>
                $"{column} >= {QueryValues.Add(command, prefix)} AND {column} < {QueryValues.Add(command, end)}",
            _ => "false",
        };
    }
}
