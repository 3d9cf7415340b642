using System.Globalization;
using Grid.Api.Problems;
using Grid.Api.Requests;

namespace Grid.Api.Counts;

/// <summary>Reads the lower ends of bands, rising, with commas between: <c>16,25,35</c>.</summary>
internal static class BandsQuery
{
    private const int Most = 20;
    private const int Longest = 1200;

    /// <summary>Null when they are absent or wrong.</summary>
    public static IReadOnlyList<int>? Read(QueryReader query, string name)
    {
        if (query.Text(name, 100) is not { } text)
        {
            return null;
        }

        var ends = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (
                ends.Count == Most
                || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                || end > Longest
                || (ends.Count > 0 && end <= ends[^1])
            )
            {
                query.Wrong(name, FieldCodes.OutOfRange);
                return null;
            }

            ends.Add(end);
        }

        return ends;
    }
}
