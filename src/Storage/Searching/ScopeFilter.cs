using Grid.Grains.Interfaces.Persons.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>The part of a query that keeps it within what the caller may see.</summary>
internal static class ScopeFilter
{
    /// <summary>Adds a condition, and its parameter, to a query with <paramref name="command"/>'s positional parameters.</summary>
    public static string Of(SearchScope scope, NpgsqlCommand command)
    {
        if (scope.Office is { } office)
            return $"office = {Add(command, office)}";
        return scope.RegionPrefix switch
        {
            null => "false", // Neither office nor region: nothing may be seen.
            "" => "true",
            var prefix => $"starts_with(region, {Add(command, prefix)})",
        };
    }

    /// <summary>Adds a parameter and returns its name.</summary>
    public static string Add<T>(NpgsqlCommand command, T value, NpgsqlDbType type = NpgsqlDbType.Text)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return $"${command.Parameters.Count}";
    }
}
