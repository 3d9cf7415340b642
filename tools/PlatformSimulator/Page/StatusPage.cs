using System.Globalization;
using System.Text;
using Grid.Domain.Calendar;
using Grid.PlatformSimulator.Faults;
using Grid.PlatformSimulator.Fields;
using Grid.PlatformSimulator.Store;

namespace Grid.PlatformSimulator.Page;

/// <summary>
/// The page at <c>/</c>: stored items, the latest batches, rejected items, and the faults in force. It shows no personal data and needs no
/// script.
/// </summary>
internal static class StatusPage
{
    private const int Days = 14;
    private const int Batches = 20;
    private const int Refusals = 50;

    private const string Head = """
        <!DOCTYPE html>
        <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>全国平台模拟器 National platform simulator</title>
        <style>
        body{font:14px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:1.5rem auto;max-width:72rem;padding:0 1rem;color:#1c2733;background:#f6f8fa}
        h1{font-size:1.3rem}h2{font-size:1rem;margin:1.6rem 0 .4rem}section{overflow-x:auto}
        table{border-collapse:collapse;background:#fff;min-width:40rem}th,td{border:1px solid #d5dce3;padding:.25rem .6rem;text-align:left;vertical-align:top}
        th{background:#eaf0f5}td.n{text-align:right;font-variant-numeric:tabular-nums}p.w{border-left:4px solid #b45309;padding:.3rem .8rem;background:#fff7ed}
        </style></head><body>

        """;

    public static async Task<IResult> ShowAsync(
        ReceivedItems received,
        FaultSchedule schedule,
        FieldTable table,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var html = new StringBuilder(Head);
        var totals = await received.TotalsAsync(cancelled);
        html.Append(
                "<h1>失业登记全国统一服务平台(模拟) National platform, simulated</h1><p class=\"w\">仅供开发和测试,不含真实人员信息。For development and tests; nobody in it is real.</p>\n<p>"
            )
            .Append(HtmlTable.Text(Time(clock.GetUtcNow())))
            .Append("</p>\n");
        HtmlTable.Write(html, "合计 Totals", ["内容 What", "数量 Count"], Rows(totals));
        Held(html, await received.DaysAsync(Days, cancelled), table);
        HtmlTable.Write(
            html,
            "故障设置 Faults in force",
            ["故障 Fault", "比例 Rate", "剩余次数 Next", "已发生 Dealt", "毫秒 ms", "接口 Interfaces", "说明 Detail"],
            schedule
                .InForce()
                .Select(one =>
                    (object?[])
                        [
                            one.Fault,
                            one.Rate,
                            one.Left,
                            one.Dealt,
                            one.Milliseconds,
                            one.On is { } on ? string.Join(' ', on) : "全部 all",
                            one.Detail,
                        ]
                )
        );
        HtmlTable.Write(
            html,
            "最近批次 Last batches",
            ["时间 Time", "批次 Batch", "条数 Items", "接收 Accepted", "重复 Repeated", "退回 Refused", "未答复 Unanswered"],
            (await received.BatchesAsync(Batches, cancelled)).Select(one =>
                (object?[])[Time(one.At), one.Batch, one.Items, one.Accepted, one.Repeated, one.Refused, one.Unanswered]
            )
        );
        HtmlTable.Write(
            html,
            "最近退回 Refused items",
            [
                "时间 Time",
                "主键 Key",
                "类别 Kind",
                "地区 Region",
                "日期 Day",
                "代码 Code",
                "原因 Reason",
                "模拟故障 On demand",
                "现已接收 Held by now",
            ],
            (await received.RefusedAsync(long.MaxValue, Refusals, cancelled)).Select(one =>
                (object?[])
                    [
                        Time(one.At),
                        one.Key,
                        one.Kind,
                        one.Region,
                        Day(one.Day),
                        one.Code,
                        one.Reason,
                        YesNo(one.OnDemand),
                        YesNo(one.HeldByNow),
                    ]
            )
        );
        html.Append("</body></html>\n");
        return Results.Text(html.ToString(), "text/html", Encoding.UTF8);
    }

    private static void Held(StringBuilder html, List<DayTotal> days, FieldTable table) =>
        HtmlTable.Write(
            html,
            "按日期和类别 Held by day and kind",
            ["日期 Day", .. table.ItemKinds.Select(KindName)],
            days.GroupBy(total => total.Day)
                .Select(day =>
                    (object?[])
                        [
                            Day(day.Key),
                            .. table.ItemKinds.Select(kind => (object?)(day.FirstOrDefault(total => total.Kind == kind)?.Count ?? 0L)),
                        ]
                )
        );

    private static object?[][] Rows(Totals totals) =>
        [
            ["已接收信息 Items held", totals.Items],
            ["其中多次上传 Of them sent more than once", totals.SentAgain],
            ["其中内容不一致 Of them sent again with other content", totals.Differing],
            ["失业登记 Registrations", totals.Registrations],
            ["退回次数 Refusals answered", totals.Refusals],
            ["仍未接收 Refused and not held", totals.StillRefused],
            ["上传批次 Batches", totals.Batches],
            ["可下载申请 Applications", totals.Applications],
            ["已确认下载 Of them acknowledged", totals.Acknowledged],
        ];

    private static string KindName(string kind) =>
        kind switch
        {
            "result" => "审核结果 result",
            "registration" => "失业登记 registration",
            "exit" => "登记退出 exit",
            "exitRevoked" => "撤销退出 exitRevoked",
            "correction" => "更正 correction",
            "transfer" => "转移 transfer",
            "revoked" => "撤销登记 revoked",
            "informed" => "告知 informed",
            "revocationUndone" => "取消撤销 revocationUndone",
            "enteredInError" => "误录 enteredInError",
            _ => kind,
        };

    private static string YesNo(bool value) => value ? "是 yes" : "否 no";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset moment) =>
        moment.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
