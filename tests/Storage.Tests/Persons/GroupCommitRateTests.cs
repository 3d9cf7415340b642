using System.Diagnostics;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Persons;
using Grid.Testing;
using Grid.Testing.Databases;
using Orleans;

namespace Grid.Storage.Tests.Persons;

/// <summary>Why writes are grouped: the same rows, by the same code, one transaction a write and together.</summary>
public sealed class GroupCommitRateTests(DatabaseFixture database, ITestOutputHelper output) : IClassFixture<DatabaseFixture>
{
    private const int Callers = 256;

    [Fact]
    public async Task Together_is_faster_than_one_at_a_time()
    {
        var writes = TestSize.Pick(small: 2_000, full: 20_000);
        var singly = await MeasureAsync(100_000, writes, new RegistryOptions { GroupSize = 1 });
        var together = await MeasureAsync(500_000, writes, new RegistryOptions());
        output.WriteLine($"person, journal, receipt, count entry and reminder, {Callers} callers: {singly:N0}/s one transaction a write, {together:N0}/s grouped ({together / singly:N1} times)");
        Assert.True(together > singly, $"{together:N0}/s grouped, {singly:N0}/s singly");
    }

    /// <summary>First writes of new persons, then a second write of each; writes a second over both.</summary>
    private async Task<double> MeasureAsync(int first, int writes, RegistryOptions options)
    {
        await using var register = new Register(database.ApplicationConnectionString, options);
        await register.AppendAsync(register.IdOf(first - 1), sequence => Sample.SmallCommit(sequence)); // Connects and prepares.
        var states = Enumerable.Range(first, writes / 2).Select(n => (N: n, State: new GrainState<PersonState> { State = new PersonState() })).ToArray();
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < 2; round++)
            await Parallel.ForEachAsync(states, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (person, _) => await WriteAsync(register, person.N, person.State));
        return writes / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Task WriteAsync(Register register, int n, GrainState<PersonState> state)
    {
        var person = register.IdOf(n);
        var record = (state.State!.Record ?? Sample.Record(person, n, 0)) is var before ? before with { Sequence = before.Sequence + 1 } : null!;
        var full = Sample.FullCommit(record, n);
        return register.WriteAsync(state, record, full with { PlatformItems = [], Notices = [], Application = null, Registrations = [], Search = null });
    }
}
