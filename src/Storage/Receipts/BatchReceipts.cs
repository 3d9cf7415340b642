using Grid.Grains.Interfaces.Receipts;
using Npgsql;

namespace Grid.Storage.Receipts;

/// <summary>A receipt with no write beside it.</summary>
public sealed class BatchReceipts(NpgsqlDataSource source) : IBatchReceipts
{
    public Task BeginAsync(CommandReceipt receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return ReceiptedWrite.RunAsync(source, receipt, _ => Task.FromResult(true), cancellationToken);
    }
}
