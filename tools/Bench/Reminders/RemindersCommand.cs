using System.CommandLine;
using Spectre.Console;

namespace Grid.Bench.Reminders;

/// <summary>
/// <c>reminders</c>: what one refresh of the reminder service reads, by the register's statements and by ones that read a silo's whole
/// range.
/// </summary>
internal static class RemindersCommand
{
    public static Command Create()
    {
        var server = new Option<string>("--server")
        {
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GRID_BENCH_OWNER") ?? "",
            Description =
                "Connection string of a role that may make databases and roles (GRID_BENCH_OWNER). The measurement makes one and drops it.",
        };
        var rows = new Option<int>("--rows") { DefaultValueFactory = _ => 1_000_000, Description = "Reminders in the table." };
        var due = new Option<int>("--due") { DefaultValueFactory = _ => 600, Description = "Those that are due within the window." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "Refreshes of each kind." };
        server.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("Name a server: --server, or GRID_BENCH_OWNER.");
        });

        var command = new Command("reminders", "Rows and buffers that one refresh of reminders reads.") { server, rows, due, rounds };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var bench = new RefreshBench(
                    parsed.GetValue(server)!,
                    parsed.GetValue(rows),
                    parsed.GetValue(due),
                    parsed.GetValue(rounds),
                    line => System.Console.Error.WriteLine(line)
                );
                Write(await bench.RunAsync(cancelled), parsed.GetValue(rows), parsed.GetValue(due));
                return 0;
            }
        );
        return command;
    }

    private static void Write(IReadOnlyList<RefreshFigures> figures, int rows, int due)
    {
        var table = new Table().Title($"one refresh of one silo, {rows:N0} reminders, {due:N0} of them due");
        foreach (var column in (string[])["statement", "silos", "rows returned", "rows read", "buffers", "median ms"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var f in figures)
            table.AddRow(f.Statement, $"{f.Silos}", $"{f.Returned:N0}", $"{f.Read:N0}", $"{f.Buffers:N0}", $"{f.MedianMilliseconds:N1}");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            "Buffers are pages of 8 KiB, of table and index, from cache or disk; times are the server's own, without sending the rows."
        );
    }
}
