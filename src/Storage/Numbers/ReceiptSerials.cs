using System.Buffers.Binary;
using Grid.Storage.Sealing;

namespace Grid.Storage.Numbers;

/// <summary>
/// Scatters serials: a permutation of 0 to 9,999,999 under the register's key. Different serials stay different, so receipts need no look-up
/// for a free one; but whoever has some of them knows nothing of the others.
/// </summary>
/// <remarks>
/// A Feistel network over 24 bits whose round function is the register's keyed hash; results beyond the range go through it again (cycle
/// walking). Ten rounds: the range is small, and a receipt is made once.
/// </remarks>
internal static class ReceiptSerials
{
    /// <summary>How many serials there are.</summary>
    internal const int Count = 10_000_000;

    private const int HalfBits = 12;
    private const int HalfMask = (1 << HalfBits) - 1;
    private const int Rounds = 10;

    public static int Of(int serial, RegisterKey key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(serial, Count);
        do serial = Permute(serial, key);
        while (serial >= Count);
        return serial;
    }

    private static int Permute(int value, RegisterKey key)
    {
        Span<byte> input = stackalloc byte[3];
        Span<byte> hash = stackalloc byte[KeyedHashes.Bytes];
        var (left, right) = (value >> HalfBits, value & HalfMask);
        for (var round = 0; round < Rounds; round++)
        {
            input[0] = (byte)round;
            BinaryPrimitives.WriteUInt16BigEndian(input[1..], (ushort)right);
            key.ReceiptHash(input, hash);
            (left, right) = (right, left ^ (BinaryPrimitives.ReadUInt16BigEndian(hash) & HalfMask));
        }

        return (left << HalfBits) | right;
    }
}
