using Spectre.Console;

namespace Grid.Bench.Writes;

/// <summary>The report for people.</summary>
internal static class WritesTable
{
    public static void Write(IAnsiConsole console, WritesReport report)
    {
        var table = new Table
        {
            Title = new TableTitle(
                $"writes through a grain: {report.Command}, {report.Callers} callers, {report.Persons:N0} active grains a way"
            ),
        }.AddColumns("way", "writes/s", "grouped is", "p50 ms", "p99 ms", "CPU µs a write", "KB a write");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var method in report.Ways)
        {
            table.AddRow(
                method.Way,
                $"{method.PerSecond:N0}",
                method == report.Ways[0] ? "" : $"{report.Ways[0].PerSecond / method.PerSecond:0.00}×",
                $"{method.P50:0.0}",
                $"{method.P99:0.0}",
                $"{method.CpuMicroseconds:0}",
                $"{method.AllocatedBytes / 1000:0.0}"
            );
        }

        console.Write(table);
        foreach (var method in report.Ways)
            console.WriteLine($"{method.Way}: {method.Description}.");
        console.WriteLine(
            $"Medians of {report.Ways[0].Rounds.Count} rounds of {report.RoundSeconds:0} s, taken in turn. Rows of a write: {string.Join(", ", report.RowsOfAWrite.Select(row => $"{row.Key} {row.Value:0.##}"))}; state {report.StateBytes:N0} bytes."
        );
        console.WriteLine(
            $"{report.Cores} processors, shared by callers, silos and a local database. CPU is this process's alone, not PostgreSQL's."
        );
        console.WriteLine($"PostgreSQL: {string.Join(", ", report.Server.Select(setting => $"{setting.Key} = {setting.Value}"))}.");
    }
}
