using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>
/// How many leaves of this silo fold, and how many read, at once. After a start or an outage all of them want to; persons' commits need
/// connections too.
/// </summary>
public sealed class CountConcurrency(IOptions<CountingOptions> options) : IDisposable
{
    private readonly SemaphoreSlim folding = new(options.Value.AtOnce);
    private readonly SemaphoreSlim reading = new(options.Value.ReadsAtOnce);

    /// <summary>Folds as soon as there is a place.</summary>
    public Task<T> FoldAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) => RunAsync(folding, work, cancellationToken);

    /// <summary>Reads as soon as there is a place; readers do not wait for folding.</summary>
    public Task<T> ReadAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) => RunAsync(reading, work, cancellationToken);

    public void Dispose()
    {
        folding.Dispose();
        reading.Dispose();
    }

    private static async Task<T> RunAsync<T>(SemaphoreSlim places, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            places.Release();
        }
    }
}
