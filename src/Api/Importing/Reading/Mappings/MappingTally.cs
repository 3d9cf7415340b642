using System.Text.RegularExpressions;

namespace Grid.Api.Importing.Reading.Mappings;

/// <summary>One line of the preview: what a value of the file became, and in how many cells.</summary>
/// <param name="List">The list, or <c>region</c>, <c>office</c>, <c>default</c>.</param>
/// <param name="From">The value in normal form; null for values that were not understood and may be anything, a name too.</param>
/// <param name="To">The register's code; null where the value was not understood, or says nothing.</param>
internal sealed record MappedValue(string List, string? From, string? To, long Count)
{
    /// <summary>False for a value that is in no list and no table.</summary>
    public bool IsKnown { get; init; } = true;
}

/// <summary>Counts what was brought into what, for the preview. Not safe for several threads.</summary>
internal sealed partial class MappingTally
{
    /// <summary>Different values that were not understood are shown up to this number, then only counted.</summary>
    private const int MostUnknown = 500;

    private readonly Dictionary<(string List, string? From, string? To, bool IsKnown), long> counts = [];
    private int unknown;

    /// <summary>By list, the most frequent first.</summary>
    public IReadOnlyList<MappedValue> Values =>
        [
            .. counts
                .Select(one => new MappedValue(one.Key.List, one.Key.From, one.Key.To, one.Value) { IsKnown = one.Key.IsKnown })
                .OrderBy(one => one.List, StringComparer.Ordinal)
                .ThenByDescending(one => one.Count)
                .ThenBy(one => one.From, StringComparer.Ordinal),
        ];

    public void Known(string list, string from, string? to) => Count((list, ValueText.Of(from), to, true));

    /// <summary>Only what looks like a code is shown: in a shifted column there are names and numbers of persons.</summary>
    public void Unknown(string list, string from)
    {
        var value = ValueText.Of(from);
        var key = (list, Code().IsMatch(value) && unknown < MostUnknown ? value : null, (string?)null, false);
        if (!counts.ContainsKey(key))
            unknown++;
        Count(key);
    }

    private void Count((string, string?, string?, bool) key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    [GeneratedRegex("^[a-z]{0,2}[0-9]{1,6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
