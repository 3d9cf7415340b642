using System.Security.Cryptography;

namespace Grid.Storage.Chaining.Checkpoints;

/// <summary>
/// A Merkle tree as in RFC 6962, of which only the edge is kept: the hashes of the full subtrees, the largest first. That is enough to
/// append and to know the root. Not safe for use by two at once.
/// </summary>
internal sealed class MerkleTree
{
    public const int HashBytes = 32;

    private readonly List<byte[]> edge = [];

    /// <summary>An empty tree.</summary>
    public MerkleTree() { }

    /// <summary>A tree that was left at this size.</summary>
    /// <exception cref="ArgumentException">The edge is not one of that size.</exception>
    public MerkleTree(long size, ReadOnlySpan<byte> edge)
    {
        if (size < 0 || edge.Length != long.PopCount(size) * HashBytes)
            throw new ArgumentException("This is not the edge of a tree of that size.", nameof(edge));
        Size = size;
        for (var at = 0; at < edge.Length; at += HashBytes)
            this.edge.Add(edge.Slice(at, HashBytes).ToArray());
    }

    /// <summary>Number of entries.</summary>
    public long Size { get; private set; }

    public byte[] Edge => [.. edge.SelectMany(hash => hash)];

    /// <summary>The root; that of the empty tree is the hash of nothing.</summary>
    public byte[] Root
    {
        get
        {
            if (edge.Count == 0)
                return SHA256.HashData([]);
            var root = edge[^1];
            for (var i = edge.Count - 2; i >= 0; i--)
                root = Node(edge[i], root);
            return root;
        }
    }

    public void Append(ReadOnlySpan<byte> entry) => AppendHash(Leaf(entry));

    public void AppendHash(byte[] leaf)
    {
        edge.Add(leaf);
        // Two full subtrees of one size become one: as many as the size has ones at its end.
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            var right = edge[^1];
            edge.RemoveAt(edge.Count - 1);
            edge[^1] = Node(edge[^1], right);
        }

        Size++;
    }

    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        var bytes = new byte[1 + entry.Length];
        entry.CopyTo(bytes.AsSpan(1));
        return SHA256.HashData(bytes);
    }

    /// <summary>Shows that the tree of the first <paramref name="old"/> leaves is the beginning of that of all (RFC 6962, 2.1.2).</summary>
    public static IReadOnlyList<byte[]> ConsistencyProof(IReadOnlyList<byte[]> leaves, int old)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(old, leaves.Count);
        var proof = new List<byte[]>();
        if (old > 0 && old < leaves.Count)
            Prove(leaves, 0, leaves.Count, old, isWhole: true, proof);
        return proof;
    }

    private static void Prove(IReadOnlyList<byte[]> leaves, int first, int count, int old, bool isWhole, List<byte[]> proof)
    {
        if (old == count)
        {
            if (!isWhole)
                proof.Add(RootOf(leaves, first, count));
            return;
        }

        var left = LargestPowerBelow(count);
        if (old <= left)
        {
            Prove(leaves, first, left, old, isWhole, proof);
            proof.Add(RootOf(leaves, first + left, count - left));
        }
        else
        {
            Prove(leaves, first + left, count - left, old - left, isWhole: false, proof);
            proof.Add(RootOf(leaves, first, left));
        }
    }

    private static byte[] RootOf(IReadOnlyList<byte[]> leaves, int first, int count)
    {
        var tree = new MerkleTree();
        for (var i = 0; i < count; i++)
            tree.AppendHash(leaves[first + i]);
        return tree.Root;
    }

    private static int LargestPowerBelow(int count) => 1 << (31 - System.Numerics.BitOperations.LeadingZeroCount((uint)(count - 1)));

    private static byte[] Node(byte[] left, byte[] right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * HashBytes)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + HashBytes)..]);
        return SHA256.HashData(bytes);
    }
}
