using System.Globalization;
using Grid.Bench.Counting;
using Spectre.Console;

namespace Grid.Bench.Pages;

/// <summary>The report for people: each page, and below it the calls that it makes.</summary>
internal static class PagesTable
{
    public static void Write(IAnsiConsole console, PagesReport report, IReadOnlyDictionary<string, string> server)
    {
        console.Profile.Width = Math.Max(console.Profile.Width, 150); // Also into a file.
        var table = new Table
        {
            Title = new TableTitle($"{report.Persons:N0} persons; the first time, then {report.Rounds} times; milliseconds"),
        }.AddColumns("page and its calls", "by", "bytes", "first", "p50", "p99", "slowest");
        table.Columns[0].NoWrap();
        foreach (var column in table.Columns.Skip(2))
            column.RightAligned();
        foreach (var times in report.Times)
        {
            var (visit, later) = (times.Visit, Spread.Of(times.Later));
            var name = visit.IsPage
                ? $"[bold]{Markup.Escape(visit.Path)}[/]"
                : $"  {(visit.Body is null ? "" : "POST ")}{Markup.Escape(visit.Path)}";
            table.AddRow(
                name,
                visit.IsPage ? Markup.Escape($"{visit.Role} {visit.Office}") : "",
                times.Bytes.ToString("N0", CultureInfo.InvariantCulture),
                Text(times.First),
                Text(later.P50),
                Text(later.P99),
                Text(later.Longest)
            );
        }

        console.Write(table);
        console.WriteLine(
            $"{(report.LoadSeconds is { } filled ? $"Filled in {filled:0} s" : "Filled before")}. Pages in turn, one at a time, no sooner than a second after each other's last reading, so that none is answered from what was kept for it."
        );
        console.WriteLine($"{Environment.ProcessorCount} processors, shared by visitor, host and a local database.");
        console.WriteLine($"PostgreSQL: {string.Join(", ", server.Select(setting => $"{setting.Key} = {setting.Value}"))}.");
    }

    private static string Text(double milliseconds) => milliseconds.ToString("N0", CultureInfo.InvariantCulture);
}
