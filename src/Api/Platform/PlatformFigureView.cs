using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>
/// One region's items of one kind on a day: what the register made, what the platform accepted, and what it says that it holds.
/// </summary>
/// <param name="Region">Leaf region.</param>
/// <param name="Held">Absent while the platform has not answered.</param>
/// <param name="Same">Expected and held are the same items, by the digest of their keys.</param>
public sealed record PlatformFigureView(string Region, string Kind, long Expected, long Accepted, long? Held, bool? Same)
{
    internal static IReadOnlyList<PlatformFigureView> Of(PlatformDay day)
    {
        var (expected, accepted, held) = (Places(day.Expected), Places(day.Accepted), day.Held is { } told ? Places(told) : null);
        return
        [
            .. expected
                .Keys.Union(accepted.Keys)
                .Union(held?.Keys.AsEnumerable() ?? [])
                .OrderBy(place => place.Region, StringComparer.Ordinal)
                .ThenBy(place => place.Kind, StringComparer.Ordinal)
                .Select(place => new PlatformFigureView(
                    place.Region,
                    place.Kind,
                    expected.GetValueOrDefault(place)?.Count ?? 0,
                    accepted.GetValueOrDefault(place)?.Count ?? 0,
                    held is null ? null : held.GetValueOrDefault(place)?.Count ?? 0,
                    held is null
                        ? null
                        : string.Equals(
                            expected.GetValueOrDefault(place)?.Digest,
                            held.GetValueOrDefault(place)?.Digest,
                            StringComparison.OrdinalIgnoreCase
                        )
                )),
        ];
    }

    private static Dictionary<(string Region, string Kind), PlatformDayFigure> Places(IReadOnlyList<PlatformDayFigure> figures) =>
        figures
            .Where(figure => figure.Count != 0)
            .GroupBy(figure => (figure.Region, EnumName.Of(figure.Kind)))
            .ToDictionary(group => group.Key, group => group.First());
}
