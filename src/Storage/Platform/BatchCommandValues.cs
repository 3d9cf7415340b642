using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>Adds positional values to a command of a batch.</summary>
internal static class BatchCommandValues
{
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, object value)
    {
        command.Parameters.AddWithValue(value);
        return command;
    }

    /// <param name="value">Null is the database's null.</param>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return command;
    }
}
