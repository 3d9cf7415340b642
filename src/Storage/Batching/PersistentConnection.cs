using System.Diagnostics;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Retrying;
using Npgsql;

namespace Grid.Storage.Batching;

/// <summary>
/// One loop's own connection, kept open, so that statements stay prepared. While the database cannot be reached it is tried again after
/// growing pauses; in between callers get the error at once. Not safe for use by two at once.
/// </summary>
internal sealed class PersistentConnection(NpgsqlDataSource source, TimeProvider clock, string? settings = null) : IAsyncDisposable
{
    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));
    private static readonly TimeSpan IdleBeforeQuestion = TimeSpan.FromMilliseconds(250);

    private NpgsqlConnection? current;
    private int failures;
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;
    private long lastUse = Stopwatch.GetTimestamp();

    /// <summary>Whether the connection can still be used.</summary>
    public bool IsOpen => current is { FullState: System.Data.ConnectionState.Open };

    /// <summary>How long until another attempt to connect is allowed; zero if it is now.</summary>
    public TimeSpan Pause => notBefore - clock.GetUtcNow() is { Ticks: > 0 } pause ? pause : TimeSpan.Zero;

    /// <summary>
    /// Checks whether an idle connection is still usable: a server that went away in the meantime is noticed before anything is sent, and
    /// not in the middle of a commit.
    /// </summary>
    public async ValueTask<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        var idle = Stopwatch.GetElapsedTime(lastUse);
        lastUse = Stopwatch.GetTimestamp();
        if (!IsOpen || idle < IdleBeforeQuestion)
            return IsOpen;
        try
        {
            await using var question = new NpgsqlCommand("SELECT 1", current) { CommandTimeout = 5 };
            await question.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (StoreErrors.IsConnectionLoss(e))
        {
            return false;
        }
    }

    /// <summary>The open connection.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; nothing was sent.</exception>
    public async ValueTask<NpgsqlConnection> GetAsync(CancellationToken cancellationToken)
    {
        if (IsOpen)
            return current!;
        await DropAsync();
        if (Pause > TimeSpan.Zero)
            throw new StoreUnavailableException("The database cannot be reached at present; it will be tried again shortly.");
        try
        {
            current = await source.OpenConnectionAsync(cancellationToken);
            if (settings is not null)
            {
                await using var set = new NpgsqlCommand(settings, current);
                await set.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or IOException or TimeoutException)
        {
            await DropAsync();
            notBefore = clock.GetUtcNow() + Pauses.After(++failures);
            throw new StoreUnavailableException("The database cannot be reached.", e);
        }

        failures = 0;
        return current;
    }

    /// <summary>Closes the connection; the next use opens another one.</summary>
    public async ValueTask DropAsync()
    {
        var connection = current;
        current = null;
        if (connection is null)
            return;
        try
        {
            await connection.DisposeAsync();
        }
#pragma warning disable CA1031 // A connection that is broken may fail to close; it is given up all the same.
        catch (Exception)
#pragma warning restore CA1031
        { }
    }

    public ValueTask DisposeAsync() => DropAsync();
}
