using System.Buffers.Text;
using System.Text.Json;
using Grid.Grains.Interfaces.Persons.Reading;

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
        if (cursor.Length > LongestText || !Base64Url.IsValid(cursor))
            throw new InvalidCursorException();
        try
        {
            var parts = JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(cursor));
            if (parts?.Length == keys && Array.TrueForAll(parts, part => part is not null && Prefix.IsWellFormed(part)))
                return parts;
        }
        catch (Exception e) when (e is JsonException or FormatException) { }

        throw new InvalidCursorException();
    }
}
