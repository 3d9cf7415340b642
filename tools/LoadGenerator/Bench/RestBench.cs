using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;

namespace Grid.LoadGenerator.Bench;

/// <summary>
/// Durable commands (a check of an open application is recorded) and reads (that application) a second through the API of a running
/// register, in turn. Each connection sends again as soon as it has its answer. The requests are made before, and nothing is made of the
/// answers: the cores that the register has are not spent on a client.
/// </summary>
internal sealed class RestBench(RestOptions options, PersonMaker maker, RegisterClient client, TimeProvider clock, Action<string> say)
{
    private List<OpenCase> cases = [];
    private int commands;

    public async Task<IReadOnlyList<RestFigures>> RunAsync(CancellationToken cancelled)
    {
        say($"{options.Persons:N0} applications");
        cases = await OpenCases.SubmitAsync(options.Persons, options.Connections, $"bench-{options.Seed}", maker, client, cancelled);

        (string Kind, Func<OpenCase, Task> Send)[] kinds =
        [
            ("command: record a check", one =>
                client.PostAsync(
                    "verify",
                    Staff.Clerk(one.Office),
                    one.Checks,
                    $"bench-{options.Seed}-{Interlocked.Increment(ref commands)}",
                    one.Check,
                    cancelled
                )
            ),
            ("read: an application", one => client.ReadAsync("read application", Staff.Clerk(one.Office), one.Path, cancelled)),
        ];
        var rounds = new List<(string Kind, double PerSecond, Latencies Latencies)>();
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var (kind, send) in kinds)
            {
                var (rate, latencies) = await RoundAsync(send, cancelled);
                say(
                    $"{(round == 0 ? "warming" : $"round {round}")} {kind, -25} {rate, 8:N0}/s   p50 {latencies.Milliseconds(0.5):0.0} ms   p99 {latencies.Milliseconds(0.99):0.0} ms"
                );
                if (round > 0)
                    rounds.Add((kind, rate, latencies));
            }
        }

        return
        [
            .. kinds.Select(kind =>
                Figures(kind.Kind, [.. rounds.Where(round => round.Kind == kind.Kind).Select(round => (round.PerSecond, round.Latencies))])
            ),
        ];
    }

    private async Task<(double PerSecond, Latencies Latencies)> RoundAsync(Func<OpenCase, Task> send, CancellationToken cancelled)
    {
        var latencies = new Latencies();
        var start = clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(connection => Task.Run(() => SendAsync(connection), cancelled)));
        return (latencies.Count / clock.GetElapsedTime(start).TotalSeconds, latencies);

        async Task SendAsync(int connection)
        {
            // Each connection has persons of its own: a case is played by one at a time.
            for (var place = connection; clock.GetElapsedTime(start) < options.Duration; place += options.Connections)
            {
                var began = clock.GetTimestamp();
                await send(cases[place % (cases.Count - (cases.Count % options.Connections))]);
                latencies.Add(clock.GetElapsedTime(began));
            }
        }
    }

    private static RestFigures Figures(string kind, (double PerSecond, Latencies Latencies)[] rounds) =>
        new(
            kind,
            Median(rounds.Select(round => round.PerSecond)),
            Median(rounds.Select(round => round.Latencies.Milliseconds(0.5))),
            Median(rounds.Select(round => round.Latencies.Milliseconds(0.99))),
            [.. rounds.Select(round => round.PerSecond)]
        );

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
