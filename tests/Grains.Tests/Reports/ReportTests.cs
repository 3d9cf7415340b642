using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.Counting;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;

namespace Grid.Grains.Tests.Reports;

/// <summary>Reports through the end of a period: draft, checked, changed, submitted, owed and overdue.</summary>
public sealed class ReportTests
{
    private const string Leaf = "360104";

    private static readonly CountingPeriod March = new(new YearMonth(2026, 3));

    [Fact]
    public async Task From_the_draft_to_the_submission_and_what_comes_after_it()
    {
        await using var cluster = new ReportCluster();
        await cluster.InitializeAsync();
        var office = CountSteps.OfficeOf(Leaf);
        var people = await cluster.RegisteredAsync(office, 4);
        await cluster.HiredAsync(people[0], office);
        var report = Report(cluster, Leaf, March);

        // The period is not over: a draft, and nothing more.
        await cluster.Region(Leaf).Drain();
        var draft = await report.Read();
        Assert.Equal(
            (ReportStatus.Draft, 4, 1, 3),
            (draft.Status, draft.Report.Urban.Total(Measure.New), draft.Report.Urban.Reemployed, draft.Report.Urban.Total(Measure.Closing))
        );
        Assert.Equal(ReportRefusal.NotOver, (await report.Check("s-1")).Refusal);
        Assert.Equal(ReportRefusal.NotOver, (await SubmitAsync(cluster, report, draft.Digest)).Refusal);

        // Over: not without a check; what is found after the check needs another one.
        await cluster.AdvanceToAsync(ChinaTime.EndOf(March.Last).AddHours(9));
        Assert.Equal(ReportRefusal.NotChecked, (await SubmitAsync(cluster, report, draft.Digest)).Refusal);
        var first = await CheckedAsync(report);
        await ExitOnLastDayAsync(cluster, people[1], office);
        Assert.Equal(ReportRefusal.Changed, (await SubmitAsync(cluster, report, first.Digest)).Refusal);
        var moved = await report.Read();
        Assert.Equal((ReportStatus.Draft, 2), (moved.Status, moved.Report.Urban.Total(Measure.Exited)));
        Assert.NotEqual(moved.Digest, moved.Check!.Digest);

        var second = await CheckedAsync(report);
        Assert.Null((await SubmitAsync(cluster, report, second.Digest)).Refusal);
        var submitted = await report.Read();
        Assert.Equal((ReportStatus.Submitted, second.Digest, "s-2"), (submitted.Status, submitted.Digest, submitted.Submission!.By));
        Assert.True((await cluster.Region(Leaf).Figures(March)).Closed);
        Assert.Equal(2, await cluster.TotalAsync(Leaf, Measure.Opening, March.Next));

        // It stays: a late fact is an adjustment of April, also for the province, which reports later.
        Assert.Equal(ReportRefusal.Submitted, (await SubmitAsync(cluster, report, second.Digest)).Refusal);
        Assert.Equal(ReportRefusal.Submitted, (await report.Check("s-1")).Refusal);
        await ExitOnLastDayAsync(cluster, people[2], office);
        await cluster.Region(CountSteps.Province).Drain();
        Assert.Equal(second.Digest, (await report.Read()).Digest);
        Assert.Equal(1, await cluster.TotalAsync(Leaf, Measure.AdjustedOut, March.Next));

        var province = Report(cluster, CountSteps.Province, March);
        var whole = await CheckedAsync(province);
        Assert.Equal(2, whole.Report.Urban.Total(Measure.Closing));
        Assert.Equal(11, whole.Report.Children.Count);
        Assert.Null((await SubmitAsync(cluster, province, whole.Digest)).Refusal);
        Assert.Equal(
            cluster.Leaves().Count,
            await cluster.ScalarAsync<long>("SELECT count(*) FROM region_count WHERE closed_through = '2026-03'")
        );
        await cluster.ExactAsync();
    }

    [Fact]
    public async Task Two_that_check_at_once_wait_for_one_check_and_a_recount_is_not_done_twice()
    {
        await using var cluster = new ReportCluster();
        await cluster.InitializeAsync();
        await cluster.RegisteredAsync(CountSteps.OfficeOf(Leaf));
        await cluster.AdvanceToAsync(ChinaTime.EndOf(March.Last).AddHours(9));
        var report = Report(cluster, Leaf, March);
        Assert.All(await Task.WhenAll(report.Check("s-1"), report.Check("s-2")), reply => Assert.Null(reply.Refusal));
        Assert.Equal(1L, await cluster.ScalarAsync<long>("SELECT count(*) FROM report_check"));

        await CheckedAsync(report);
        Assert.Equal(2L, await cluster.ScalarAsync<long>("SELECT count(*) FROM report_check"));
        Assert.Equal(1L, await cluster.ScalarAsync<long>("SELECT count(*) FROM recount_result WHERE run_by <> $1", IRecountGrain.Nightly));
    }

