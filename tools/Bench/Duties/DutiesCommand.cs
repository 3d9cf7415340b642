using System.CommandLine;
using Spectre.Console;

namespace Grid.Bench.Duties;

/// <summary><c>duties</c>: many duties due in one night: all done, how late, and what it cost.</summary>
internal static class DutiesCommand
{
    public static Command Create(TimeProvider clock)
    {
        var server = new Option<string>("--server")
        {
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GRID_BENCH_OWNER") ?? "",
            Description =
                "Connection string of a role that may make databases and roles (GRID_BENCH_OWNER). The measurement makes one and drops it.",
        };
        var persons = new Option<int>("--persons") { DefaultValueFactory = _ => 20_000, Description = "Persons whose review falls due." };
        var seconds = new Option<int>("--seconds")
        {
            DefaultValueFactory = _ => 60,
            Description = "Over how long; the register itself spreads a night over five hours.",
        };
        var patience = new Option<int>("--patience")
        {
            DefaultValueFactory = _ => 60,
            Description = "Seconds to wait after the last due moment; what is not done then is reported, and the exit code is 1.",
        };
        foreach (var number in (Option<int>[])[persons, seconds, patience])
        {
            number.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1)
                    result.AddError($"{number.Name} is at least 1.");
            });
        }

        server.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("Name a server: --server, or GRID_BENCH_OWNER.");
        });
        var command = new Command("duties", "Duties due in one night, through the person's reminder, its grain and its commit.")
        {
            server,
            persons,
            seconds,
            patience,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var options = new DutiesOptions(
                    parsed.GetValue(server)!,
                    parsed.GetValue(persons),
                    parsed.GetValue(seconds),
                    TimeSpan.FromSeconds(parsed.GetValue(patience))
                );
                var report = await new DutyBench(options, clock, line => System.Console.Error.WriteLine(line)).RunAsync(cancelled);
                Write(AnsiConsole.Console, report);
                return report.NotDone == 0 ? 0 : 1;
            }
        );
        return command;
    }

    private static void Write(IAnsiConsole console, DutiesReport report)
    {
        var table = new Table
        {
            Title = new TableTitle(
                $"{report.Persons:N0} reviews due within {report.Options.SpreadSeconds} s, one silo, every person's grain cold"
            ),
        }.AddColumns("what", "figure");
        table.Columns[1].RightAligned();
        table.AddRow("escalated, by the journal", $"{report.Escalated:N0}");
        table.AddRow("not done", $"{report.NotDone:N0}");
        if (report.NeverTicked is { } never)
            table.AddRow("never ticked, due within the night at s", $"{never.First:0.000} to {never.Last:0.000}");
        table.AddRow("ticks at work", $"{report.Ticks:N0}");
        table.AddRow("ticks turned away", $"{report.TurnedAway:N0}");
        table.AddRow("ticks failed", $"{report.Failed:N0}");
        table.AddRow("reminders left that are past", $"{report.Left:N0}");
        table.AddRow("late, median ms", $"{report.MedianMs:0.0}");
        table.AddRow("late, p99 ms", $"{report.P99Ms:0.0}");
        table.AddRow("late, longest ms", $"{report.LongestMs:0}");
        table.AddRow("first due to last commit, s", $"{report.Seconds:0.0}");
        table.AddRow("CPU of the silo, s", $"{report.SiloCpuSeconds:0.0}");
        table.AddRow("CPU of PostgreSQL's sessions, s", report.PostgresCpuSeconds is { } cpu ? $"{cpu:0.0}" : "elsewhere");
        console.Write(table);
        if (report.NotDone > 0)
        {
            console.WriteLine(
                $"Not all were done within {report.Options.Patience.TotalSeconds:0} s of the last due moment: the figures of lateness are of those that were. More was due than this machine does at once; "
                    + "ticks that were turned away or failed come again a quarter of an hour after their moment."
            );
        }

        console.WriteLine(
            $"Late: from the row's due moment to the end of the tick, committed. {report.Cores} processors, shared by silo and a local database."
        );
        console.WriteLine("The register spreads a night's due moments over five hours (18,000 s); here they are moved closer together.");
    }
}

/// <summary>What <c>duties</c> was asked for.</summary>
/// <param name="Server">Connection string of a role that may make databases and roles on the server.</param>
/// <param name="Persons">Whose review falls due in the night.</param>
/// <param name="SpreadSeconds">Over how long; the register itself spreads a night over five hours.</param>
/// <param name="Patience">How long after the last due moment the measurement waits for what is not done. What is turned away comes again
/// after a quarter of an hour.</param>
internal sealed record DutiesOptions(string Server, int Persons, int SpreadSeconds, TimeSpan Patience);
