using Grid.LoadGenerator.Measuring;
using Spectre.Console;

namespace Grid.LoadGenerator.Demo;

/// <summary>
/// The result of a run: persons by their final state, requests by kind, and unexpected answers.
/// </summary>
internal static class DemoSummary
{
    public static void Write(IAnsiConsole console, DemoRun run, RequestStatistics statistics, TimeSpan took)
    {
        var persons = new Table { Title = new TableTitle("人员 persons") }.AddColumns("状态 story ends as", "人数 persons");
        persons.Columns[1].RightAligned();
        foreach (var (end, count) in run.Ends.OrderBy(one => one.Key))
            persons.AddRow(FateNames.Of(end), $"{count:N0}");
        persons.AddRow(new Rule(), new Rule()).AddRow("合计 all", $"{run.Ends.Values.Sum():N0}");
        console.Write(persons);

        var requests = new Table { Title = new TableTitle("请求 requests") }.AddColumns(
            "种类 kind",
            "数量 accepted",
            "已办过 repeated",
            "p50 ms",
            "p99 ms"
        );
        foreach (var column in requests.Columns.Skip(1))
            column.RightAligned();
        foreach (var kind in statistics.Kinds)
        {
            requests.AddRow(
                kind.Name,
                $"{kind.Latencies.Count:N0}",
                $"{kind.Replays:N0}",
                $"{kind.Latencies.Milliseconds(0.5):0.0}",
                $"{kind.Latencies.Milliseconds(0.99):0.0}"
            );
        }

        console.Write(requests);

        var seconds = Math.Max(took.TotalSeconds, 0.001);
        console.MarkupLineInterpolated(
            $"{run.Done:N0} 人,{statistics.Accepted:N0} 次请求,用时 {took.TotalSeconds:0.0} 秒:每秒 {run.Done / seconds:0} 人,{statistics.Accepted / seconds:0} 次请求;重试 {statistics.Retries:N0} 次。"
        );
        console.MarkupLineInterpolated(
            $"{run.Done:N0} persons, {statistics.Accepted:N0} requests in {took.TotalSeconds:0.0} s: {run.Done / seconds:0} persons/s, {statistics.Accepted / seconds:0} requests/s; {statistics.Retries:N0} sent again after 429, 503 or no answer."
        );
        console.WriteLine(
            "日期:申请和失业日期在过去几个月内,未办结的在最近几天;受理编号、审核、登记和退出的日期是运行当天,因为登记系统当天才办理。"
        );
        console.WriteLine(
            "Dates: applications and loss of work lie in the last months, open applications in the last days; decisions, registrations and exits are dated the day they reached the register."
        );
        Unexpected(console, run, statistics);
    }

    private static void Unexpected(IAnsiConsole console, DemoRun run, RequestStatistics statistics)
    {
        var answers = statistics.Unexpected.ToList();
        if (answers.Count == 0)
            return;
        var table = new Table { Title = new TableTitle("意外的应答 unexpected answers") }.AddColumns(
            "kind",
            "status",
            "code",
            "count",
            "for example"
        );
        foreach (var (request, status, code, count, example) in answers)
        {
            table.AddRow(
                Markup.Escape(request),
                $"{status}",
                Markup.Escape(code),
                $"{count:N0}",
                Markup.Escape(example.Length > 400 ? example[..400] + " …" : example)
            );
        }

        console.Write(table);
        console.MarkupLineInterpolated($"[red]{run.Failed:N0} persons met an unexpected answer; their stories stopped there.[/]");
        if (run.GivenUp)
            console.MarkupLine("[red]意外应答过多,已停止。Too many of them: given up.[/]");
    }
}
