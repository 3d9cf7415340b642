using System.Text.RegularExpressions;
using Grid.Grains.Interfaces.Importing;

namespace Grid.Api.Importing.Reading.Mappings;

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
                .Select(one => new MappedValue(one.Key.List, one.Key.From, one.Key.To, one.Value, one.Key.IsKnown))
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
