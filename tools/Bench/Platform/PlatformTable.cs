using Grid.Domain.Text;
using Spectre.Console;

namespace Grid.Bench.Platform;

/// <summary>The report for people.</summary>
internal static class PlatformTable
{
    public static void Write(
        IAnsiConsole console,
        PlatformOptions options,
        PlatformBench bench,
        IReadOnlyList<PhaseFigures> phases,
        IReadOnlyDictionary<string, string> server
    )
    {
        var table = new Table { Title = new TableTitle($"offices over REST, {options.Rate} commands a second") }.AddColumns(
            "platform",
            "commands",
            "p50 ms",
            "p99 ms",
            "p99 by round",
            "taken",
            "waiting"
        );
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var phase in phases)
        {
            table.AddRow(
                EnumName.Of(phase.Phase),
                $"{phase.Latencies.Count:N0}",
                $"{phase.Latencies.Milliseconds(0.5):0.0}",
                $"{phase.Latencies.Milliseconds(0.99):0.0}",
                string.Join(' ', phase.RoundP99.Select(p99 => $"{p99:0}")),
                $"{phase.Taken:N0}",
                string.Join(' ', phase.Waiting)
            );
        }

        console.Write(table);
        console.WriteLine(
            $"slow: {options.SlowSeconds} s an answer; silent: no answer; down: connections are refused; back: up again, while what waited leaves. Taken: items that the platform took; waiting: at the end of each round."
        );
        console.WriteLine(
            $"{options.Clerks} clerks; {options.Rounds} rounds of {options.Seconds} s a phase, taken in turn. A command counts from the time at which it was to be sent; {bench.Retries:N0} were sent again after 429, 503 or no answer."
        );
        console.WriteLine(
            $"In the end the platform holds {bench.End.Held:N0} items, the register has {bench.End.Accepted:N0} as accepted, and the journal makes {bench.End.Made:N0}."
        );
        console.WriteLine(
            $"{Environment.ProcessorCount} processors, shared by clerks, register (which used {bench.Cores:0.0} of them), platform and a local database."
        );
        console.WriteLine($"PostgreSQL: {string.Join(", ", server.Select(setting => $"{setting.Key} = {setting.Value}"))}.");
    }
}
