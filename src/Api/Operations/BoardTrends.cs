using Grid.Api.Counts;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Operations;

/// <summary>How the board's numbers went, by the names of its tiles; read at most twice a minute for each region.</summary>
internal sealed class BoardTrends(IBoard board, TimeProvider clock)
{
    private const int DaySteps = 96;
    private const int MonthSteps = 60;
    private const int MonthDays = 30;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Half = TimeSpan.FromHours(12);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(10);

    private readonly CachedAnswer<string, IReadOnlyDictionary<string, TrendsView>> kept = new(Fresh, Stale, clock);

    public Task<IReadOnlyDictionary<string, TrendsView>> ReadAsync(CountedRegion where, CancellationToken cancelled) =>
        kept.GetAsync(where.Region.Code.Prefix, () => ReadAsync(where)).WaitAsync(cancelled);

    private async Task<IReadOnlyDictionary<string, TrendsView>> ReadAsync(CountedRegion where)
    {
        var now = clock.GetUtcNow();
        var (dayFrom, monthFrom) = (Start(now, Quarter, DaySteps), Start(now, Half, MonthSteps));
        var (area, province) = (where.Region.Code.Prefix, where.Region.Code.Province.Prefix);
        var day = await board.SamplesAsync(area, dayFrom, Quarter, CancellationToken.None);
        var month = await board.SamplesAsync(area, monthFrom, Half, CancellationToken.None);
        var (allDay, allMonth) =
            area == province
                ? (day, month)
                : (
                    await board.SamplesAsync(province, dayFrom, Quarter, CancellationToken.None),
                    await board.SamplesAsync(province, monthFrom, Half, CancellationToken.None)
                );
        var today = ChinaTime.DateOf(now);
        var firstDay = today.AddDays(1 - MonthDays);
        var days = (await board.DaysAsync(where.Leaves, firstDay, today, CancellationToken.None)).ToDictionary(one => one.On);
        return new Dictionary<string, TrendsView>(StringComparer.Ordinal)
        {
            ["registered"] = Own(one => one.Registered),
            ["in"] = new(Points(day, dayFrom, Quarter, DaySteps, one => one.Arrived), ByDay(one => one.In)),
            ["out"] = new(Points(day, dayFrom, Quarter, DaySteps, one => one.Gone), ByDay(one => one.Out)),
            ["overdue"] = Own(one => one.Overdue),
            ["counts"] = All(one => one.CountsLag),
            ["platform"] = All(one => one.PlatformLag),
            ["refused"] = All(one => one.PlatformRefused),
            ["notices"] = All(one => one.NoticesLag),
            ["recount"] = All(one => one.RecountDifference),
            ["silos"] = All(one => one.Silos),
        };

        TrendsView Own(Func<BoardSample, double?> of) =>
            new(Points(day, dayFrom, Quarter, DaySteps, of), Points(month, monthFrom, Half, MonthSteps, of));

        TrendsView All(Func<BoardSample, double?> of) =>
            new(Points(allDay, dayFrom, Quarter, DaySteps, of), Points(allMonth, monthFrom, Half, MonthSteps, of));

        TrendView ByDay(Func<BoardDay, double> of) =>
            new(
                ChinaTime.StartOf(firstDay),
                (int)TimeSpan.FromDays(1).TotalSeconds,
                [.. Enumerable.Range(0, MonthDays).Select(n => days.TryGetValue(firstDay.AddDays(n), out var one) ? of(one) : (double?)0)]
            );
    }

    /// <summary>The first of this many steps, of which the last contains the moment; steps begin at full hours in China.</summary>
    private static DateTimeOffset Start(DateTimeOffset now, TimeSpan step, int steps)
    {
        var local = now.ToOffset(ChinaTime.Offset);
        return new DateTimeOffset(local.Ticks - (local.Ticks % step.Ticks), ChinaTime.Offset) - (step * (steps - 1));
    }

    private static TrendView Points(
        IReadOnlyList<BoardSample> samples,
        DateTimeOffset from,
        TimeSpan step,
        int steps,
        Func<BoardSample, double?> of
    )
    {
        var values = new double?[steps];
        foreach (var sample in samples)
        {
            var place = (int)((sample.At - from) / step);
            if (place >= 0 && place < steps)
                values[place] = of(sample) is { } value ? Math.Round(value, 1) : null;
        }

        return new TrendView(from, (int)step.TotalSeconds, values);
    }
}
