using System.Text.Json;

namespace Grid.Api.Requests;

/// <summary>What may stand in any text: no half surrogate pair, no control character but line breaks and tabs. The database could hold neither.</summary>
internal static class GoodText
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

    public static bool Is(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t')))
            {
                return false;
            }
        }

        return true;
    }
}
