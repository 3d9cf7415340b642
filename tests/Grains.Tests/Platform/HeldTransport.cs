using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Platform;

/// <summary>The real transport, whose uploads can be held and turned away.</summary>
internal sealed class HeldTransport(IPlatformTransport real, HeldCalls held, SiloAddress silo) : IPlatformTransport
{
    public Task<Page<PlatformDownload>> DownloadAsync(string region, string? after, int limit, CancellationToken cancellationToken) =>
        real.DownloadAsync(region, after, limit, cancellationToken);

    public Task AcknowledgeAsync(string region, IReadOnlyList<string> numbers, CancellationToken cancellationToken) =>
        real.AcknowledgeAsync(region, numbers, cancellationToken);

    public Task<IReadOnlyList<PlatformAnswer>> UploadAsync(IReadOnlyList<PlatformUpload> items, CancellationToken cancellationToken)
    {
        held.Count();
        return held.Poison is { } poison && items.Any(item => item.Key == poison)
            ? throw new PlatformUnavailableException("The platform answers 400.", rejected: true)
            : held.RunAsync(silo, () => real.UploadAsync(items, cancellationToken));
    }

    public Task<IReadOnlyList<PlatformDayFigure>> StatisticsAsync(string region, DateOnly day, CancellationToken cancellationToken) =>
        real.StatisticsAsync(region, day, cancellationToken);
}
