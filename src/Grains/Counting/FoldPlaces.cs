using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>How many leaves of this silo fold at once. After an outage all of them have something to fold; persons' commits need connections too.</summary>
public sealed class FoldPlaces(IOptions<CountingOptions> options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Value.AtOnce);

    /// <summary>Runs the work as soon as there is a place.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
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

    public void Dispose() => places.Dispose();
}
