using System.Text.Json;
using Grid.Domain.Text;

namespace Grid.Api.Requests;

/// <summary>Reads texts that may be stored and shown, and no others.</summary>
internal static class StorableJsonText
{
    /// <summary>The text of a JSON string; null when it is not good.</summary>
    public static string? Read(JsonElement element)
    {
        try
        {
            return element.GetString() is { } text && Is(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is no text.
            return null;
        }
    }

    public static bool Is(string text) => StorableText.Is(text);
}
