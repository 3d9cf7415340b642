using Spectre.Console;

namespace Grid.Bench.Counting;

/// <summary>The report for people.</summary>
internal static class CountsTable
{
    public static void Write(IAnsiConsole console, CountsReport report)
    {
        if (report.Lag is { } lag)
        {
            var table = new Table
            {
                Title = new TableTitle(
                    $"live counts behind commits: {report.Options.Callers} callers, {report.Options.Seconds} s, one silo"
                ),
            }.AddColumns("from … to", "measured", "p50 ms", "p99 ms", "longest ms");
            foreach (var column in table.Columns.Skip(1))
                column.RightAligned();
            Row(table, "answer of a command to the leaf's figures", lag.Leaf);
            Row(table, "answer of a command to the province's figures", lag.Province);
            Row(table, "writing of a page's oldest entry to its figures", lag.Folded);
            console.Write(table);
            console.WriteLine(
                $"Meanwhile {lag.WritesPerSecond:N0} commands/s (p99 {lag.WriteP99Ms:0} ms), {lag.EntriesPerSecond:N0} count entries/s, {lag.Pages:N0} pages. Recount afterwards: {lag.DifferentCells} cells differ."
            );
        }

        if (report.Stock is { } stock)
        {
            var table = new Table
            {
                Title = new TableTitle($"a province of {stock.Persons:N0} persons, three periods, {stock.Leaves} leaves"),
            }.AddColumns("what", "figure");
            table.Columns[1].RightAligned();
            table.AddRow(
                "folding all count entries",
                $"{stock.Entries:N0} in {stock.FoldSeconds:0.0} s: {stock.Entries / stock.FoldSeconds:N0}/s"
            );
            table.AddRow("recount of the province, all periods", $"{stock.Lines:N0} lines in {stock.RecountSeconds:0.0} s");
            table.AddRow("closing a month, first and second, s", $"{stock.CloseSeconds:0.000}, {stock.SecondCloseSeconds:0.000}");
            table.AddRow("province's figures, nothing in memory, ms", $"{stock.ProvinceMilliseconds:0}");
            table.AddRow("stock now", $"{stock.Stock:N0}");
            table.AddRow("cells that differ, before and after closing", $"{stock.DifferentCells:N0}");
            console.Write(table);
            console.WriteLine(
                "The journal holds the statistical lines alone. Closing: locks, figures, the next openings, commit; without the report that goes with it."
            );
        }

        console.WriteLine($"{report.Cores} processors, shared by callers, silo and a local database.");
        console.WriteLine($"PostgreSQL: {string.Join(", ", report.Server.Select(setting => $"{setting.Key} = {setting.Value}"))}.");
    }

    private static void Row(Table table, string what, Spread spread) =>
        table.AddRow(what, $"{spread.Count:N0}", $"{spread.P50:0}", $"{spread.P99:0}", $"{spread.Longest:0}");
}
