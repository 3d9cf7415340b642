using System.Buffers.Text;
using System.Text.Json;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Storage.Searching;

/// <summary>
/// The place after which a page begins: the last row's keys, base64url. What goes to callers is sealed first (<see cref="ICursorSeal"/>).
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
