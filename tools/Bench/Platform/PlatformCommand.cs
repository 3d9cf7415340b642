using System.CommandLine;
using Grid.Bench.Databases;
using Spectre.Console;

namespace Grid.Bench.Platform;

/// <summary><c>platform</c>: whether offices feel what the national platform is like.</summary>
internal static class PlatformCommand
{
    public static Command Create(TimeProvider clock)
    {
        var server = new Option<string>("--server")
        {
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GRID_BENCH_OWNER") ?? "",
            Description =
                "Connection string of a role that may make databases and roles (GRID_BENCH_OWNER). The measurement makes one and drops it.",
        };
        var clerks = Number("--clerks", 32, "Clerks who work at once.");
        var rate = Number("--rate", 100, "Commands a second of all clerks together.");
        var seconds = Number("--seconds", 20, "Length of a phase.");
        var rounds = Number("--rounds", 3, "Rounds of all phases.");
        var slow = Number("--slow", 5, "Seconds that an answer of the slow platform takes.");
        server.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("Name a server: --server, or GRID_BENCH_OWNER.");
        });
        var command = new Command(
            "platform",
            "The offices' commands over REST while the national platform is up, slow, silent, down and back."
        )
        {
            server,
            clerks,
            rate,
            seconds,
            rounds,
            slow,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new PlatformOptions(
                    parsed.GetValue(server)!,
                    parsed.GetValue(clerks),
                    parsed.GetValue(rate),
                    parsed.GetValue(seconds),
                    parsed.GetValue(rounds),
                    parsed.GetValue(slow)
                );
                var bench = new PlatformBench(options, clock, line => System.Console.Error.WriteLine(line));
                var phases = await bench.RunAsync(cancelled);
                PlatformTable.Write(AnsiConsole.Console, options, bench, phases, await ServerSettings.ReadAsync(options.Server, cancelled));
                return bench.End.Held == bench.End.Made ? 0 : 1;
            }
        );
        return command;
    }

    private static Option<int> Number(string name, int usual, string description)
    {
        var option = new Option<int>(name) { DefaultValueFactory = _ => usual, Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError($"{name} is at least 1.");
        });
        return option;
    }
}

/// <summary>What <c>bench platform</c> was asked for.</summary>
/// <param name="Server">Connection string of a role that may make databases and roles.</param>
/// <param name="Clerks">Connections; each works on persons of its own.</param>
/// <param name="Rate">Commands a second of all clerks together; each is sent at its time, however long the one before took to be
/// due.</param>
/// <param name="Seconds">Length of a phase.</param>
/// <param name="Rounds">Rounds of all phases, after a phase for warming up.</param>
/// <param name="SlowSeconds">How long a slow platform takes.</param>
internal sealed record PlatformOptions(string Server, int Clerks, int Rate, int Seconds, int Rounds, int SlowSeconds);
