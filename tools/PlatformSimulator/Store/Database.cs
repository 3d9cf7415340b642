using Npgsql;

namespace Grid.PlatformSimulator.Store;

/// <summary>The simulator's own schema, <c>platform_simulator</c>, which it makes by itself.</summary>
internal sealed class Database(string connectionString) : IAsyncDisposable
{
    /// <summary>Held while the schema is made.</summary>
    public const long SchemaLock = 0x47726964_50530001;

    /// <summary>
    /// Held while items or applications are stored: one at a time, so that cursors and sequences are in order of commits.
    /// </summary>
    public const long TakingLock = 0x47726964_50530002;

    public NpgsqlDataSource Source { get; } = Create(connectionString);

    /// <summary>Creates the missing parts of the schema.</summary>
    public async Task PrepareAsync(CancellationToken cancelled)
    {
        await using var stream = typeof(Database).Assembly.GetManifestResourceStream("schema.sql")
            ?? throw new InvalidOperationException("schema.sql is not embedded.");
        using var reader = new StreamReader(stream);
        var script = await reader.ReadToEndAsync(cancelled);
        await using var connection = await Source.OpenConnectionAsync(cancelled);
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        await LockAsync(connection, SchemaLock, cancelled);
        await using (var command = new NpgsqlCommand(script, connection))
            await command.ExecuteNonQueryAsync(cancelled);
        await transaction.CommitAsync(cancelled);
    }

    /// <summary>A command with its parameters, $1 the first.</summary>
    public NpgsqlCommand Command(string sql, params object[] parameters)
    {
        var command = Source.CreateCommand(sql);
        command.CommandTimeout = 120;
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    /// <summary>Waits for the lock, which ends with the transaction.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, long name, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection)
        {
            Parameters = { new() { Value = name } },
        };
        await command.ExecuteNonQueryAsync(cancelled);
    }

    /// <summary>Forgets everything but the seed.</summary>
    public async Task ClearAsync(CancellationToken cancelled)
    {
        await using var command = Source.CreateCommand(
            "TRUNCATE platform_simulator.application, platform_simulator.item, platform_simulator.registration, platform_simulator.refusal, platform_simulator.batch"
        );
        await command.ExecuteNonQueryAsync(cancelled);
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static NpgsqlDataSource Create(string connectionString) =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "platform-simulator", MaxPoolSize = 20 }
        );
}
