using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Storage.Counting;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>
/// The transaction that submits a report and closes its period. READ COMMITTED: what is read after the locks can no longer change.
/// </summary>
internal static class ReportSubmitting
{
    /// <summary>Longer than a page takes to be folded; shorter than a caller waits.</summary>
    private const string LockTimeout = "SET LOCAL lock_timeout = '15s'";

    /// <exception cref="ReportRefusedException">It may not be submitted; the caller rolls back.</exception>
    public static async Task<bool> RunAsync(
        NpgsqlConnection connection,
        ReportScope scope,
        CountingPeriod period,
        StockBands bands,
        ReportSubmission submission,
        CancellationToken cancellationToken
    )
    {
        await ExecuteAsync(connection, LockTimeout, cancellationToken);
        var region = scope.Region.Value;
        var counts = await PeriodClosing.LockAsync(connection, scope.Leaves, period, cancellationToken);
        await DenominatorStore.LockAsync(connection, region, period, cancellationToken);
        if (await ReportRows.DocumentAsync(connection, region, period, cancellationToken) is not null)
            throw Refused(ReportRefusal.Submitted);
        if (counts.Waiting.Count > 0)
            throw Refused(ReportRefusal.Waiting);
        if (await ReportRows.LatestCheckAsync(connection, region, period, cancellationToken) is not { Check.Passed: true } latest)
            throw Refused(ReportRefusal.NotChecked);

        // The recount of the check is valid for these figures exactly when they are the checked ones, which the digest shows.
        var inputs = await ReportReader.ReadAsync(connection, scope, period, bands, cache: null, cancellationToken) with
        {
            Recount = latest.Check.Recount,
        };
        var report = ReportMaker.Make(inputs);
        var document = ReportDocument.Of(report);
        if (document.Digest != latest.Check.Digest || document.Digest != submission.Digest)
            throw Refused(ReportRefusal.Changed);
        var checks = ReportChecks.Run(report, inputs);
        if (!ReportChecks.Allow(checks))
            throw new ReportRefusedException(ReportRefusal.ChecksFailed, checks);

        await StocksAsync(connection, counts, bands, cancellationToken);
        await ReportRows.InsertReportAsync(connection, region, period, document, latest.Id, submission, cancellationToken);
        await PeriodClosing.CloseAsync(connection, counts, cancellationToken);
        return true;
    }

    /// <summary>
    /// Of the leaves that are closed here, for each of the periods that are closed here: from the first that anything is known of.
    /// </summary>
    private static async Task StocksAsync(
        NpgsqlConnection connection,
        ClosingCounts counts,
        StockBands bands,
        CancellationToken cancellationToken
    )
    {
        var firsts = counts
            .Leaves.Where(leaf => !(counts.Period <= leaf.ClosedThrough))
            .ToDictionary(
                leaf => leaf.Region,
                leaf => leaf.ClosedThrough?.Next ?? leaf.Figures.Values.SelectMany(office => office.Periods).Append(counts.Period).Min(),
                StringComparer.Ordinal
            );
        if (firsts.Count == 0)
            return;
        for (var period = firsts.Values.Min(); period <= counts.Period; period = period.Next)
        {
            await LeafStocks.StoreAsync(
                connection,
                [.. firsts.Where(leaf => leaf.Value <= period).Select(leaf => leaf.Key)],
                period,
                bands,
                cancellationToken
            );
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // A constant.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static ReportRefusedException Refused(ReportRefusal refusal) => new(refusal, []);
}
