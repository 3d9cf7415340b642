using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Storage.Tests.Counting;

namespace Grid.Storage.Tests.Reports;

/// <summary>Denominators and the watch: what is entered stays, the latest counts.</summary>
public sealed class DenominatorStoreTests
{
    private static readonly CountingPeriod Period = new(new YearMonth(2026, 2));

    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Fact]
    public async Task One_that_was_entered_in_between_is_not_replaced_unseen()
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        var first = new Denominator("360100", Period, 90_000, "统计局", new DateOnly(2025, 12, 31), true, "statistician-1", ReportScene.At);
        Denominator Later(int minutes, long employed) => first with { At = ReportScene.At.AddMinutes(minutes), UrbanEmployed = employed };
        var none = await Assert.ThrowsAsync<DenominatorChangedException>(() =>
            scene.Denominators.StoreAsync(first, ReportScene.At, ReportScene.Receipt("none"), Cancellation)
        );
        Assert.Null(none.Latest);
        await scene.Denominators.StoreAsync(first, null, ReportScene.Receipt("first"), Cancellation);
        await scene.Denominators.StoreAsync(Later(1, 91_000), ReportScene.At, ReportScene.Receipt("second"), Cancellation);
        var late = await Assert.ThrowsAsync<DenominatorChangedException>(() =>
            scene.Denominators.StoreAsync(Later(2, 92_000), ReportScene.At, ReportScene.Receipt("late"), Cancellation)
        );
        Assert.Equal(91_000, late.Latest!.UrbanEmployed);
        Assert.Equal(0L, await scene.Counts.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE key = 'late'"));
        Assert.Equal(91_000, (await scene.Denominators.FindAsync("360100", Period, Cancellation))!.UrbanEmployed);
    }

    [Fact]
    public async Task The_latest_counts_until_the_report_is_submitted()
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        Assert.Null(await scene.Denominators.FindAsync("360100", Period, Cancellation));
        var first = new Denominator("360100", Period, 90_000, "统计局", new DateOnly(2025, 12, 31), true, "statistician-1", ReportScene.At);
        await scene.Denominators.StoreAsync(first, null, ReportScene.Receipt("one"), Cancellation);
        await scene.Denominators.StoreAsync(
            first with
            {
                UrbanEmployed = 91_000,
                EstimatedFromYearEnd = false,
                AsOf = Period.Last,
            },
            null,
            ReportScene.Receipt("two"),
            Cancellation
        );
        Assert.Equal(91_000, (await scene.Denominators.FindAsync("360100", Period, Cancellation))!.UrbanEmployed);
        Assert.Equal(2L, await scene.Counts.ScalarAsync<long>("SELECT count(*) FROM denominator"));

        var report = ReportMaker.Make(await scene.Store.InputsAsync(ReportScene.City, Period, Cancellation));
        Assert.Equal(91_000, report.Denominator!.UrbanEmployed);
        Assert.Equal(RegisteredRate.Of(report.Urban.Total(Measure.Closing), report.Denominator).Percent, report.Rate.Percent);

        await scene.ReportAsync(ReportScene.City, Period);
        Assert.Equal(
            ReportRefusal.Submitted,
            await ReportScene.RefusedAsync(() => scene.Denominators.StoreAsync(first, null, ReportScene.Receipt("three"), Cancellation))
        );
        Assert.Equal(2L, await scene.Counts.ScalarAsync<long>("SELECT count(*) FROM denominator"));
        Assert.Equal(0L, await scene.Counts.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE key = 'three'"));
    }

    [Fact]
    public async Task What_is_missing_is_noted_once_and_once_when_it_is_late()
    {
        await using var scene = await ReportScene.CreateAsync();
        Assert.Null(await scene.Store.FirstPeriodAsync(Cancellation));
        string[] regions = ["360102", "360103"];
        Assert.Equal(regions, (await scene.Store.NoteMissingAsync(Period, regions, overdue: false, ReportScene.At, Cancellation)).Order());
        Assert.Empty(await scene.Store.NoteMissingAsync(Period, regions, overdue: false, ReportScene.At.AddDays(1), Cancellation));
        Assert.Equal(
            ["360103"],
            await scene.Store.NoteMissingAsync(Period, ["360103"], overdue: true, ReportScene.At.AddDays(4), Cancellation)
        );
        Assert.Empty(await scene.Store.NoteMissingAsync(Period, ["360103"], overdue: true, ReportScene.At.AddDays(5), Cancellation));
        var rows = (await scene.Store.RowsAsync(regions, Period, Cancellation)).OrderBy(row => row.Region).ToList();
        Assert.Equal((ReportScene.At, null), (rows[0].WarnedAt!.Value, rows[0].OverdueSince));
        Assert.Equal(ReportScene.At.AddDays(4), rows[1].OverdueSince);

        await scene.PastAsync(Period);
        // The history dates some of its first facts back before the year's end.
        Assert.Equal(Period.Previous.Previous, await scene.Store.FirstPeriodAsync(Cancellation));
    }
}
