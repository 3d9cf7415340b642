using System.Collections.Concurrent;
using Grid.Bench.Writes;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Persons;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Bench.Counting;

/// <summary>
/// Live counts under full write load. Some registrations are probes: in leaves that count like all others, but with a reason of
/// unemployment that no other registration has, so that each is seen when it appears in the leaf's and in the province's figures.
/// </summary>
internal sealed class LagBench(CountsOptions options, TimeProvider clock, Action<string> say)
{
    private const string Province = "360000";
    private const UnemploymentReason Mark = UnemploymentReason.LandExpropriated;
    private const int PersonsOfACaller = 8;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(5);

    private readonly Latencies latencies = new();
    private readonly ConcurrentQueue<double> leaf = new();
    private readonly ConcurrentQueue<double> province = new();
    private long countedSoFar;
    private bool measuring;

    public async Task<LagFigures> RunAsync(CancellationToken cancelled)
    {
        await using var silo = await BenchSilo.StartAsync(options.Server, null, isUnchained: false, clock, cancelled);
        var regions = silo.Services.GetRequiredService<IReferenceData>().Regions;
        string[] leaves = [.. regions.CountingUnits(RegionCode.Parse(Province), clock.Today()).Select(leaf => leaf.Code.Value)];
        var maker = DemoCommand.Maker(seed: 1, clock);
        var identifier = silo.Services.GetRequiredService<IPersonIdentifier>();
        Lifecycle Of(int index, string? office, UnemploymentReason reason)
        {
            var made = maker.Make(index, new Fate(FateKind.Submitted));
            return new Lifecycle(
                silo.Grains.GetGrain<IPersonGrain>(identifier.Identify(made.Number).ToString()),
                made,
                office ?? made.Office.Code.Value,
                reason,
                clock.Today(),
                ChinaTime.StartOf(clock.Today())
            );
        }

        say($"{options.Callers} callers, {options.Probes} probes, {leaves.Length} leaves");
        await silo.Grains.GetGrain<IRegionGrain>(Province).Figures(CountingPeriod.Of(clock.Today()));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var callers = Enumerable
            .Range(0, options.Callers)
            .Select(caller =>
                Enumerable
                    .Range(caller * PersonsOfACaller, PersonsOfACaller)
                    .Select(index => Of(index, null, UnemploymentReason.DismissedByEnterprise))
                    .ToArray()
            )
            .Select(persons => Task.Run(() => WriteAsync(persons, stop.Token), cancelled))
            .ToArray();
        var first = options.Callers * PersonsOfACaller;
        var seen = new Seen();
        var probes = Enumerable
            .Range(0, options.Probes)
            .Select(probe => (Leaf: leaves[probe * leaves.Length / options.Probes], Index: first + probe))
            .Select(probe =>
                Task.Run(() => ProbeAsync(silo.Grains, probe.Leaf, Of(probe.Index, probe.Leaf + "01", Mark), seen, stop.Token), cancelled)
            )
            .ToArray();

        await Task.Delay(Warming, clock, cancelled);
        using var pages = new PageLags();
        Volatile.Write(ref measuring, true);
        var start = clock.GetTimestamp();
        await Task.WhenAny(Task.WhenAll([.. callers, .. probes]), Task.Delay(TimeSpan.FromSeconds(options.Seconds), clock, cancelled));
        Volatile.Write(ref measuring, false);
        var took = clock.GetElapsedTime(start).TotalSeconds;
        var (lags, counted, writes) = (pages.Milliseconds, countedSoFar, latencies.Count);
        await stop.CancelAsync();
        await Task.WhenAll([.. callers, .. probes]);

        await silo.Grains.GetGrain<IRegionGrain>(Province).Drain();
        var recount = await silo.Services.GetRequiredService<IRecount>().RunAsync(leaves, "bench", cancelled);
        return new LagFigures(
            writes / took,
            latencies.Milliseconds(0.99),
            counted / took,
            Spread.Of(this.leaf),
            Spread.Of(province),
            lags.Count,
            Spread.Of(lags),
            recount.DifferentCells
        );
    }

    private async Task WriteAsync(Lifecycle[] persons, CancellationToken stop)
    {
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var person = persons[turn % persons.Length];
            var isCounted = person.IsCounted;
            var began = clock.GetTimestamp();
            await person.NextAsync();
            if (!Volatile.Read(ref measuring))
                continue;
            latencies.Add(clock.GetElapsedTime(began));
            if (isCounted)
                Interlocked.Increment(ref countedSoFar);
        }
    }

    /// <summary>Registers, and looks until it is seen; then exits, and again.</summary>
    private async Task ProbeAsync(IGrainFactory grains, string leaf, Lifecycle person, Seen seen, CancellationToken stop)
    {
        var period = CountingPeriod.Of(clock.Today());
        for (var registered = 1L; !stop.IsCancellationRequested; registered++)
        {
            await person.NextAsync();
            await person.NextAsync();
            await person.NextAsync();
            var since = clock.GetTimestamp();
            var all = seen.Add();
            var inLeaf = AppearsAsync(grains.GetGrain<IRegionGrain>(leaf), period, registered, since, this.leaf);
            var inProvince = AppearsAsync(grains.GetGrain<IRegionGrain>(Province), period, all, since, province);
            await inLeaf;
            await inProvince;
            await person.NextAsync();
        }
    }

    private async Task AppearsAsync(IRegionGrain region, CountingPeriod period, long number, long since, ConcurrentQueue<double> into)
    {
        var cell = new FigureCell(CountBlock.Urban, Measure.New, Dimension.Reason, "50");
        while ((await region.Figures(period)).Flows[cell] < number)
            await Task.Delay(Between, clock);
        if (Volatile.Read(ref measuring))
            into.Enqueue(clock.GetElapsedTime(since).TotalMilliseconds);
    }

    /// <summary>Probes that were answered: as many must be in the province's figures.</summary>
    private sealed class Seen
    {
        private long count;

        public long Add() => Interlocked.Increment(ref count);
    }
}
