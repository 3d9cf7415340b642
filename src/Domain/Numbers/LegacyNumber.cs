using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Numbers;

/// <summary>
/// The number that a registration had in an earlier system, as it is searched by. Such numbers have no common form, and two systems may have
/// given the same one.
/// </summary>
public static class LegacyNumber
{
    /// <summary>
    /// The form in which two spellings of one number are equal: NFKC, without blanks, in upper case. Null for what can be none: nothing, or
    /// more than <see cref="FieldLimits.LegacyNumber"/> characters.
    /// </summary>
    public static string? SearchKey(string? text) =>
        text is { Length: > 0 and <= TypedText.MaximumLength }
        && TypedText.Compact(text).ToUpperInvariant() is { Length: > 0 and <= FieldLimits.LegacyNumber } key
            ? key
            : null;
}
