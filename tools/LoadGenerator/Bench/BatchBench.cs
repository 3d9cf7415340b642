using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;

namespace Grid.LoadGenerator.Bench;

/// <summary>
/// The same commands (a check of an open application is recorded), of one caller and each of another person: as requests of their own, and as
/// the lines of one batch. In turn, so that both are measured in the same state of the register.
/// </summary>
internal sealed class BatchBench(BatchOptions options, PersonMaker maker, RegisterClient client, TimeProvider clock, Action<string> say)
{
    private const string Kind = "record a check";

    /// <summary>One caller for all offices: a batch has one token.</summary>
    private static readonly Staff Supervisor = new("supervisor", "36000001", "bench-batches", "示例负责人");

    /// <summary>Commands a second of each round, after one for warming up.</summary>
    public async Task<(IReadOnlyList<double> Alone, IReadOnlyList<double> Batch)> RunAsync(CancellationToken cancelled)
    {
        say($"{options.Commands:N0} applications");
        var cases = await OpenCases.SubmitAsync(options.Commands, options.Connections, $"batches-{options.Seed}", maker, client, cancelled);
        var (alone, batch) = (new List<double>(), new List<double>());
        for (var round = 0; round <= options.Rounds; round++)
        {
            var single = await MeasureAsync(cases.Count, () => AloneAsync(cases, round, cancelled));
            var together = await MeasureAsync(cases.Count, () => BatchAsync(cases, round, cancelled));
            say($"{(round == 0 ? "warming" : $"round {round}")} alone {single, 8:N0}/s   in a batch {together, 8:N0}/s");
            if (round > 0)
            {
                alone.Add(single);
                batch.Add(together);
            }
        }

        return (alone, batch);
    }

    private async Task<double> MeasureAsync(int commands, Func<Task> send)
    {
        var start = clock.GetTimestamp();
        await send();
        return commands / clock.GetElapsedTime(start).TotalSeconds;
    }

    private Task AloneAsync(List<OpenCase> cases, int round, CancellationToken cancelled) =>
        Parallel.ForEachAsync(
            cases.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = options.Connections, CancellationToken = cancelled },
            async (one, _) =>
                await client.PostAsync(Kind, Supervisor, one.Item.Checks, KeyOf("a", round, one.Index), one.Item.Check, cancelled)
        );

    private async Task BatchAsync(List<OpenCase> cases, int round, CancellationToken cancelled)
    {
        var statuses = await client.SendBatchAsync(
            Supervisor,
            [.. cases.Select((one, i) => new BatchLine(KeyOf("b", round, i), one.Checks, one.Check))],
            cancelled
        );
        if (statuses.Count != cases.Count || statuses.Any(status => status != 200))
            throw new UnexpectedAnswerException(Kind, statuses.FirstOrDefault(status => status != 200), "batch", "not every line was done");
    }

    private string KeyOf(string how, int round, int index) => FormattableString.Invariant($"batches-{options.Seed}-{how}{round}-{index}");
}

/// <summary>What <c>bench batches</c> was asked for.</summary>
/// <param name="Commands">Of a batch, each of another person; at most 500.</param>
/// <param name="Connections">On which they are sent alone.</param>
/// <param name="Seed">Separates this run's persons and keys from those of other runs.</param>
internal sealed record BatchOptions(int Commands, int Connections, int Rounds, ulong Seed);
