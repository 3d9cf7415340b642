using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Sealing;

namespace Grid.Storage.Searching;

/// <inheritdoc />
public sealed class CursorSeal(RegisterKey key) : ICursorSeal
{
    private const int MarkBytes = RegisterKey.HashBytes;

    /// <summary>Longer ones are not ours.</summary>
    private const int LongestText = 2048;

    private readonly KeyedHasher hasher = key.Hasher("grid list cursor 1");

    public string Seal(string place, string bound)
    {
        var bytes = Encoding.UTF8.GetBytes(place);
        return Base64Url.EncodeToString([.. Mark(bytes, bound), .. bytes]);
    }

    public string? Open(string text, string bound)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText || !Base64Url.IsValid(text, out var length) || length < MarkBytes)
            return null;
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }

        // The last letter of a text may be written in several ways, of which one is ours.
        var place = bytes.AsSpan(MarkBytes);
        return
            CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, MarkBytes), Mark(place, bound))
            && Base64Url.EncodeToString(bytes) == text
            ? Encoding.UTF8.GetString(place)
            : null;
    }

    /// <summary>Of the place, and of what it is bound to; the length of the first says where the second begins.</summary>
    private byte[] Mark(ReadOnlySpan<byte> place, string bound)
    {
        byte[] data = [.. BitConverter.GetBytes(place.Length), .. place, .. Encoding.UTF8.GetBytes(bound)];
        return hasher.Compute(data)[..MarkBytes];
    }
}
