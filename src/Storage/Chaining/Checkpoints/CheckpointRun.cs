using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Chaining.Checkpoints;

/// <summary>Appends what was committed to the tree, and signs its root. One process at a time does it.</summary>
public static class CheckpointRun
{
    /// <summary>Entries of a checkpoint at most; when more wait, there are several.</summary>
    internal const int Page = 1_000;

    private const string Turn = "SELECT pg_try_advisory_xact_lock(hashtext('tree_checkpoint'))";

    private const string Last = "SELECT size, edge FROM tree_checkpoint ORDER BY size DESC LIMIT 1";

    private const string Take = """
        WITH taken AS (DELETE FROM tree_waiting WHERE id IN (SELECT id FROM tree_waiting ORDER BY id LIMIT $1) RETURNING id, content)
        SELECT content FROM taken ORDER BY id
        """;

    private const string Leaves = "INSERT INTO tree_leaf (position, content) SELECT * FROM unnest($1::bigint[], $2::bytea[])";

    private const string Sign = "INSERT INTO tree_checkpoint (size, note, edge, at) VALUES ($1, $2, $3, $4)";

    /// <summary>The newest checkpoint; null if there is none.</summary>
    public static async Task<string?> LatestAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var command = source.CreateCommand("SELECT note FROM tree_checkpoint ORDER BY size DESC LIMIT 1");
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Whether a checkpoint is stored as it was signed.</summary>
    public static async Task<bool> IsStoredAsync(NpgsqlDataSource source, string note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var command = source.CreateCommand("SELECT EXISTS (SELECT FROM tree_checkpoint WHERE note = $1)");
        command.Parameters.AddWithValue(note);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Makes checkpoints until nothing waits any more.</summary>
    /// <returns>The notes; none if nothing waited, or another process is at it.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        NpgsqlDataSource source,
        CheckpointKey key,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(clock);
        var notes = new List<string>();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        while (await OneAsync(connection, key, clock, cancellationToken) is { } note)
            notes.Add(note);
        return notes;
    }

    private static async Task<string?> OneAsync(
        NpgsqlConnection connection,
        CheckpointKey key,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var turn = new NpgsqlCommand(Turn, connection))
        {
            if (await turn.ExecuteScalarAsync(cancellationToken) is not true)
                return null;
        }

        var tree = await TreeAsync(connection, cancellationToken);
        var entries = await TakeAsync(connection, cancellationToken);
        if (entries.Length == 0)
            return null;
        var first = tree.Size;
        foreach (var entry in entries)
            tree.Append(entry);
        await using (var leaves = new NpgsqlCommand(Leaves, connection))
        {
            leaves.Parameters.AddWithValue(Enumerable.Range(0, entries.Length).Select(i => first + i).ToArray());
            leaves.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, entries);
            await leaves.ExecuteNonQueryAsync(cancellationToken);
        }

        var note = key.Sign(tree.Size, tree.Root);
        await using (var sign = new NpgsqlCommand(Sign, connection))
        {
            sign.Parameters.AddWithValue(tree.Size);
            sign.Parameters.AddWithValue(note);
            sign.Parameters.AddWithValue(tree.Edge);
            sign.Parameters.AddWithValue(clock.GetUtcNow().ToUniversalTime());
            await sign.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return note;
    }

    private static async Task<MerkleTree> TreeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Last, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new MerkleTree(row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : new MerkleTree();
    }

    private static async Task<byte[][]> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Take, connection);
        command.Parameters.AddWithValue(Page);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<byte[]>();
        while (await row.ReadAsync(cancellationToken))
            entries.Add(row.GetFieldValue<byte[]>(0));
        return [.. entries];
    }
}
