using System.Data;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Counting;
using Grid.Storage.Receipts;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>Reports in <c>report</c>, made of the counts of their leaves.</summary>
public sealed class ReportStore(NpgsqlDataSource source, StockBands bands) : IReportStore
{
    /// <summary>$1 regions, $2 period, $3 moment, $4 overdue: answers with the rows that are new, or become overdue now.</summary>
    private const string NoteSql = """
        INSERT INTO report_watch AS w (region, period, warned_at, overdue_since)
        SELECT one, $2, $3, CASE WHEN $4 THEN $3 END FROM unnest($1) AS regions(one)
        ON CONFLICT (region, period) DO UPDATE SET overdue_since = excluded.overdue_since WHERE w.overdue_since IS NULL AND excluded.overdue_since IS NOT NULL
        RETURNING region
        """;

    private readonly DraftCache cache = new();

    public Task<ReportInputs> InputsAsync(ReportScope scope, CountingPeriod period, CancellationToken cancellationToken) =>
        InputsAsync(scope, period, null, cancellationToken);

    public Task<ReportInputs> DraftAsync(ReportScope scope, CountingPeriod period, CancellationToken cancellationToken) =>
        InputsAsync(scope, period, cache, cancellationToken);

    private Task<ReportInputs> InputsAsync(ReportScope scope, CountingPeriod period, DraftCache? known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return CountCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var inputs = await ReportReader.ReadAsync(connection, scope, period, bands, known, cancellationToken);
            await snapshot.CommitAsync(cancellationToken);
            return inputs;
        });
    }

    public Task<MonthlyReport?> SubmittedAsync(string region, CountingPeriod period, CancellationToken cancellationToken) =>
        CountCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await ReportRows.DocumentAsync(connection, region, period, cancellationToken) is { } document
                ? ReportDocument.Read(document)
                : null;
        });

    public Task<IReadOnlyList<ReportRow>> RowsAsync(
        IReadOnlyList<string> regions,
        CountingPeriod period,
        CancellationToken cancellationToken
    ) =>
        CountCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await ReportRows.ReadAsync(connection, regions, period, cancellationToken);
        });

    /// <summary>A check stored twice after a lost connection does no harm: the two are equal.</summary>
    public Task StoreCheckAsync(string region, CountingPeriod period, StoredCheck check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);
        return CountCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await ReportRows.InsertCheckAsync(connection, region, period, check, cancellationToken);
            return true;
        });
    }

    public Task SubmitAsync(
        ReportScope scope,
        CountingPeriod period,
        ReportSubmission submission,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(submission);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            connection => ReportSubmitting.RunAsync(connection, scope, period, bands, submission, cancellationToken),
            cancellationToken
        );
    }

    public Task<CountingPeriod?> FirstPeriodAsync(CancellationToken cancellationToken) =>
        CountCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT min(period) FROM count_figures");
            return await command.ExecuteScalarAsync(cancellationToken) is string first ? FiguresText.Period(first) : (CountingPeriod?)null;
        });

    public Task<IReadOnlyList<string>> NoteMissingAsync(
        CountingPeriod period,
        IReadOnlyList<string> regions,
        bool overdue,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        CountCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(NoteSql);
            command.Parameters.AddWithValue(regions.ToArray());
            command.Parameters.AddWithValue(period.ToString());
            command.Parameters.AddWithValue(at.ToUniversalTime());
            command.Parameters.AddWithValue(overdue);
            var noted = new List<string>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                noted.Add(row.GetString(0));
            return (IReadOnlyList<string>)noted;
        });
}
