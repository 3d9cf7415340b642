using System.Globalization;
using Npgsql;

namespace Grid.Storage.Chaining.Checkpoints;

/// <summary>
/// Walks over the log of commits: computes the root at each checkpoint, and keeps what the log says last of each person and each writer of
/// the access log.
/// </summary>
internal sealed class TreeWalk(ChainKeys keys, Action<ChainFault> fault)
{
    private const string Leaves = "SELECT position, content FROM tree_leaf ORDER BY position";
    private const string Waiting = "SELECT content FROM tree_waiting ORDER BY id";
    private const string Checkpoints = "SELECT size, note, edge FROM tree_checkpoint ORDER BY size";

    private readonly Dictionary<long, (byte[]? Root, byte[] Edge)> checkpoints = [];

    /// <summary>What it says last of each person.</summary>
    public Dictionary<Guid, PersonEntry> Persons { get; } = [];

    /// <summary>How far each writer of the access log came, with the MAC of its last entry.</summary>
    public Dictionary<Guid, (long Sequence, byte[] Head)> Access { get; } = [];

    /// <summary>MACs of the rows of <c>chain_complete</c>.</summary>
    public List<byte[]> Complete { get; } = [];

    /// <summary>Entries, without those that wait.</summary>
    public long Entries { get; private set; }

    /// <param name="connection">In a transaction of one snapshot.</param>
    /// <param name="elsewhere">Checkpoints that were kept elsewhere.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyCollection<Checkpoint> elsewhere, CancellationToken cancellationToken)
    {
        await ReadCheckpointsAsync(connection, cancellationToken);
        var expected = elsewhere.ToLookup(checkpoint => checkpoint.Size);
        MerkleTree? tree = new();
        var (next, sound) = (0L, 0L);
        await using (var command = new NpgsqlCommand(Leaves, connection) { CommandTimeout = 0 })
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                var (position, content) = (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
                if (position > next)
                {
                    fault(Leaf(next, position - 1, ChainFaultKind.Missing));
                    tree = null; // Its root cannot be known before the next checkpoint.
                }

                next = position + 1;
                tree?.Append(content);
                Note(content);
                if (tree is not null && expected[next].Any(one => !one.Root.AsSpan().SequenceEqual(tree.Root)))
                    fault(Leaf(0, position, ChainFaultKind.Changed));
                if (!checkpoints.Remove(next, out var stored))
                    continue;
                if (tree is not null && stored.Root is not null && !tree.Root.AsSpan().SequenceEqual(stored.Root))
                    fault(Leaf(sound, position, ChainFaultKind.Changed));
                sound = next;
                tree = EdgeOf(next, stored) ?? tree;
            }
        }

        Entries = next;
        if (next > sound && checkpoints.Count == 0)
            fault(Leaf(sound, next - 1, ChainFaultKind.Inserted));
        // A checkpoint that has more entries than there are: they were cut off, here or before it was kept elsewhere.
        if (checkpoints.Keys.Concat(elsewhere.Select(one => one.Size)).Append(0).Max() is var most && most > next)
            fault(Leaf(next, most - 1, ChainFaultKind.Missing));
        await using var waiting = new NpgsqlCommand(Waiting, connection) { CommandTimeout = 0 };
        await using var entry = await waiting.ExecuteReaderAsync(cancellationToken);
        while (await entry.ReadAsync(cancellationToken))
            Note(entry.GetFieldValue<byte[]>(0));
    }

    /// <summary>The groups of the access log that are wanted: for those whose chain is gone. It reads the log again.</summary>
    public static async Task<IReadOnlyList<AccessEntryGroup>> GroupsAsync(
        NpgsqlConnection connection,
        Func<AccessEntryGroup, bool> isWanted,
        CancellationToken cancellationToken
    )
    {
        var groups = new List<AccessEntryGroup>();
        foreach (var sql in (string[])["SELECT content FROM tree_leaf ORDER BY position", Waiting])
        {
#pragma warning disable CA2100 // One of two constants.
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (TreeEntry.AccessOf(row.GetFieldValue<byte[]>(0)) is { } group && isWanted(group))
                    groups.Add(group);
            }
        }

        return groups;
    }

    private static ChainFault Leaf(long first, long last, ChainFaultKind kind) =>
        new("tree_leaf", string.Create(CultureInfo.InvariantCulture, $"{first}{(first == last ? "" : $"-{last}")}"), kind);

    /// <summary>From a checkpoint whose edge is that of its signed root the walk goes on, whatever was before it.</summary>
    private static MerkleTree? EdgeOf(long size, (byte[]? Root, byte[] Edge) stored)
    {
        if (stored.Root is null || stored.Edge.Length != long.PopCount(size) * MerkleTree.HashBytes)
            return null;
        var tree = new MerkleTree(size, stored.Edge);
        return tree.Root.AsSpan().SequenceEqual(stored.Root) ? tree : null;
    }

    private async Task ReadCheckpointsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Checkpoints, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var (size, edge) = (row.GetInt64(0), row.GetFieldValue<byte[]>(2));
            var signed = CheckpointKey.Read(keys, row.GetString(1));
            var root = signed?.Size == size ? signed.Root : null;
            checkpoints.Add(size, (root, edge));
            if (root is null || EdgeOf(size, (root, edge)) is null)
                fault(new ChainFault("tree_checkpoint", size.ToString(CultureInfo.InvariantCulture), ChainFaultKind.Changed));
        }
    }

    private void Note(byte[] content)
    {
        foreach (var person in TreeEntry.PersonsOf(content))
        {
            // A version is logged once. Again: the person's past was put back, and went on from there.
            if (Persons.TryGetValue(person.Person, out var before) && before.Version >= person.Version)
                fault(ChainFault.Person(person.Person, ChainFaultKind.OldState));
            else
                Persons[person.Person] = person;
        }

        if (TreeEntry.AccessOf(content) is { } group)
            Access[group.Writer] = (group.Sequence, group.Head);
        if (TreeEntry.CompleteOf(content) is { } mac)
            Complete.Add(mac);
    }
}
