using System.Text;

namespace Grid.Storage.Sealing;

/// <summary>
/// Seals what somebody typed, in a column of text, with the register's own key: people write names and numbers where none are asked for.
/// What hosts from before migration 0815 wrote is read as it is.
/// </summary>
internal static class TextSeal
{
    private const string Mark = "sealed:";

    /// <summary>The text, sealed; null for null.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="ring">The ring.</param>
    /// <param name="column">Table and column: elsewhere it does not open.</param>
    public static string? Seal(string? text, KeyRing ring, string column) =>
        text is null
            ? null
            : Mark + Convert.ToBase64String(ring.SealForSystem(Encoding.UTF8.GetBytes(text), AssociatedData.Of("text", column)));

    /// <summary>What was typed; a value that cannot be opened as it is stored, since a list must not fail because of it.</summary>
    /// <inheritdoc cref="Seal"/>
    public static string? Open(string? text, KeyRing ring, string column)
    {
        if (text is null || !text.StartsWith(Mark, StringComparison.Ordinal))
            return text;
        try
        {
            return Encoding.UTF8.GetString(
                ring.OpenForSystem(Convert.FromBase64String(text[Mark.Length..]), AssociatedData.Of("text", column))
            );
        }
        catch (Exception e) when (e is FormatException or SealBrokenException or SealKeyMissingException)
        {
            return text;
        }
    }
}
