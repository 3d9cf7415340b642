using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>
/// A telephone number (联系电话) in its one normal form, so that a search by keyed hash finds it however it was typed:
/// <c>13800000000</c>, <c>0791-80000000</c>, <c>0791-80000000-12</c> or <c>+85290000000</c>. What it prints is masked.
/// </summary>
[JsonConverter(typeof(TelephoneNumberConverter))]
public sealed record TelephoneNumber
{
    private TelephoneNumber(string value, TelephoneKind kind)
    {
        Value = value;
        Kind = kind;
    }

    /// <summary>The full number. It is sealed wherever it is stored.</summary>
    public string Value { get; }

    public TelephoneKind Kind { get; }

    /// <summary>The form for lists: the first 3 and the last 4 characters.</summary>
    public string Masked => string.Concat(Value.AsSpan(0, 3), "****", Value.AsSpan(Value.Length - 4));

    /// <summary>Reads a typed number: full-width forms, blanks, dashes, brackets and +86 / 0086 are put right.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TelephoneNumber? number, out TelephoneNumberError error)
    {
        number = null;
        if (text is { Length: > TypedText.MaximumLength })
        {
            error = TelephoneNumberError.BadLength;
            return false;
        }

        error = TelephoneReader.Read(text is null ? "" : TypedText.Compact(text), out var value, out var kind);
        number = error == TelephoneNumberError.None ? new TelephoneNumber(value, kind) : null;
        return number is not null;
    }

    /// <summary>The number; throws <see cref="FormatException"/>, without the text, if it is none.</summary>
    public static TelephoneNumber Parse(string text) =>
        TryParse(text, out var number, out var error) ? number : throw new FormatException($"Not a telephone number: {error}.");

    public override string ToString() => Masked;

    private sealed class TelephoneNumberConverter : TextValueConverter<TelephoneNumber>
    {
        protected override string? Parse(string text, out TelephoneNumber? value) =>
            TryParse(text, out value, out var error) ? null : error.ToString();

        protected override string Format(TelephoneNumber value) => value.Value;
    }
}
