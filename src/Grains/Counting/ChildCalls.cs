using Grid.Grains.Interfaces.Counting;

namespace Grid.Grains.Counting;

/// <summary>One question to all children of a parent: all answer, or the failure names one that did not.</summary>
internal static class ChildCalls
{
    /// <exception cref="RegionUnavailableException">One does not answer.</exception>
    public static async Task<T[]> AllAsync<T>(
        IReadOnlyList<string> children,
        int atOnce,
        IGrainFactory grains,
        Func<IRegionGrain, Task<T>> ask
    )
    {
        using var places = new SemaphoreSlim(atOnce);
        return await Task.WhenAll(children.Select(AskAsync));

        async Task<T> AskAsync(string child)
        {
            await places.WaitAsync();
            try
            {
                return await ask(grains.GetGrain<IRegionGrain>(child));
            }
            catch (Exception e) when (e is not RegionUnavailableException)
            {
                throw new RegionUnavailableException(child, e);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
