using Grid.Bench.Databases;
using Grid.Bench.Writes;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Reference;
using Grid.LoadGenerator.Demo;
using Grid.Storage.Counting;
using Grid.Storage.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Grid.Bench.Counting;

/// <summary>Folds, recounts and closes a province's register of some size, three periods long.</summary>
internal sealed class StockBench(CountsOptions options, TimeProvider clock, Action<string> say)
{
    private const string Province = "360000";

    public async Task<StockFigures> RunAsync(CancellationToken cancelled)
    {
        await using var database = await BenchDatabase.CreateAsync(options.Server, cancelled);
        var secrets = BenchSilo.NewSecrets();
        var period = CountingPeriod.Of(clock.Today());
        say($"{options.Persons:N0} histories");
        var history = new MadeUpHistory(DemoCommand.Maker(seed: 1, clock), clock.Today());
        var load = new HistoryLoad(database.OwnerConnectionString, secrets.Ring);
        var middle = options.Persons / 2;
        var entries = (
            await Task.WhenAll(
                Task.Run(() => load.LoadAsync(history, 0, middle, cancelled), cancelled),
                Task.Run(() => load.LoadAsync(history, middle, options.Persons, cancelled), cancelled)
            )
        ).Sum();
        await ServerSettings.CheckpointAsync(database.OwnerConnectionString, cancelled);

        var counted = await CountAsync(database, secrets, entries, period, cancelled);
        await using var silo = await BenchSilo.StartAsync(database, secrets, clock, cancelled);
        var reading = clock.GetTimestamp();
        var figures = await silo.Grains.GetGrain<IRegionGrain>(Province).Figures(period);
        var closing = Balance.Closing(figures.Opening, figures.Flows);
        return counted with
        {
            ProvinceMilliseconds = clock.GetElapsedTime(reading).TotalMilliseconds,
            Stock = Enum.GetValues<CountBlock>().Sum(block => closing.Total(block, Measure.Closing)),
        };
    }

    private async Task<StockFigures> CountAsync(
        BenchDatabase database,
        RegisterSecrets secrets,
        long entries,
        CountingPeriod period,
        CancellationToken cancelled
    )
    {
        say($"folding {entries:N0} entries");
        await using var silo = await BenchSilo.StartAsync(database, secrets, clock, cancelled);
        var province = silo.Grains.GetGrain<IRegionGrain>(Province);
        var regions = silo.Services.GetRequiredService<IReferenceData>().Regions;
        string[] leaves = [.. regions.CountingUnits(RegionCode.Parse(Province), clock.Today()).Select(leaf => leaf.Code.Value)];
        var folding = clock.GetTimestamp();
        while (await WaitingAsync(silo, cancelled) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancelled); // The watch has found them, and the leaves are at work.
        var folded = clock.GetElapsedTime(folding);
        await ServerSettings.CheckpointAsync(database.OwnerConnectionString, cancelled);

        say($"recount after {folded.TotalSeconds:0.0} s");
        var recount = silo.Services.GetRequiredService<IRecount>();
        var counted = await recount.RunAsync(leaves, "bench", cancelled);

        say("closing");
        await province.Drain();
        var first = await CloseAsync(silo, leaves, period.Previous.Previous, cancelled);
        var second = await CloseAsync(silo, leaves, period.Previous, cancelled);
        await province.Reload();
        var again = await recount.RunAsync(leaves, "bench", cancelled);
        return new StockFigures(
            options.Persons,
            entries,
            folded.TotalSeconds,
            counted.Lines,
            (counted.EndedAt - counted.StartedAt).TotalSeconds,
            leaves.Length,
            first.TotalSeconds,
            second.TotalSeconds,
            ProvinceMilliseconds: 0,
            Stock: 0,
            counted.DifferentCells + again.DifferentCells
        );
    }

    private static async Task<long> WaitingAsync(BenchSilo silo, CancellationToken cancelled) =>
        (await silo.Services.GetRequiredService<ICountStore>().WaitingAsync(DateTimeOffset.MaxValue, cancelled)).Sum(region =>
            region.Entries
        );

    private async Task<TimeSpan> CloseAsync(BenchSilo silo, string[] leaves, CountingPeriod period, CancellationToken cancelled)
    {
        var began = clock.GetTimestamp();
        await using var connection = await silo.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancelled);
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        var counts = await PeriodClosing.LockAsync(connection, leaves, period, cancelled);
        await PeriodClosing.CloseAsync(connection, counts, cancelled);
        await transaction.CommitAsync(cancelled);
        return clock.GetElapsedTime(began);
    }
}
