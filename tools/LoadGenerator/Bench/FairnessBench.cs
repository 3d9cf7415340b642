using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;

namespace Grid.LoadGenerator.Bench;

/// <summary>
/// Two callers of a running register, each one subject. The quiet one sends one request after the other, a command and a read in turn; first
/// alone, then while the loud one sends the same over many connections without a pause. Rounds of both kinds alternate, so that what else
/// happens on the machine is in both.
/// </summary>
internal sealed class FairnessBench(
    FairnessOptions options,
    PersonMaker maker,
    RegisterClient client,
    TimeProvider clock,
    Action<string> say
)
{
    private List<OpenCase> cases = [];
    private int commands;

    public async Task<FairnessFigures> RunAsync(CancellationToken cancelled)
    {
        say($"{options.Persons:N0} applications");
        cases = await OpenCases.SubmitAsync(options.Persons, 16, $"fair-{options.Seed}", maker, client, cancelled);

        var (alone, beside, loud) = (new List<Latencies>(), new List<Latencies>(), new List<double>());
        for (var round = 0; round <= options.Rounds; round++)
        {
            var quiet = await RoundAsync(cancelled);
            var (besideLoad, perSecond) = await BesideLoadAsync(cancelled);
            say(
                $"{(round == 0 ? "warming" : $"round {round}")}: p99 {quiet.Milliseconds(0.99):0.0} ms alone, {besideLoad.Milliseconds(0.99):0.0} ms beside {perSecond:N0} requests a second of the other"
            );
            if (round == 0)
                continue;
            alone.Add(quiet);
            beside.Add(besideLoad);
            loud.Add(perSecond);
        }

        return new FairnessFigures(
            Median(alone.Select(one => one.Milliseconds(0.5))),
            Median(alone.Select(one => one.Milliseconds(0.99))),
            Median(beside.Select(one => one.Milliseconds(0.5))),
            Median(beside.Select(one => one.Milliseconds(0.99))),
            Median(loud)
        );
    }

    private async Task<(Latencies Quiet, double LoudPerSecond)> BesideLoadAsync(CancellationToken cancelled)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var answered = 0L;
        var start = clock.GetTimestamp();
        var load = Enumerable.Range(0, options.Connections).Select(connection => Task.Run(() => LoadAsync(connection), cancelled)).ToList();
        try
        {
            var quiet = await RoundAsync(cancelled);
            return (quiet, Interlocked.Read(ref answered) / clock.GetElapsedTime(start).TotalSeconds);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(load);
        }

        async Task LoadAsync(int connection)
        {
            // Not the quiet one's cases: those would wait for the same grain, whatever the queue does.
            for (var place = connection; !over.IsCancellationRequested; place += options.Connections)
            {
                try
                {
                    await SendAsync(
                        "loud",
                        cases[FairnessOptions.QuietCases + (place % (cases.Count - FairnessOptions.QuietCases))],
                        place,
                        over.Token
                    );
                    Interlocked.Increment(ref answered);
                }
                catch (OperationCanceledException) when (over.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    private async Task<Latencies> RoundAsync(CancellationToken cancelled)
    {
        var latencies = new Latencies();
        var start = clock.GetTimestamp();
        for (var place = 0; clock.GetElapsedTime(start) < options.Duration; place++)
        {
            var began = clock.GetTimestamp();
            await SendAsync("quiet", cases[place / 2 % FairnessOptions.QuietCases], place, cancelled);
            latencies.Add(clock.GetElapsedTime(began));
        }

        return latencies;
    }

    private async Task SendAsync(string caller, OpenCase one, int place, CancellationToken cancelled)
    {
        // One subject, whatever the case's office: it is one caller to the register.
        var staff = new Staff("clerk", one.Office.Code.Value, $"bench-{caller}", "示例经办人");
        if (place % 2 == 1)
        {
            await client.ReadAsync("read application", staff, one.Path, cancelled);
            return;
        }

        await client.PostAsync(
            "verify",
            staff,
            one.Checks,
            $"fair-{options.Seed}-{caller}-{Interlocked.Increment(ref commands)}",
            one.Check,
            cancelled
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>What <c>bench fairness</c> was asked for.</summary>
internal sealed record FairnessOptions
{
    /// <summary>Cases that only the quiet caller works on.</summary>
    public const int QuietCases = 50;

    /// <summary>Connections of the loud caller, each sending again at once.</summary>
    public required int Connections { get; init; }

    /// <summary>Persons with an open application; more than <see cref="QuietCases"/>.</summary>
    public required int Persons { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Of one round.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Separates this run's persons and keys from those of other runs.</summary>
    public required ulong Seed { get; init; }
}

/// <summary>The quiet caller's times, medians of the rounds, and how much the loud one got.</summary>
/// <param name="AloneP50">Milliseconds.</param>
/// <param name="AloneP99">Milliseconds.</param>
/// <param name="BesideP50">Milliseconds.</param>
/// <param name="BesideP99">Milliseconds.</param>
/// <param name="LoudPerSecond">Requests of the loud caller that were answered in a second.</param>
internal sealed record FairnessFigures(double AloneP50, double AloneP99, double BesideP50, double BesideP99, double LoudPerSecond)
{
    /// <summary>What the loud caller costs the quiet one: 2 is the most that is allowed.</summary>
    public double Ratio => BesideP99 / AloneP99;
}
