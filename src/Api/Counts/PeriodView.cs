using Grid.Domain.Counting;

namespace Grid.Api.Counts;

/// <summary>A period of the statistics, 79/2020 (九).</summary>
/// <param name="Month">The month that names it.</param>
/// <param name="From">A 21st, inclusive.</param>
/// <param name="To">A 20th, inclusive.</param>
/// <param name="Over">Its last day is past.</param>
public sealed record PeriodView(string Month, DateOnly From, DateOnly To, bool Over)
{
    internal static PeriodView Of(CountingPeriod period, DateOnly today) =>
        new(period.ToString(), period.First, period.Last, period.IsOver(today));
}
