using System.Buffers.Binary;
using Grid.Domain.Duplicates;

namespace Grid.Storage.Duplicates;

/// <summary>
/// One step's part of the register: the blocks of one kind whose keys are in a range. Keys are hashes, so ranges of one length hold about as
/// many persons, and a block is never in two of them.
/// </summary>
/// <param name="Kind">The kind of block.</param>
/// <param name="From">First key, inclusive.</param>
/// <param name="To">Last key, inclusive.</param>
internal sealed record KeySlice(BlockKind Kind, byte[] From, byte[] To)
{
    /// <summary>Slices of a kind at most.</summary>
    public const int Most = 1_000;

    /// <summary>Place of the key in <c>block_keys</c>, from 1.</summary>
    public int At => ((int)Kind * StoredTraits.KeyBytes) + 1;

    /// <summary>The slice of a step: all slices of one kind, then those of the next.</summary>
    public static KeySlice Of(int step, int steps)
    {
        var slices = (uint)(steps / Blocking.Kinds.Count);
        var (kind, place) = ((BlockKind)(step / (int)slices), (uint)step % slices);
        var width = ulong.MaxValue / slices;

        // A key of zeros is none.
        var first = place == 0 ? 1 : place * width;
        var last = place == slices - 1 ? ulong.MaxValue : ((place + 1) * width) - 1;
        return new KeySlice(kind, Bytes(first), Bytes(last));
    }

    private static byte[] Bytes(ulong key)
    {
        var bytes = new byte[StoredTraits.KeyBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, key);
        return bytes;
    }
}
