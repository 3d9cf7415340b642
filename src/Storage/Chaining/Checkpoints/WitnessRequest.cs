using System.Globalization;
using System.Text;
using Npgsql;

namespace Grid.Storage.Chaining.Checkpoints;

/// <summary>
/// What a witness is sent so that it signs the newest checkpoint too (c2sp.org/tlog-witness, add-checkpoint): the size that it knows, the
/// proof that the log since then only grew, and the checkpoint.
/// </summary>
public static class WitnessRequest
{
    private const string Latest = "SELECT size, note FROM tree_checkpoint ORDER BY size DESC LIMIT 1";
    private const string Leaves = "SELECT content FROM tree_leaf WHERE position < $1 ORDER BY position";

    /// <summary>The body of the request; null if there is no checkpoint.</summary>
    /// <param name="source">The application's role suffices.</param>
    /// <param name="known">Size of the last checkpoint that the witness has signed; 0 for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The log is smaller than that, or has more entries than fit into a proof made here.</exception>
    public static async Task<string?> OfAsync(NpgsqlDataSource source, long known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(known);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await LatestAsync(connection, cancellationToken) is not { } latest)
            return null;
        var (size, note) = latest;
        if (known > size || size > Array.MaxLength)
            throw new ArgumentException($"The log has {size} entries; the witness cannot know {known}.", nameof(known));
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"old {known}\n");
        foreach (var hash in MerkleTree.ConsistencyProof(await HashesAsync(connection, size, cancellationToken), (int)known))
            body.Append(Convert.ToBase64String(hash)).Append('\n');
        return body.Append('\n').Append(note).ToString();
    }

    private static async Task<(long Size, string Note)?> LatestAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Latest, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt64(0), row.GetString(1)) : null;
    }

    private static async Task<List<byte[]>> HashesAsync(NpgsqlConnection connection, long size, CancellationToken cancellationToken)
    {
        var hashes = new List<byte[]>((int)size);
        await using var command = new NpgsqlCommand(Leaves, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(size);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            hashes.Add(MerkleTree.Leaf(row.GetFieldValue<byte[]>(0)));
        return hashes.Count == size
            ? hashes
            : throw new ArgumentException($"The log has {hashes.Count} of its {size} entries: run the check.", nameof(size));
    }
}
