using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Persons;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;
using Grid.Storage.Persons;
using Grid.Storage.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Grid.Bench.Writes;

/// <summary>
/// Three ways of writing, in turn, round by round, over one fresh database: grouped, the same rows one transaction a write, and a bare blob. Machines have
/// moods; ratios between rounds of one run tell more than figures of two runs.
/// </summary>
internal sealed class WriteBench(WritesOptions options, TimeProvider clock, Action<string> say)
{
    private const int Warming = 64;

    public async Task<WritesReport> RunAsync(CancellationToken cancelled)
    {
        await using var database = await BenchDatabase.CreateAsync(options.Server, cancelled);
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        var secrets = new RegisterSecrets(KeyRing.Create(SealAlgorithm.Aes256Gcm), RegisterKey.Create(KeyedHash.HmacSha256));

        var single = new RegistryOptions { GroupSize = 1, WriterLoops = options.SingleLoops };
        using var grouping = await BenchSilo.StartAsync("bench-grouped", source, database.ApplicationConnectionString, secrets, null, clock, cancelled);
        using var alone = await BenchSilo.StartAsync("bench-single", source, database.ApplicationConnectionString, secrets, single, clock, cancelled);
        var (grouped, singly) = (grouping.Services.GetRequiredService<IGrainFactory>(), alone.Services.GetRequiredService<IGrainFactory>());

        say($"{options.Persons:N0} persons for each way");
        var persons = People(grouping.Services.GetRequiredService<IPersonIdentifier>());
        var (first, second) = (persons[..options.Persons], persons[options.Persons..]);
        await EachAsync(first, person => PersonWay.SubmitAsync(grouped, person), cancelled);
        await EachAsync(second, person => PersonWay.SubmitAsync(singly, person), cancelled);

        var matchedAt = ChinaTime.StartOf(clock.Today());
        var defaults = new RegistryOptions();
        var groups = new PersonWay("grouped", $"person grain, all rows, group commit: {defaults.WriterLoops} writer loops, groups of at most {defaults.GroupSize}", grouped, first, options.Kind, matchedAt);
        var singles = new PersonWay("single", $"person grain, the same rows, one transaction a write: {single.WriterLoops} writer loops", singly, second, options.Kind, matchedAt);
        await EachAsync(Enumerable.Range(0, options.Persons), index => groups.WriteAsync(index), cancelled);
        await EachAsync(Enumerable.Range(0, options.Persons), index => singles.WriteAsync(index), cancelled);
        var bytes = await RowsWritten.StateBytesAsync(database.OwnerConnectionString, cancelled);
        var blob = new BlobWay(grouped, options.Persons, bytes);
        await EachAsync(Enumerable.Range(0, options.Persons), blob.FillAsync, cancelled);
        var rows = await RowsWritten.OfAsync(database.OwnerConnectionString, first[^1].Id, cancelled);
        await ServerSettings.CheckpointAsync(database.OwnerConnectionString, cancelled);

        IWay[] ways = [groups, singles, blob];
        var runner = new Rounds(options.Callers, clock, firstNumber: options.Persons);
        var measured = new List<Round>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var way in ways)
            {
                measured.Add(await runner.RunAsync(way, options.Duration, cancelled));
                cancelled.ThrowIfCancellationRequested();
                say($"round {round} {way.Name,-8} {measured[^1].PerSecond,8:N0} writes/s   p50 {measured[^1].P50:0.0} ms   p99 {measured[^1].P99:0.0} ms");
            }
        }

        var settings = await ServerSettings.ReadAsync(database.OwnerConnectionString, cancelled);
        await grouping.StopAsync(cancelled);
        await alone.StopAsync(cancelled);
        return WritesReport.Of(options, [.. ways.Select(way => (way.Name, way.Description))], measured, rows, bytes, settings);
    }

    private List<BenchPerson> People(IPersonIdentifier identifier)
    {
        var maker = DemoCommand.Maker(seed: 1, clock);
        var offices = maker.Places.Offices.All;
        return [.. Enumerable.Range(0, 2 * options.Persons).Select(index =>
        {
            // Whatever their story would be, their application is open.
            var made = maker.Make(index, new Fate(FateKind.Submitted));
            var other = offices[index % offices.Count];
            return new BenchPerson(identifier.Identify(made.Number), made, other.Code == made.Office.Code ? offices[(index + 1) % offices.Count].Code.Value : other.Code.Value);
        })];
    }

    private static Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> work, CancellationToken cancelled) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = Warming, CancellationToken = cancelled }, async (one, _) => await work(one));
}
