using System.CommandLine;
using Grid.Bench.Databases;
using Spectre.Console;

namespace Grid.Bench.Pages;

/// <summary><c>pages</c>: how long each of the operators' pages takes in a register of some size, and what they are made of.</summary>
internal static class PagesCommand
{
    public static Command Create(TimeProvider clock)
    {
        var server = new Option<string>("--server")
        {
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GRID_BENCH_OWNER") ?? "",
            Description =
                "Connection string of a role that may make databases and roles (GRID_BENCH_OWNER). The measurement makes one and drops it.",
        };
        var persons = Number("--persons", 1_000_000, 100, "Persons in the register.");
        var rounds = Number("--rounds", 30, 0, "How often each page is asked for after the first time.");
        var keep = new Option<bool>("--keep") { Description = "Afterwards the register goes on, to be looked at, until Ctrl-C." };
        var database = new Option<string?>("--database")
        {
            Description =
                "Measures in the database of this name: fills it when it is not there, and leaves it for the next time. grid_bench_ and letters or digits.",
        };
        database.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !BenchDatabase.MayBeCalled(name))
                result.AddError("--database is grid_bench_ and up to twenty small letters or digits.");
        });
        var port = Number("--port", 0, 0, "Where it listens; any free port by default.");
        server.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("Name a server: --server, or GRID_BENCH_OWNER.");
        });
        var command = new Command("pages", "Times of the operators' pages, and of the calls that they make, in a register of made-up rows.")
        {
            server,
            persons,
            rounds,
            keep,
            database,
            port,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new PagesOptions(
                    parsed.GetValue(server)!,
                    parsed.GetValue(persons),
                    parsed.GetValue(rounds),
                    parsed.GetValue(keep),
                    parsed.GetValue(database),
                    parsed.GetValue(port)
                );
                await new PagesBench(options, clock, line => System.Console.Error.WriteLine(line)).RunAsync(
                    async report =>
                        PagesTable.Write(AnsiConsole.Console, report, await ServerSettings.ReadAsync(options.Server, cancelled)),
                    cancelled
                );
                return 0;
            }
        );
        return command;
    }

    private static Option<int> Number(string name, int usual, int least, string description)
    {
        var option = new Option<int>(name) { DefaultValueFactory = _ => usual, Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
                result.AddError($"{name} is at least {least}.");
        });
        return option;
    }
}

/// <summary>What <c>pages</c> was asked for.</summary>
/// <param name="Server">Connection string of a role that may make databases and roles on the server.</param>
/// <param name="Persons">Persons in the register.</param>
/// <param name="Rounds">How often each page and each call is asked for after the first time; 0 for none.</param>
/// <param name="Keep">The register stays afterwards, until the program is stopped.</param>
/// <param name="Database">The name of a database that is used as it is when it is there, made and filled when it is not, and never dropped;
/// null for one of its own.</param>
/// <param name="Port">Where it listens; 0 for any free port.</param>
internal sealed record PagesOptions(string Server, int Persons, int Rounds, bool Keep, string? Database, int Port);
