using System.Buffers.Text;
using System.Text.Json;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Sealing;

namespace Grid.Storage.Searching;

/// <summary>
/// The place after which a page begins: the last row's keys, base64url. Opaque to callers, who can do no harm with one of their own making.
/// </summary>
internal static class Cursor
{
    /// <summary>Longer ones are not ours.</summary>
    private const int LongestText = 1024;

    public static string Of(params string[] keys) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(keys));

    /// <summary>The keys; null for the first page.</summary>
    /// <exception cref="InvalidCursorException">The text is no cursor with that many keys.</exception>
    public static string[]? Read(string? cursor, int keys)
    {
        if (cursor is null)
            return null;
        return Parse(Decode(cursor), keys);
    }

    /// <summary>The bytes behind the text.</summary>
    /// <exception cref="InvalidCursorException">The text is no cursor.</exception>
    internal static byte[] Decode(string cursor)
    {
        if (cursor.Length > LongestText || !Base64Url.IsValid(cursor))
            throw new InvalidCursorException();
        try
        {
            return Base64Url.DecodeFromChars(cursor);
        }
        catch (FormatException)
        {
            throw new InvalidCursorException();
        }
    }

    /// <exception cref="InvalidCursorException">These are not so many keys.</exception>
    internal static string[] Parse(byte[] bytes, int keys)
    {
        try
        {
            var parts = JsonSerializer.Deserialize<string[]>(bytes);
            if (parts?.Length == keys && Array.TrueForAll(parts, part => part is not null && Prefix.IsWellFormed(part)))
                return parts;
        }
        catch (JsonException) { }

        throw new InvalidCursorException();
    }
}

/// <summary>
/// A cursor whose keys are of a person: sealed with the register's own key, so that no name is in what callers store, pass on and log, and
/// callers cannot make one to find out where a name lies among others.
/// </summary>
internal static class SealedCursor
{
    private static readonly byte[] Purpose = "search cursor"u8.ToArray();

    public static string Of(KeyRing ring, params string[] keys) =>
        Base64Url.EncodeToString(ring.SealForSystem(JsonSerializer.SerializeToUtf8Bytes(keys), Purpose));

    /// <inheritdoc cref="Cursor.Read"/>
    public static string[]? Read(string? cursor, int keys, KeyRing ring)
    {
        if (cursor is null)
            return null;
        try
        {
            return Cursor.Parse(ring.OpenForSystem(Cursor.Decode(cursor), Purpose), keys);
        }
        catch (Exception e) when (e is SealBrokenException or SealKeyMissingException)
        {
            throw new InvalidCursorException();
        }
    }
}
