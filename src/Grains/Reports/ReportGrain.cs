using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Reports;

/// <summary>
/// One report. Its whole state is in the store; it runs checks and submissions one after another and notifies the regions of a closed
/// period.
/// </summary>
[GrainType(TypeName)]
public sealed partial class ReportGrain(
    IReportStore store,
    ICountStore counts,
    IReferenceData reference,
    ReportChecking checking,
    IOptions<ReportOptions> options,
    TimeProvider clock,
    ILogger<ReportGrain> logger
) : Grain, IReportGrain
{
    public const string TypeName = "report";

    private string region = "";
    private CountingPeriod period;
    private Task<ReportReply>? running;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var parts = this.GetPrimaryKeyString().Split('/');
        if (parts.Length != 2 || !CountingPeriod.TryParse(parts[1], out period))
            throw new InvalidOperationException("The key of a report is its region and period.");
        region = parts[0];
        return Task.CompletedTask;
    }

    public async Task<ReportView> Read()
    {
        var scope = await ScopeAsync();
        var row = await RowAsync();
        if (row?.Submission is { } submission)
        {
            var submitted = await store.SubmittedAsync(region, period, CancellationToken.None)
                ?? throw new InvalidOperationException("A submitted report is gone.");
            return new ReportView(ReportStatus.Submitted, submitted, submission.Digest, row.Check, submission, Checking: false);
        }

        var draft = ReportMaker.Make(await store.DraftAsync(scope, period, CancellationToken.None));
        var digest = ReportDocument.Of(draft).Digest;
        var status = row?.Check is { Passed: true } check && check.Digest == digest ? ReportStatus.Checked : ReportStatus.Draft;
        return new ReportView(status, draft, digest, row?.Check, null, running is { IsCompleted: false });
    }

    public async Task<ReportReply> Check(string by)
    {
        // Before anything is awaited: a second caller joins the first one's check, however far that is.
        if (running is null or { IsCompleted: true })
            running = RunAsync(by);
        try
        {
            return await running.WaitAsync(options.Value.CheckPatience, clock);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            // It goes on without its caller, who asks how far it is.
            return ReportReply.Done;
        }
    }

    public async Task<ReportReply> Submit(ReportSubmission submission, CommandReceipt? receipt)
    {
        ArgumentNullException.ThrowIfNull(submission);
        var scope = await ScopeAsync();
        if (!period.IsOver(clock.Today()))
            return ReportReply.Of(ReportRefusal.NotOver);
        await GrainFactory.GetGrain<IRegionGrain>(region).Drain();
        try
        {
            await store.SubmitAsync(scope, period, submission, receipt, CancellationToken.None);
        }
        catch (ReportRefusedException refused)
        {
            return new ReportReply(refused.Refusal, [.. refused.Checks.Where(check => check.Result == ReportCheckResult.Failed)]);
        }

        LogSubmitted(logger, region, period.ToString(), submission.Digest);
        await ReloadAsync(scope);
        return ReportReply.Done;
    }

    private async Task<ReportScope> ScopeAsync() =>
        ReportScope.Of(
            region,
            period,
            clock.Today(),
            await counts.LeavesAsync(CancellationToken.None),
            reference.Offices,
            reference.Services
        ) ?? throw new UnknownRegionException(region);

    private async Task<ReportRow?> RowAsync() =>
        await store.RowsAsync([region], period, CancellationToken.None) is [var row, ..] ? row : null;

    /// <summary>Goes on when its caller has gone; the activation stays meanwhile.</summary>
    private async Task<ReportReply> RunAsync(string by)
    {
        var scope = await ScopeAsync();
        if (!period.IsOver(clock.Today()))
            return ReportReply.Of(ReportRefusal.NotOver);
        if ((await RowAsync())?.Submission is not null)
            return ReportReply.Of(ReportRefusal.Submitted);
        DelayDeactivation(TimeSpan.FromMinutes(30));
        try
        {
            var row = await RowAsync();
            await checking.RunAsync(scope, period, row?.Check, by);
            return ReportReply.Done;
        }
        catch (Exception e)
        {
            LogCheckFailed(logger, e, region, period.ToString());
            throw;
        }
    }

    /// <summary>The period is closed in any case: a region that does not answer reads it with its next page.</summary>
    private async Task ReloadAsync(ReportScope scope)
    {
        string[] regions =
        [
            region,
            .. scope
                .Region.SelfAndAbove()
                .Skip(1)
                .Where(above => reference.Regions.Known(above, clock.Today()) is not null)
                .Select(above => above.Value),
        ];
        try
        {
            foreach (var one in regions)
                await GrainFactory.GetGrain<IRegionGrain>(one).Reload();
        }
        catch (Exception e)
        {
            LogReloadFailed(logger, region, period.ToString(), e.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Information, Message = "Report of {Region} for {Period} submitted, digest {Digest}")]
    private static partial void LogSubmitted(ILogger logger, string region, string period, string digest);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Warning, Message = "The check of the report of {Region} for {Period} broke off")]
    private static partial void LogCheckFailed(ILogger logger, Exception exception, string region, string period);

    [LoggerMessage(
        EventId = 1403,
        Level = LogLevel.Warning,
        Message = "After the report of {Region} for {Period}, not every region could be asked to reload ({Error})"
    )]
    private static partial void LogReloadFailed(ILogger logger, string region, string period, string error);
}

/// <summary>
/// Checks a report: folds what waits, has the journal recounted, makes the report of one snapshot and checks it. That the recount is of the
/// reported figures is known when the report is the same text before it and after it.
/// </summary>
public sealed class ReportChecking(IReportStore store, IRecount recount, IGrainFactory grains, TimeProvider clock)
{
    private const int Tries = 3;

    /// <param name="scope">The region.</param>
    /// <param name="period">Over, and not submitted.</param>
    /// <param name="latest">The check before; its recount is taken again when it is of these very figures.</param>
    /// <param name="by">Who asks.</param>
    public async Task<StoredCheck> RunAsync(ReportScope scope, CountingPeriod period, StoredCheck? latest, string by)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await grains.GetGrain<IRegionGrain>(scope.Region.Value).Drain();
        var inputs = await store.InputsAsync(scope, period, CancellationToken.None);
        var digest = ReportDocument.Of(ReportMaker.Make(inputs)).Digest;
        var evidence = latest is { Recount: { DifferentCells: 0, OfTheseFigures: true } before } && latest.Digest == digest ? before : null;
        for (var tried = 0; evidence is not { OfTheseFigures: true } && tried < Tries; tried++)
        {
            // Beside the grain: its other callers need not wait for the counting.
            var found = await Task.Run(() => recount.RunAsync(scope.Leaves, by, CancellationToken.None));
            inputs = await store.InputsAsync(scope, period, CancellationToken.None);
            var after = ReportDocument.Of(ReportMaker.Make(inputs)).Digest;
            evidence = new RecountEvidence(found.Id, found.EndedAt, found.DifferentCells, OfTheseFigures: after == digest);
            digest = after;
        }

        inputs = inputs with { Recount = evidence };
        var report = ReportMaker.Make(inputs);
        var check = new StoredCheck(digest, ReportChecks.Run(report, inputs), evidence, by, clock.GetUtcNow());
        await store.StoreCheckAsync(scope.Region.Value, period, check, CancellationToken.None);
        return check;
    }
}
