using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Grains.Platform;

/// <summary>Compares two lists of a day's figures by region and kind. What a list does not name, it has none of.</summary>
public static class DayComparison
{
    /// <summary>
    /// By how many items the two differ; 0 exactly when every count and digest is the same. Other keys in the same number count as one, for
    /// nobody can tell how many.
    /// </summary>
    public static long Difference(IReadOnlyList<PlatformDayFigure> expected, IReadOnlyList<PlatformDayFigure> held)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(held);
        var one = expected.Where(figure => figure.Count != 0).ToDictionary(PlaceOf);
        var other = held.Where(figure => figure.Count != 0).GroupBy(PlaceOf).ToDictionary(group => group.Key, group => group.First());
        return one.Keys.Union(other.Keys).Sum(place => Difference(one.GetValueOrDefault(place), other.GetValueOrDefault(place)));
    }

    private static long Difference(PlatformDayFigure? one, PlatformDayFigure? other) =>
        string.Equals(one?.Digest, other?.Digest, StringComparison.OrdinalIgnoreCase) && one?.Count == other?.Count
            ? 0
            : Math.Max(1, Math.Abs((one?.Count ?? 0) - (other?.Count ?? 0)));

    private static (string Region, PlatformItemKind Kind) PlaceOf(PlatformDayFigure figure) => (figure.Region, figure.Kind);
}