    [Fact]
    public async Task A_region_without_figures_has_no_report()
    {
        await using var cluster = new ReportCluster();
        await cluster.InitializeAsync();
        foreach (var region in (string[])["360102002", "999999", "36"])
            await Assert.ThrowsAsync<UnknownRegionException>(() => Report(cluster, region, March).Read());
    }

    [Fact]
    public async Task What_is_owed_is_warned_of_from_the_1st_and_is_overdue_after_the_deadline()
    {
        await using var cluster = new ReportCluster();
        await cluster.InitializeAsync();
        var watch = cluster.Cluster.Client.GetGrain<IReportWatchGrain>(IReportWatchGrain.Only);
        Assert.Equal(0, await watch.Look());
        await cluster.RegisteredAsync(CountSteps.OfficeOf(Leaf));
        await cluster.Region(Leaf).Drain();
        await cluster.AdvanceToAsync(ChinaTime.EndOf(March.Last).AddHours(9));
        Assert.Equal(0, await watch.Look());

        var report = Report(cluster, Leaf, March);
        Assert.Null((await SubmitAsync(cluster, report, (await CheckedAsync(report)).Digest)).Refusal);
        var owed = ReportScope.Reporting(cluster.Service<IReferenceData>().Regions, March, cluster.Clock.Today()).Count() - 1;
        Assert.True(owed > 100);

        // The reminder of the 1st of April: all but the one that is submitted are noted, none is late.
        await cluster.AdvanceToAsync(ChinaTime.StartOf(new DateOnly(2026, 4, 1)).AddHours(9));
        await Wait.UntilAsync(async () => await NotedAsync(cluster, overdue: false) == owed, "reports owed are noted");
        Assert.Equal(0L, await NotedAsync(cluster, overdue: true));
        Assert.Equal(0L, await cluster.ScalarAsync<long>("SELECT count(*) FROM report_watch WHERE region = $1", Leaf));

        var due = ReportDue.Of(March, RegionCode.Parse(CountSteps.Province), cluster.Service<IReferenceData>().Calendars);
        Assert.Equal(new DateOnly(2026, 4, 3), due.Date);
        await cluster.AdvanceToAsync(due.LateFrom().AddMinutes(-30));
        Assert.Equal(owed, await watch.Look());
        Assert.Equal(0L, await NotedAsync(cluster, overdue: true));
        await cluster.AdvanceToAsync(due.LateFrom().AddHours(3));
        await Wait.UntilAsync(
            async () =>
            {
                // A tick that is still being reported sets the next one an hour later.
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(20));
                return await NotedAsync(cluster, overdue: true) == owed;
            },
            "reports overdue are noted"
        );
    }

    private static IReportGrain Report(GridCluster cluster, string region, CountingPeriod period) =>
        cluster.Cluster.Client.GetGrain<IReportGrain>($"{region}/{period}");

    private static Task<ReportReply> SubmitAsync(GridCluster cluster, IReportGrain report, string digest) =>
        report.Submit(new ReportSubmission(digest, "s-2", cluster.Clock.GetUtcNow()), null);

    /// <summary>Checks until the check is done, which must pass.</summary>
    private static async Task<ReportView> CheckedAsync(IReportGrain report)
    {
        Assert.Null((await report.Check("s-1")).Refusal);
        await Wait.UntilAsync(async () => !(await report.Read()).Checking, "the check is done");
        var view = await report.Read();
        Assert.Empty(
            view.Check!.Checks.Where(check => check.Result == ReportCheckResult.Failed)
                .SelectMany(check => check.Details.Prepend(check.Kind.ToString()))
        );
        Assert.Equal(ReportStatus.Checked, view.Status);
        return view;
    }

    private static async Task ExitOnLastDayAsync(GridCluster cluster, Domain.Identity.IdentityNumber number, string office) =>
        (await cluster.Person(number).RecordExit((Given.Clerk with { Office = office }).Ask(Given.Hired(March.Last)))).Accepted();

    private static Task<long> NotedAsync(GridCluster cluster, bool overdue) =>
        cluster.ScalarAsync<long>(
            "SELECT count(*) FROM report_watch WHERE period = '2026-03' AND (overdue_since IS NOT NULL) = $1",
            overdue
        );
}
