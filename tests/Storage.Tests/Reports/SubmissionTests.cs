using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Tests.Counting;
using Npgsql;

namespace Grid.Storage.Tests.Reports;

/// <summary>A report is submitted whole or not at all, once, and stays as it is.</summary>
public sealed class SubmissionTests
{
    private static readonly CountingPeriod Period = new(new YearMonth(2026, 2));

    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Fact]
    public async Task It_is_stored_with_its_digest_and_closes_the_period_in_all_leaves()
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        var digest = await scene.ReportAsync(ReportScene.City, Period);

        // The stocks of the three leaves: of this period, and of all before it in which they had figures.
        Assert.Equal((1, 3, await StocksAsync(scene)), await scene.StoredAsync());
        Assert.Equal("2026-02", await scene.Counts.ScalarAsync<string>("SELECT DISTINCT closed_through FROM region_count"));
        Assert.Equal(
            digest,
            await scene.Counts.ScalarAsync<string>("SELECT encode(sha256(convert_to(document, 'UTF8')), 'hex') FROM report")
        );
        var submitted = await scene.Store.SubmittedAsync("360100", Period, Cancellation);
        Assert.Equal(digest, ReportDocument.Of(submitted!).Digest);
        Assert.True(submitted!.Urban.Total(Measure.Closing) > 0);
        var row = Assert.Single(await scene.Store.RowsAsync(["360100", "360102"], Period, Cancellation));
        Assert.Equal((ReportStatus.Submitted, digest, "statistician-1"), (row.Status, row.Submission!.Digest, row.Submission.By));

        // Made again of the closed counts it is the same, also after later facts of the period.
        Assert.Equal(
            digest,
            ReportDocument.Of(ReportMaker.Make(await scene.Store.InputsAsync(ReportScene.City, Period, Cancellation))).Digest
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Through_several_periods_with_late_facts_every_identity_holds(int seed)
    {
        await using var scene = await ReportScene.CreateAsync();
        var history = new RandomHistory(seed);
        var digests = new List<(ReportScope Scope, CountingPeriod Period, string Digest)>();
        for (
            var period = new CountingPeriod(new YearMonth(2026, 1));
            period <= new CountingPeriod(new YearMonth(2026, 4));
            period = period.Next
        )
        {
            await scene.LiveUntilAsync(history, period.Last.AddDays(2));
            var early = ReportScene.Leaf(RandomHistory.Leaves[period.Month.Month % 3]);
            digests.Add((early, period, await scene.ReportAsync(early, period)));

            // The others go on: what reaches the leaf that has closed now is an adjustment there.
            await scene.LiveUntilAsync(history, period.Last.AddDays(6));
            digests.Add((ReportScene.City, period, await scene.ReportAsync(ReportScene.City, period)));
        }

        await scene.LiveUntilAsync(history, history.Today.AddDays(10));
        foreach (var (scope, period, digest) in digests)
            Assert.Equal(digest, ReportDocument.Of((await scene.Store.SubmittedAsync(scope.Region.Value, period, Cancellation))!).Digest);

        // A leaf that closed with the city reports late, of closed figures, and still agrees.
        foreach (
            var leaf in RandomHistory.Leaves.Where(leaf =>
                !digests.Any(one => one.Scope.Region.Value == leaf && one.Period.Month.Month == 2)
            )
        )
        {
            await scene.ReportAsync(ReportScene.Leaf(leaf), Period);
        }

        var adjusted = await scene.Counts.ScalarAsync<long>("SELECT count(*) FROM count_adjustment");
        Assert.True(adjusted > 0, "The history had no late facts: the test shows nothing.");
    }

    [Fact]
    public async Task Of_two_that_submit_at_once_one_does()
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        var check = await scene.CheckAsync(ReportScene.City, Period);
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async i =>
                {
                    try
                    {
                        await scene.SubmitAsync(ReportScene.City, Period, check.Digest, ReportScene.Receipt($"key-{i / 2}"));
                        return "done";
                    }
                    catch (ReportRefusedException refused)
                    {
                        return refused.Refusal.ToString();
                    }
                    catch (DuplicateReceiptException)
                    {
                        return "repeat";
                    }
                })
        );

        Assert.Single(outcomes, "done");
        Assert.All(outcomes, outcome => Assert.Contains(outcome, (string[])["done", "repeat", nameof(ReportRefusal.Submitted)]));
        Assert.Equal((1, 3, await StocksAsync(scene)), await scene.StoredAsync());
        Assert.Equal(1L, await scene.Counts.ScalarAsync<long>("SELECT count(DISTINCT key) FROM receipt"));
    }

    [Fact]
    public async Task A_receipt_that_exists_undoes_all_of_it()
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        var leaf = ReportScene.Leaf(RandomHistory.Leaves[0]);
        var first = await scene.CheckAsync(leaf, Period);
        await scene.SubmitAsync(leaf, Period, first.Digest, ReportScene.Receipt("key"));
        var before = await scene.StoredAsync();

        var city = await scene.CheckAsync(ReportScene.City, Period);
        await Assert.ThrowsAsync<DuplicateReceiptException>(() =>
            scene.SubmitAsync(ReportScene.City, Period, city.Digest, ReportScene.Receipt("key"))
        );
        Assert.Equal(before, await scene.StoredAsync());
    }

    [Fact]
    public async Task Nothing_is_submitted_that_was_not_checked_or_has_changed()
    {
        await using var scene = await ReportScene.CreateAsync();
        var history = await scene.PastAsync(Period);
        var none = new string('0', 64);
        Assert.Equal(ReportRefusal.NotChecked, await ReportScene.RefusedAsync(() => scene.SubmitAsync(ReportScene.City, Period, none)));

        var check = await scene.CheckAsync(ReportScene.City, Period);
        Assert.Equal(ReportRefusal.Changed, await ReportScene.RefusedAsync(() => scene.SubmitAsync(ReportScene.City, Period, none)));

        // A denominator is part of what was checked.
        var entered = new Denominator("360100", Period, 100_000, "统计局", Period.Last, false, "statistician-1", ReportScene.At);
        await scene.Denominators.StoreAsync(entered, null, null, Cancellation);
        Assert.Equal(
            ReportRefusal.Changed,
            await ReportScene.RefusedAsync(() => scene.SubmitAsync(ReportScene.City, Period, check.Digest))
        );

        // So is every fact; one that is not folded yet keeps the period from being closed.
        check = await scene.CheckAsync(ReportScene.City, Period);
        Assert.True(check.Passed);
        var waiting = 0L;
        while (waiting == 0)
        {
            await scene.Counts.WriteAsync(history.Next());
            waiting = await scene.Counts.ScalarAsync<long>("SELECT count(*) FROM count_entry WHERE event_on <= $1", Period.Last);
        }

        Assert.Equal(
            ReportRefusal.Waiting,
            await ReportScene.RefusedAsync(() => scene.SubmitAsync(ReportScene.City, Period, check.Digest))
        );
        await scene.Counts.DrainAsync();
        Assert.Equal(
            ReportRefusal.Changed,
            await ReportScene.RefusedAsync(() => scene.SubmitAsync(ReportScene.City, Period, check.Digest))
        );
        Assert.Equal((0, 0, 0), await scene.StoredAsync());

        await scene.ReportAsync(ReportScene.City, Period);
        Assert.Equal(
            ReportRefusal.Submitted,
            await ReportScene.RefusedAsync(() => scene.SubmitAsync(ReportScene.City, Period, check.Digest))
        );
    }

    [Fact]
    public async Task What_is_submitted_is_what_was_checked_last()
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        var entered = new Denominator("360100", Period, 100_000, "统计局", Period.Last, false, "statistician-1", ReportScene.At);
        await scene.Denominators.StoreAsync(entered, null, null, Cancellation);
        var seen = await scene.CheckAsync(ReportScene.City, Period);
        await scene.Denominators.StoreAsync(entered with { UrbanEmployed = 200_000 }, null, null, Cancellation);
        await scene.CheckAsync(ReportScene.City, Period);
        await scene.Denominators.StoreAsync(entered, null, null, Cancellation);

        // The report is again what was seen, but the latest check is of another one.
        Assert.Equal(ReportRefusal.Changed, await ReportScene.RefusedAsync(() => scene.SubmitAsync(ReportScene.City, Period, seen.Digest)));
        Assert.Equal(seen.Digest, (await scene.CheckAsync(ReportScene.City, Period)).Digest);
        await scene.SubmitAsync(ReportScene.City, Period, seen.Digest);
    }

    [Fact]
    public async Task A_figure_that_was_tampered_with_is_found_by_the_check()
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        await scene.Counts.ExecuteAsOwnerAsync(
            "UPDATE count_figures SET flows = count_add(flows, '{\"urban/new/total/all\": 1}') WHERE region = $1 AND office = '*' AND period = $2",
            RandomHistory.Leaves[0],
            Period.ToString()
        );
        var failing = (await scene.CheckAsync(ReportScene.City, Period))
            .Checks.Where(check => check.Result == ReportCheckResult.Failed)
            .Select(check => check.Kind);
        Assert.Equal(
            [ReportCheckKind.Closing, ReportCheckKind.Breakdowns, ReportCheckKind.Stock, ReportCheckKind.Recount],
            failing.Union([ReportCheckKind.Closing]).Order()
        );
        Assert.Equal(
            ReportRefusal.NotChecked,
            await ReportScene.RefusedAsync(() => scene.SubmitAsync(ReportScene.City, Period, new string('0', 64)))
        );
    }

    [Fact]
    public async Task Not_even_the_owner_changes_a_submitted_report()
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        await scene.ReportAsync(ReportScene.City, Period);
        foreach (var attempt in (string[])["UPDATE report SET submitted_by = 'x'", "DELETE FROM report", "TRUNCATE report"])
        {
            var error = await Assert.ThrowsAsync<PostgresException>(() => scene.Counts.ExecuteAsOwnerAsync(attempt));
            Assert.Equal(PostgresErrorCodes.RestrictViolation, error.SqlState);
        }
    }

    private static Task<long> StocksAsync(ReportScene scene) =>
        scene.Counts.ScalarAsync<long>("SELECT count(DISTINCT (region, period)) FROM count_figures WHERE period <= $1", Period.ToString());
}
