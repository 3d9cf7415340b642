using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>Denominators in <c>denominator</c>, which only grows.</summary>
public sealed class DenominatorStore(NpgsqlDataSource source) : IDenominatorStore
{
    /// <summary>Two that enter, and one that submits, come one after the other: $1 region and period.</summary>
    private const string LockSql = "SELECT pg_advisory_xact_lock(1198681444, hashtext($1))";

    private const string InsertSql = """
        INSERT INTO denominator (region, period, urban_employed, source, as_of, estimated, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    public Task<Denominator?> FindAsync(string region, CountingPeriod period, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return (await DenominatorRows.LatestAsync(connection, region, [period], cancellationToken)).GetValueOrDefault(period);
        });

    public Task<IReadOnlyList<Denominator>> ListAsync(
        IReadOnlyList<string> regions,
        CountingPeriod from,
        CountingPeriod to,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await DenominatorRows.LatestAsync(connection, regions, from, to, cancellationToken);
        });

    public Task StoreAsync(Denominator denominator, DateTimeOffset? expected, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(denominator);
        return ReceiptedWrite.RunAsync(source, receipt, WriteAsync, cancellationToken);

        async Task<bool> WriteAsync(NpgsqlConnection connection)
        {
            await LockAsync(connection, denominator.Region, denominator.Period, cancellationToken);
            if (await ReportRows.DocumentAsync(connection, denominator.Region, denominator.Period, cancellationToken) is not null)
                throw new ReportRefusedException(ReportRefusal.Submitted, []);
            if (expected is not null)
            {
                var latest = await DenominatorRows.LatestAsync(connection, denominator.Region, [denominator.Period], cancellationToken);
                if (latest.GetValueOrDefault(denominator.Period) is var one && one?.At != expected)
                    throw new DenominatorChangedException(one);
            }

            await using var command = new NpgsqlCommand(InsertSql, connection);
            command.Parameters.AddWithValue(denominator.Region);
            command.Parameters.AddWithValue(denominator.Period.ToString());
            command.Parameters.AddWithValue(denominator.UrbanEmployed);
            command.Parameters.AddWithValue(denominator.Source);
            command.Parameters.AddWithValue(denominator.AsOf);
            command.Parameters.AddWithValue(denominator.EstimatedFromYearEnd);
            command.Parameters.AddWithValue(denominator.By);
            command.Parameters.AddWithValue(denominator.At.ToUniversalTime());
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        }
    }

    /// <summary>
    /// Until the transaction ends, no other transaction enters a denominator of this region and period, nor submits its report.
    /// </summary>
    internal static async Task LockAsync(
        NpgsqlConnection connection,
        string region,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(LockSql, connection);
        command.Parameters.AddWithValue($"report/{region}/{period}");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
