using System.Globalization;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>A day of the sync in a list.</summary>
/// <param name="Reconciled">The platform holds exactly what the register made.</param>
/// <param name="Missing">By how many items the two differ; against what was accepted while the platform has not answered.</param>
/// <param name="Expected">Items that the register made for it.</param>
/// <param name="Accepted">Items that the platform accepted.</param>
/// <param name="Held">Items that the platform says that it holds; absent while it has not answered.</param>
public sealed record PlatformDayLine(
    DateOnly Day,
    bool Reconciled,
    long Missing,
    long Expected,
    long Accepted,
    long? Held,
    DateTimeOffset ClosedAt,
    DateTimeOffset? ReconciledAt,
    string Href
)
{
    internal static PlatformDayLine Of(PlatformDay day) =>
        new(
            day.Day,
            day.Reconciled,
            day.Missing,
            Sum(day.Expected),
            Sum(day.Accepted),
            day.Held is { } held ? Sum(held) : null,
            day.ClosedAt,
            day.ReconciledAt,
            AddressOf(day.Day)
        );

    internal static string AddressOf(DateOnly day) => $"/v1/platform/days/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static long Sum(IReadOnlyList<PlatformDayFigure> figures) => figures.Sum(figure => figure.Count);
}
