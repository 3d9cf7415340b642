using Grid.Grains.Interfaces.Numbers;
using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Numbers;

/// <summary>
/// Serials out of blocks of 1,000 that the database hands out, so that a number costs no round trip. What a process leaves of a block is a
/// gap.
/// </summary>
public sealed class SerialNumbers(NpgsqlDataSource source, RegisterSecrets secrets) : ISerialNumbers, IDisposable
{
    /// <summary>The increment of the sequence <c>serial_block</c>.</summary>
    internal const int BlockSize = 1000;

    private readonly SemaphoreSlim refill = new(1, 1);
    private Block current = new(0, BlockSize);

    public async ValueTask<int> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var block = Volatile.Read(ref current);
            if (block.TryTake() is { } serial)
                return serial;
            await refill.WaitAsync(cancellationToken);
            try
            {
                if (ReferenceEquals(block, current))
                    Volatile.Write(ref current, new Block(await FetchAsync(cancellationToken), 0));
            }
            finally
            {
                refill.Release();
            }
        }
    }

    public async ValueTask<int> NextReceiptAsync(CancellationToken cancellationToken) =>
        ReceiptSerials.Of(await NextAsync(cancellationToken), secrets.RegisterKey);

    public void Dispose() => refill.Dispose();

    private Task<int> FetchAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT nextval('serial_block')::int");
            return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    private sealed class Block(int first, int taken)
    {
        private int taken = taken;

        public int? TryTake() => Interlocked.Increment(ref this.taken) is var number && number <= BlockSize ? first + number - 1 : null;
    }
}
