using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Reports;
using Grid.Storage.Tests.Counting;

namespace Grid.Storage.Tests.Reports;

/// <summary>A made-up city of three leaves that reports, over a database of its own.</summary>
internal sealed class ReportScene : IAsyncDisposable
{
    public static readonly ReportScope City = new(
        RegionCode.Parse("360100"),
        RandomHistory.Leaves,
        [.. RandomHistory.Leaves.Select(leaf => leaf + "01")],
        RandomHistory.Leaves.ToDictionary(leaf => leaf, leaf => (IReadOnlyList<string>)[leaf]),
        new Dictionary<string, string> { ["S101"] = "010" }
    );

    public static readonly DateTimeOffset At = new(2026, 12, 1, 9, 0, 0, TimeSpan.FromHours(8));

    private ReportScene(CountScene counts)
    {
        Counts = counts;
        Store = new ReportStore(counts.Source, StockBands.Usual);
        Denominators = new DenominatorStore(counts.Source);
    }

    public CountScene Counts { get; }

    public ReportStore Store { get; }

    public DenominatorStore Denominators { get; }

    private static CancellationToken Cancellation => CountScene.Cancellation;

    public static async Task<ReportScene> CreateAsync() => new(await CountScene.CreateAsync());

    /// <summary>The scope of one leaf.</summary>
    public static ReportScope Leaf(string code) =>
        new(RegionCode.Parse(code), [code], [code + "01"], new Dictionary<string, IReadOnlyList<string>>(), City.ServiceKinds);

    /// <summary>Writes what happens until a day is reached, and folds it.</summary>
    public async Task LiveUntilAsync(RandomHistory history, DateOnly day)
    {
        var steps = new List<HistoryStep>();
        while (history.Today < day)
            steps.AddRange(history.Next());
        await Counts.WriteAsync(steps);
        await Counts.DrainAsync();
    }

    /// <summary>A history that has reached the day after a period's end.</summary>
    public async Task<RandomHistory> PastAsync(CountingPeriod period, int seed = 1)
    {
        var history = new RandomHistory(seed);
        await LiveUntilAsync(history, period.Last.AddDays(1));
        return history;
    }

    /// <summary>Recounts, checks and stores the check, as the report's grain does.</summary>
    public async Task<StoredCheck> CheckAsync(ReportScope scope, CountingPeriod period)
    {
        var result = await Counts.Recount.RunAsync(scope.Leaves, "test", Cancellation);
        var inputs = await Store.InputsAsync(scope, period, Cancellation) with
        {
            Recount = new RecountEvidence(result.Id, result.EndedAt, result.DifferentCells, true),
        };
        var report = ReportMaker.Make(inputs);
        var check = new StoredCheck(
            ReportDocument.Of(report).Digest,
            ReportChecks.Run(report, inputs),
            inputs.Recount,
            "statistician-1",
            At
        );
        await Store.StoreCheckAsync(scope.Region.Value, period, check, Cancellation);
        return check;
    }

    public Task SubmitAsync(ReportScope scope, CountingPeriod period, string digest, CommandReceipt? receipt = null) =>
        Store.SubmitAsync(scope, period, new ReportSubmission(digest, "statistician-1", At), receipt, Cancellation);

    /// <summary>Checks, which must pass, and submits.</summary>
    public async Task<string> ReportAsync(ReportScope scope, CountingPeriod period)
    {
        var check = await CheckAsync(scope, period);
        Assert.Empty(
            check.Checks.Where(one => one.Result == ReportCheckResult.Failed).SelectMany(one => one.Details.Prepend(one.Kind.ToString()))
        );
        await SubmitAsync(scope, period, check.Digest);
        return check.Digest;
    }

    public static CommandReceipt Receipt(string key) =>
        new("statistician-1", key, [1, 2, 3], "reports.submit", new WriteAnswer(201, "/v1/reports", "{}"), At);

    public static async Task<ReportRefusal> RefusedAsync(Func<Task> submit) =>
        (await Assert.ThrowsAsync<ReportRefusedException>(submit)).Refusal;

    /// <summary>What of a submission there is: reports, closed leaves, stored stocks.</summary>
    public async Task<(long Reports, long Closed, long Stocks)> StoredAsync() =>
        (
            await Counts.ScalarAsync<long>("SELECT count(*) FROM report"),
            await Counts.ScalarAsync<long>("SELECT count(*) FROM region_count WHERE closed_through IS NOT NULL"),
            await Counts.ScalarAsync<long>("SELECT count(*) FROM report_stock")
        );

    public ValueTask DisposeAsync() => Counts.DisposeAsync();
}
