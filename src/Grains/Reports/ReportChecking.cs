using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;

namespace Grid.Grains.Reports;

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
