using Grid.Bench.Databases;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Register;
using Npgsql;

namespace Grid.Bench.Platform;

/// <summary>
/// The same load of the offices while the platform is up, slow, silent, down and back, in turn. Between the phases the platform is up and
/// what waits leaves, so that each begins alike.
/// </summary>
internal sealed class PlatformBench(PlatformOptions options, TimeProvider clock, Action<string> say)
{
    /// <summary>Items at the platform, items that the register believes accepted, and those that it made: the same in the end.</summary>
    public (long Held, long Accepted, long Made) End { get; private set; }

    /// <summary>Requests that were sent again after 429, 503 or no answer.</summary>
    public long Retries { get; private set; }

    /// <summary>The register's own CPU time in all phases, in cores.</summary>
    public double Cores { get; private set; }

    public async Task<IReadOnlyList<PhaseFigures>> RunAsync(CancellationToken cancelled)
    {
        await using var database = await BenchDatabase.CreateAsync(options.Server, cancelled);
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        var (registerUrl, platformUrl) = (FreeUrl.Take(), FreeUrl.Take());
        await using var platform = new BenchPlatform(platformUrl, database.OwnerConnectionString, options.SlowSeconds, clock);
        await platform.EnterAsync(PlatformPhase.Up, cancelled);
        await using var register = await BenchRegister.StartAsync(
            registerUrl,
            database.ApplicationConnectionString,
            platformUrl,
            clock,
            cancelled
        );
        var statistics = new RequestStatistics();
        using var client = new RegisterClient(
            registerUrl,
            RegisterClient.Transport(options.Clerks),
            new StaffTokens(register.TokenKey, clock),
            statistics,
            clock
        );
        var offices = new OfficesAtWork(
            options,
            DemoCommand.Maker((ulong)clock.GetUtcNow().ToUnixTimeMilliseconds(), clock),
            client,
            clock
        );

        say("warming");
        await offices.WorkAsync(TimeSpan.FromSeconds(options.Seconds), new Latencies(), cancelled);
        var phases = Enum.GetValues<PlatformPhase>().Select(phase => new PhaseFigures(phase)).ToArray();
        var cpu = register.Cpu;
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var phase in phases)
            {
                // What waited while it was down is for the phase after it.
                if (phase.Phase != PlatformPhase.Back)
                    await DrainAsync(platform, source, cancelled);
                await PhaseAsync(phase, round, platform, offices, source, cancelled);
            }
        }

        var measured = phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Took);
        Cores = (register.Cpu - cpu) / measured;
        await DrainAsync(platform, source, cancelled);
        End = (
            await platform.HeldAsync(cancelled),
            await CountAsync(source, "SELECT count(*) FROM platform_sent WHERE outcome = 'accepted'", cancelled),
            await CountAsync(
                source,
                "SELECT count(*) FROM journal WHERE event IN ('applicationApproved', 'registered', 'exited')",
                cancelled
            )
        );
        Retries = statistics.Retries;
        return phases;
    }

    private async Task PhaseAsync(
        PhaseFigures phase,
        int round,
        BenchPlatform platform,
        OfficesAtWork offices,
        NpgsqlDataSource source,
        CancellationToken cancelled
    )
    {
        const string Held = "SELECT count(*) FROM platform_simulator.item";
        await platform.EnterAsync(phase.Phase, cancelled);
        var (before, latencies, began) = (await CountAsync(source, Held, cancelled), new Latencies(), clock.GetTimestamp());
        await offices.WorkAsync(TimeSpan.FromSeconds(options.Seconds), latencies, cancelled);
        phase.Took += clock.GetElapsedTime(began);
        phase.Latencies.Add(latencies);
        phase.RoundP99.Add(latencies.Milliseconds(0.99));
        phase.Waiting.Add(await CountAsync(source, "SELECT count(*) FROM platform_item", cancelled));
        phase.Taken += await CountAsync(source, Held, cancelled) - before;
        say(
            $"round {round} {phase.Phase, -7} {latencies.Count, 7:N0} commands   p50 {latencies.Milliseconds(0.5):0.0} ms   p99 {latencies.Milliseconds(0.99):0.0} ms   {phase.Waiting[^1]:N0} items wait"
        );
    }

    private async Task DrainAsync(BenchPlatform platform, NpgsqlDataSource source, CancellationToken cancelled)
    {
        await platform.EnterAsync(PlatformPhase.Up, cancelled);
        while (await CountAsync(source, "SELECT count(*) FROM platform_item", cancelled) > 0)
            await Task.Delay(TimeSpan.FromSeconds(1), clock, cancelled);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql, CancellationToken cancelled)
    {
#pragma warning disable CA2100 // Constants of this class.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(cancelled))!;
    }
}
