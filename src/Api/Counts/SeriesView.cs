using System.ComponentModel.DataAnnotations;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>Totals of several periods, the earliest first.</summary>
public sealed record SeriesView(string Region, string Name, IReadOnlyList<SeriesPoint> Periods)
{
    internal static SeriesView Of(Region region, IReadOnlyList<RegionFigures> series) =>
        new(region.Code.Value, region.Name, [.. series.OrderBy(figures => figures.Period).Select(SeriesPoint.Of)]);
}

/// <summary>One period of a series, in totals by block.</summary>
public sealed record SeriesPoint(
    [property: RegularExpression(QueryDescription.Month)] string Period,
    bool Closed,
    IReadOnlyDictionary<string, TotalsView> Blocks
)
{
    internal static SeriesPoint Of(RegionFigures figures) =>
        new(
            figures.Period.ToString(),
            figures.Closed,
            TotalsView
                .BlocksOf(figures.Opening, figures.Flows)
                .ToDictionary(EnumName.Of, block => TotalsView.Of(figures, block), StringComparer.Ordinal)
        );
}

/// <summary>A period of the statistics, 79/2020 (九).</summary>
/// <param name="Month">The month that names it.</param>
/// <param name="From">A 21st, inclusive.</param>
/// <param name="To">A 20th, inclusive.</param>
/// <param name="Over">Its last day is past.</param>
public sealed record PeriodView([property: RegularExpression(QueryDescription.Month)] string Month, DateOnly From, DateOnly To, bool Over)
{
    internal static PeriodView Of(CountingPeriod period, DateOnly today) =>
        new(period.ToString(), period.First, period.Last, period.IsOver(today));
}

/// <summary>Reads a period (<c>2026-11</c>) from a query: one that has begun, and not before the register could have.</summary>
internal static class PeriodQuery
{
    /// <summary>No registration of this system is older.</summary>
    private const int FirstYear = 2000;

    /// <summary>Null when it is absent or wrong.</summary>
    public static CountingPeriod? Read(QueryReader query, string name, DateOnly today)
    {
        if (query.Text(name, 7) is not { } text)
            return null;

        if (!CountingPeriod.TryParse(text, out var period))
        {
            query.Wrong(name, FieldCodes.BadPeriod);
            return null;
        }

        if (period.Month.Year >= FirstYear && period.First <= today)
            return period;

        query.Wrong(name, FieldCodes.OutOfRange);
        return null;
    }
}
