using Grid.Grains.Interfaces.Numbers;
using Grid.Storage.Batching;
using Npgsql;

namespace Grid.Storage.Numbers;

/// <summary>
/// Serials out of blocks of 1,000 that the database hands out, so that a number costs no round trip. What a process leaves of a block is a
/// gap.
/// </summary>
public sealed class SerialNumbers(NpgsqlDataSource source) : ISerialNumbers, IDisposable
{
    /// <summary>The increment of the sequence <c>serial_block</c>.</summary>
    internal const int BlockSize = 1000;

    private readonly SemaphoreSlim _refill = new(1, 1);
    private Block _block = new(0, BlockSize);

    public async ValueTask<int> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var block = Volatile.Read(ref _block);
            if (block.TryTake() is { } serial)
                return serial;
            await _refill.WaitAsync(cancellationToken);
            try
            {
                if (ReferenceEquals(block, _block))
                    Volatile.Write(ref _block, new Block(await FetchAsync(cancellationToken), 0));
            }
            finally
            {
                _refill.Release();
            }
        }
    }

    public void Dispose() => _refill.Dispose();

    private Task<int> FetchAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT nextval('serial_block')::int");
            return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    private sealed class Block(int first, int taken)
    {
        private int _taken = taken;

        public int? TryTake() => Interlocked.Increment(ref _taken) is var number && number <= BlockSize ? first + number - 1 : null;
    }
}
