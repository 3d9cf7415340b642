using Grid.Bench.Databases;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Persons;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;
using Grid.Storage.Persons;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Grid.Bench.Writes;

/// <summary>
/// Three methods of writing, in turn, round by round, over fresh databases of one server: grouped, the same rows one transaction a write,
/// and a bare blob. Machines vary; ratios between rounds of one run mean more than figures of two runs.
/// </summary>
internal sealed class WriteBench(WritesOptions options, TimeProvider clock, Action<string> say)
{
    private const int Warming = 64;

    public async Task<WritesReport> RunAsync(CancellationToken cancelled)
    {
        var other = options.IsPartMeasured
            ? new RegistryOptions()
            : new RegistryOptions { GroupSize = 1, WriterLoops = options.SingleLoops };
        await using var grouping = await BenchSilo.StartAsync(options.Server, null, isUnchained: false, clock, cancelled);
        await using var alone = await BenchSilo.StartAsync(options.Server, other, options.WithoutChain, clock, cancelled);

        if (options.WithoutChanges)
            await WithoutPositionsAsync(alone.Database.OwnerConnectionString, cancelled);

        say($"{options.Persons:N0} persons for each way");
        var first = await SubmitAsync(grouping, cancelled);
        var second = await SubmitAsync(alone, cancelled);

        var matchedAt = ChinaTime.StartOf(clock.Today());
        var defaults = new RegistryOptions();
        var groups = new PersonWrites(
            "grouped",
            $"person grain, all rows, group commit: {defaults.WriterLoops} writer loops, groups of at most {defaults.GroupSize}",
            grouping.Grains,
            first,
            options.Kind,
            matchedAt
        );
        var (name, what) = (options.WithoutChain, options.WithoutChanges) switch
        {
            (true, true) => (
                "bare",
                "the same without MACs, without the log of commits, and without positions in the journal and their index"
            ),
            (true, false) => ("unchained", "the same without MACs and without the log of commits"),
            (false, true) => ("unplaced", "the same without positions in the journal and their index"),
            _ => ("single", $"person grain, the same rows, one transaction a write: {other.WriterLoops} writer loops"),
        };
        var singles = new PersonWrites(name, what, alone.Grains, second, options.Kind, matchedAt);
        await EachAsync(Enumerable.Range(0, options.Persons), index => groups.WriteAsync(index), cancelled);
        await EachAsync(Enumerable.Range(0, options.Persons), index => singles.WriteAsync(index), cancelled);
        var bytes = await RowsWritten.StateBytesAsync(grouping.Database.OwnerConnectionString, cancelled);
        var methods = new List<IWriteMethod> { groups, singles };
        if (!options.IsPartMeasured)
        {
            var blob = new BlobWrites(grouping.Grains, options.Persons, bytes);
            await EachAsync(Enumerable.Range(0, options.Persons), blob.FillAsync, cancelled);
            methods.Add(blob);
        }

        var rows = await RowsWritten.OfAsync(grouping.Database.OwnerConnectionString, first[^1].Id, cancelled);
        await ServerSettings.CheckpointAsync(grouping.Database.OwnerConnectionString, cancelled);

        var runner = new Rounds(options.Callers, clock, firstNumber: options.Persons);
        var measured = new List<Round>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            // In turn, and the other way round in every second round: what grows meanwhile burdens neither.
            foreach (var method in round % 2 == 0 ? methods.AsEnumerable().Reverse() : methods)
            {
                measured.Add(await runner.RunAsync(method, options.Duration, cancelled));
                cancelled.ThrowIfCancellationRequested();
                say(
                    $"round {round} {method.Name, -8} {measured[^1].PerSecond, 8:N0} writes/s   p50 {measured[^1].P50:0.0} ms   p99 {measured[^1].P99:0.0} ms"
                );
            }
        }

        var settings = await ServerSettings.ReadAsync(grouping.Database.OwnerConnectionString, cancelled);
        return WritesReport.Of(options, [.. methods.Select(method => (method.Name, method.Description))], measured, rows, bytes, settings);
    }

    /// <summary>Each with an open application, handed in now, so that no reminder is due while it is measured; and active.</summary>
    private async Task<List<BenchPerson>> SubmitAsync(BenchSilo silo, CancellationToken cancelled)
    {
        var identifier = silo.Services.GetRequiredService<IPersonIdentifier>();
        var maker = DemoCommand.Maker(seed: 1, clock);
        var offices = maker.Places.Offices.All;
        List<BenchPerson> persons =
        [
            .. Enumerable
                .Range(0, options.Persons)
                .Select(index =>
                {
                    var made = maker.Make(index, new Fate(FateKind.Submitted));
                    var other =
                        offices[index % offices.Count] is var office && office.Code != made.Office.Code
                            ? office
                            : offices[(index + 1) % offices.Count];
                    return new BenchPerson(identifier.Identify(made.Number), made, other.Code.Value);
                }),
        ];
        await EachAsync(persons, person => PersonWrites.SubmitAsync(silo.Grains, person), cancelled);
        return persons;
    }

    private static async Task WithoutPositionsAsync(string connectionString, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(
            "DROP INDEX journal_position; ALTER TABLE journal ALTER COLUMN position DROP DEFAULT",
            connection
        );
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private static Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> work, CancellationToken cancelled) =>
        Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = Warming, CancellationToken = cancelled },
            async (one, _) => await work(one)
        );
}
