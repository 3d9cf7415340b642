using System.CommandLine;
using Grid.Bench.Databases;
using Spectre.Console;

namespace Grid.Bench.Counting;

/// <summary>
/// <c>counts</c>: how far live counts are behind at full write load, and what recounting and closing a whole province take.
/// </summary>
internal static class CountsCommand
{
    public static Command Create(TimeProvider clock)
    {
        var server = new Option<string>("--server")
        {
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GRID_BENCH_OWNER") ?? "",
            Description =
                "Connection string of a role that may make databases and roles (GRID_BENCH_OWNER). The measurement makes some and drops them.",
        };
        var callers = Number("--callers", 256, 1, "Callers at once.");
        var seconds = Number("--seconds", 30, 0, "Length of the measurement at full write load; 0 for none.");
        var probes = Number("--probes", 8, 1, "Registrations at once that are looked for in the figures.");
        var persons = Number("--persons", 20_000, 0, "Persons of the register that is recounted and closed; 0 for none.");
        server.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("Name a server: --server, or GRID_BENCH_OWNER.");
        });
        var command = new Command(
            "counts",
            "Lag of live counts at full write load; a recount and the closing of a month of a whole province."
        )
        {
            server,
            callers,
            seconds,
            probes,
            persons,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new CountsOptions(
                    parsed.GetValue(server)!,
                    parsed.GetValue(callers),
                    parsed.GetValue(seconds),
                    parsed.GetValue(probes),
                    parsed.GetValue(persons)
                );
                CountsTable.Write(
                    AnsiConsole.Console,
                    new CountsReport
                    {
                        Options = options,
                        Cores = Environment.ProcessorCount,
                        Lag =
                            options.Seconds == 0
                                ? null
                                : await new LagBench(options, clock, line => System.Console.Error.WriteLine(line)).RunAsync(cancelled),
                        Stock =
                            options.Persons == 0
                                ? null
                                : await new StockBench(options, clock, line => System.Console.Error.WriteLine(line)).RunAsync(cancelled),
                        Server = await ServerSettings.ReadAsync(options.Server, cancelled),
                    }
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
