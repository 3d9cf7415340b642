using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Optional side data that are not valid, stored as given. No lawful act waits for them, and nothing rests on
/// them: they go into no figure and not to the national platform, until the field is corrected.
/// </summary>
/// <param name="Field">Path in the request that brought it, such as <c>details.education</c> or <c>formerEmployer.creditCode</c>.</param>
/// <param name="Given">The value as given; at most <see cref="Longest"/> UTF-16 units of it.</param>
/// <param name="Doubt">What is wrong with it.</param>
public sealed record UnverifiedValue(string Field, string Given, Doubt Doubt) : Discreet
{
    /// <summary>The length up to which a value is stored, in UTF-16 units.</summary>
    public const int Longest = 2000;

    /// <summary>True when the value was longer than <see cref="Longest"/>; null otherwise.</summary>
    public bool? Cut { get; init; }

    /// <summary>The value, bounded and free of characters that could not be stored.</summary>
    public static UnverifiedValue Of(string field, string given, Doubt doubt)
    {
        var text = StorableText.Replace(given);
        return new UnverifiedValue(field, StorableText.Cut(text, Longest), doubt) { Cut = text.Length > Longest ? true : null };
    }
}

/// <summary>What is wrong with a value that was stored as given.</summary>
[JsonConverter(typeof(StrictEnumConverter<Doubt>))]
public enum Doubt
{
    /// <summary>Not of the form of its kind, or its check character does not fit.</summary>
    Malformed = 1,

    /// <summary>Not in its code list, or not on that day.</summary>
    NotInList = 2,

    /// <summary>Does not go together with another value, such as a grade of disability with a health that is not disabled.</summary>
    Contradicts = 3,

    /// <summary>Longer than its field; the field holds the beginning.</summary>
    TooLong = 4,
}

/// <summary>All of a person's side data that were stored as given: what a clerk can correct.</summary>
public static class UnverifiedData
{
    /// <summary>Those of the details and of the latest application. Those of an exit or a contact are in its own details.</summary>
    public static IReadOnlyList<UnverifiedValue> Of(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return [.. record.Details?.Unverified ?? [], .. record.Application?.Unverified ?? []];
    }

    /// <summary>The value of a field as it was given; null when it is not among them.</summary>
    public static string? Given(IReadOnlyList<UnverifiedValue>? values, string field) =>
        values?.FirstOrDefault(one => string.Equals(one.Field, field, StringComparison.Ordinal))?.Given;

    /// <summary>The fields alone, which contain nothing personal; null when there are none.</summary>
    internal static IReadOnlyList<string>? Fields(params IEnumerable<UnverifiedValue>?[] values) =>
        values.SelectMany(list => list ?? []).Select(one => one.Field).ToArray() is { Length: > 0 } fields ? fields : null;

    /// <summary>Those that are left when these fields have been corrected; null when none is.</summary>
    internal static IReadOnlyList<UnverifiedValue>? Without(IReadOnlyList<UnverifiedValue>? values, IReadOnlyCollection<string> mended)
    {
        var left = values?.Where(one => !mended.Contains(one.Field)).ToList();
        return left is { Count: > 0 } ? left : null;
    }
}
