using Grid.Grains.Counting;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Tests.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Grid.Grains.Tests.Counting;

/// <summary>
/// Begins on Friday 20 March 2026, 22:00 in China: two hours before a period ends. Its count store can be made to fail for a region.
/// </summary>
public class CountingCluster() : GridCluster(Start)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 20, 22, 0, 0, TimeSpan.FromHours(8));

    public CountStoreFaults Trouble { get; } = new();

    /// <summary>As in a process, but with shorter waits and fewer connections: several clusters share a test's server.</summary>
    protected virtual void Configure(CountingOptions options) =>
        (options.Interval, options.AtOnce, options.ReadsAtOnce) = (TimeSpan.FromSeconds(1), 3, 2);

    protected override void Configure(ISiloBuilder silo)
    {
        silo.Services.Configure<CountingOptions>(Configure);
        var real = silo.Services.Last(s => s.ServiceType == typeof(ICountStore)).ImplementationType!;
        silo.Services.AddSingleton(real);
        var recount = silo.Services.Last(s => s.ServiceType == typeof(IRecount)).ImplementationType!;
        silo.Services.AddSingleton(recount);
        silo.Services.Replace(
            ServiceDescriptor.Singleton<IRecount>(p => new HeldRecount((IRecount)p.GetRequiredService(recount), Trouble))
        );
        silo.Services.Replace(
            ServiceDescriptor.Singleton<ICountStore>(p => new FaultyCountStore((ICountStore)p.GetRequiredService(real), Trouble))
        );
    }
}

/// <summary>Each entry is a page of its own, so that there is always one under way.</summary>
public sealed class SmallPagesCluster : CountingCluster
{
    protected override void Configure(CountingOptions options)
    {
        base.Configure(options);
        options.PageSize = 1;
    }
}

/// <summary>Neither nudges nor a watch: all nudges are lost.</summary>
public sealed class UnheardCluster : CountingCluster
{
    protected override void Configure(ISiloBuilder silo)
    {
        base.Configure(silo);
        var services = silo.Services;
        foreach (
            var worker in services
                .Where(s => s.ServiceType == typeof(IHostedService) && (s.ImplementationType == typeof(NudgeWorker) || MakesWatch(s)))
                .ToArray()
        )
        {
            services.Remove(worker);
        }
    }

    private static bool MakesWatch(ServiceDescriptor service) => service.ImplementationFactory?.Method.ReturnType == typeof(RegionWatch);
}

/// <summary>The real recount, which ends when the test lets it.</summary>
internal sealed class HeldRecount(IRecount real, CountStoreFaults trouble) : IRecount
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
