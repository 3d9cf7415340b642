using System.Diagnostics;
using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Storage.Tests.Counting;
using Grid.Testing;

namespace Grid.Storage.Tests.Reports;

/// <summary>A whole province's report: what it takes to make it, and to submit it and close the period in a hundred leaves.</summary>
public sealed class ReportSizeTests(ITestOutputHelper output)
{
    private static readonly CountingPeriod Period = new(new YearMonth(2026, 2));

    [Fact]
    public async Task A_province_reports_and_closes_its_period()
    {
        var persons = TestSize.Pick(small: 20_000, full: 1_000_000);
        await using var scene = await ReportScene.CreateAsync();
        await MadeProvince.FillAsync(scene, Period, persons);

        var watch = Stopwatch.StartNew();
        var inputs = await scene.Store.InputsAsync(MadeProvince.Scope, Period, CountScene.Cancellation) with
        {
            Recount = new RecountEvidence(Guid.Empty, ReportScene.At, 0, true),
        };
        var report = ReportMaker.Make(inputs);
        var checks = ReportChecks.Run(report, inputs);
        var digest = ReportDocument.Of(report).Digest;
        var made = watch.Elapsed;
        Assert.Empty(checks.Where(check => check.Result == ReportCheckResult.Failed).SelectMany(check => check.Details));
        Assert.Equal(
            (persons, persons, persons / 20, persons / 20),
            (report.Urban.Total(Measure.New), report.Urban.Total(Measure.Closing), report.Urban.InternalIn, report.Urban.InternalOut)
        );
        Assert.Equal(10, report.Children.Count);

        await scene.Store.StoreCheckAsync(
            "360000",
            Period,
            new StoredCheck(digest, checks, inputs.Recount, "statistician-1", ReportScene.At),
            CountScene.Cancellation
        );
        watch.Restart();
        await scene.SubmitAsync(MadeProvince.Scope, Period, digest, ReportScene.Receipt("key"));
        var submitted = watch.Elapsed;
        Assert.Equal((1, 100, 100), await scene.StoredAsync());
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{persons} persons in 100 leaves: report and checks {made.TotalSeconds:F2} s, submission with the closing of the period {submitted.TotalSeconds:F2} s"
            )
        );
    }
}
