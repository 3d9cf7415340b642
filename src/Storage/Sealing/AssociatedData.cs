using System.Buffers.Binary;
using System.Text;

namespace Grid.Storage.Sealing;

/// <summary>What a sealed value is bound to: moved to another person or another column, it does not open.</summary>
public static class AssociatedData
{
    /// <summary>
    /// Bytes that differ for any two pairs of owner and purpose: length of the owner (two bytes), owner, purpose, in UTF-8.
    /// </summary>
    /// <param name="owner">A person's id, or another name of what the value belongs to; at most 65,535 bytes.</param>
    /// <param name="purpose">Where the value is stored: <c>state</c>, <c>journal</c>, <c>outbox</c> …</param>
    public static byte[] Of(ReadOnlySpan<char> owner, ReadOnlySpan<char> purpose)
    {
        var ownerBytes = Encoding.UTF8.GetByteCount(owner);
        var data = new byte[2 + ownerBytes + Encoding.UTF8.GetByteCount(purpose)];
        BinaryPrimitives.WriteUInt16BigEndian(data, checked((ushort)ownerBytes));
        Encoding.UTF8.GetBytes(owner, data.AsSpan(2));
        Encoding.UTF8.GetBytes(purpose, data.AsSpan(2 + ownerBytes));
        return data;
    }
}
