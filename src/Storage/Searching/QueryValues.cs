using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>Adds values to queries that are put together of parts.</summary>
internal static class QueryValues
{
    /// <summary>Adds a parameter and returns its name.</summary>
    public static string Add<T>(NpgsqlCommand command, T value, NpgsqlDbType type = NpgsqlDbType.Text)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return $"${command.Parameters.Count}";
    }
}
