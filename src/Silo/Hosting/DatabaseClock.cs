using Npgsql;

namespace Grid.Silo.Hosting;

/// <summary>
/// The clock of the process, moved by the offset that <c>grid_now()</c> adds in the database, so that both always agree. The
/// offset is zero in production; a demonstration or a test sets it before the process starts. Timers run at their real pace.
/// </summary>
public sealed class DatabaseClock(TimeProvider clock, TimeSpan offset) : TimeProvider
{
    /// <summary>The offset from real time.</summary>
    public TimeSpan Offset { get; } = offset;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Offset;

    /// <summary>Reads the offset, once.</summary>
    public static async Task<DatabaseClock> OpenAsync(NpgsqlDataSource dataSource, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        await using var command = dataSource.CreateCommand("SELECT amount FROM clock_offset");
        return new DatabaseClock(clock, (TimeSpan)(await command.ExecuteScalarAsync(cancellationToken))!);
    }
}
