namespace Grid.Domain.Persons.Unverified;

/// <summary>All of a person's side data that were stored as given: what a clerk can mend.</summary>
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

    /// <summary>The fields alone, which tell nothing personal; null when there are none.</summary>
    internal static IReadOnlyList<string>? Fields(params IEnumerable<UnverifiedValue>?[] values) =>
        values.SelectMany(list => list ?? []).Select(one => one.Field).ToArray() is { Length: > 0 } fields ? fields : null;

    /// <summary>Those that are left when these fields have been mended; null when none is.</summary>
    internal static IReadOnlyList<UnverifiedValue>? Without(IReadOnlyList<UnverifiedValue>? values, IReadOnlyCollection<string> mended)
    {
        var left = values?.Where(one => !mended.Contains(one.Field)).ToList();
        return left is { Count: > 0 } ? left : null;
    }
}
