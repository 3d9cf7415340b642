using Grid.Grains.Interfaces.Counting;

namespace Grid.Grains.Tests.Counting;

/// <summary>The real recount, which takes as long as a test wants.</summary>
internal sealed class HeldRecount(IRecount real, CountTrouble trouble) : IRecount
{
    public async Task<RecountResult> RunAsync(IReadOnlyList<string> leaves, string by, CancellationToken cancellationToken)
    {
        var result = await real.RunAsync(leaves, by, cancellationToken);
        await trouble.RecountsHeld.WaitAsync(cancellationToken);
        return result;
    }

    public Task<IReadOnlyList<RecountResult>> LatestAsync(IReadOnlyList<string> leaves, CancellationToken cancellationToken) =>
        real.LatestAsync(leaves, cancellationToken);
}
