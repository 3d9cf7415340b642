using Grid.Api.OpenApi;
using Grid.Api.Problems;

namespace Grid.Api.Operations;

/// <summary>Every action that the board can ask for, in one place, in both languages.</summary>
public static class Attentions
{
    private const string Operator = "operator";
    private const string Statistician = "statistician";
    private const string Supervisor = "supervisor";

    public static readonly AttentionKind CountsBehind = new(
        "counts-behind",
        new("实时统计滞后超过一分钟", "Live counts are more than a minute behind"),
        new(
            "查看各节点和数据库是否正常;恢复后统计会自行赶上。",
            "Look whether silos and database are well; the counts catch up by themselves afterwards."
        ),
        [Operator],
        "/v1/grid"
    );

    public static readonly AttentionKind DutiesOverdue = new(
        "duties-overdue",
        new("有逾期未办的事项", "There are overdue duties"),
        new("打开逾期清单,督促或重新分派经办机构办理。", "Open the lists of overdue duties, and have the offices do them."),
        [Supervisor],
        "/v1/worklists"
    );

    public static readonly AttentionKind PlatformPaused = new(
        "platform-paused",
        new("与全国平台的对接已暂停", "The sync with the national platform is paused"),
        new("暂停原因消除后恢复对接。", "Resume it when the reason is gone."),
        [Operator],
        "/v1/platform"
    );

    public static readonly AttentionKind PlatformBehind = new(
        "platform-behind",
        new("有事项等待上报全国平台超过一小时", "Items have been waiting for the national platform for more than an hour"),
        new("查看平台是否可达及最近一次错误。", "Look whether the platform can be reached, and at the last error."),
        [Operator],
        "/v1/platform"
    );

    public static readonly AttentionKind PlatformRefused = new(
        "platform-refused",
        new("有上报事项被全国平台退回", "The national platform has refused items"),
        new("逐项更正后重新上报,或办结。", "Correct each and send it again, or settle it."),
        [Operator],
        "/v1/platform/refused-items"
    );

    public static readonly AttentionKind PlatformDayLate = new(
        "platform-day-late",
        new("两天前的上报尚未与全国平台对平", "The day before yesterday does not reconcile with the national platform yet"),
        new("查看每日对账,对平或重新上报该日。", "Look at the days, reconcile or send that day again."),
        [Operator],
        "/v1/platform/days"
    );

    public static readonly AttentionKind NoticesBehind = new(
        "notices-behind",
        new("有通知等待发送超过十五分钟", "Messages have been waiting to be sent for more than a quarter of an hour"),
        new("查看短信网关是否可达。", "Look whether the SMS gateway can be reached."),
        [Operator],
        "/v1/notices"
    );

    public static readonly AttentionKind NoticesUndelivered = new(
        "notices-undelivered",
        new("有通知未送达", "Messages could not be delivered"),
        new("核对电话后重新发送,或以其他方式告知本人。", "Check the telephone and send them again, or tell the person in another way."),
        [Supervisor, "clerk"],
        "/v1/notices/undelivered"
    );

    public static readonly AttentionKind RecountDifferent = new(
        "recount-different",
        new("复算结果与实时统计不一致", "The recount and the live counts differ"),
        new("查看差异,上报月报之前查明原因。", "Look at the differences and find their cause before a report is submitted."),
        [Statistician, Operator],
        "/v1/counts/{region}/recount"
    );

    public static readonly AttentionKind RecountLate = new(
        "recount-late",
        new("超过三十六小时没有复算", "There was no recount for thirty-six hours"),
        new("发起一次复算,并查看夜间复算为何没有完成。", "Start one, and look why the night's was not finished."),
        [Statistician, Operator],
        "/v1/counts/{region}/recount"
    );

    public static readonly AttentionKind SiloSilent = new(
        "silo-silent",
        new("有节点一分钟以上没有存活信号", "A silo has given no sign of life for a minute"),
        new("查看该节点的主机与日志,必要时重启。", "Look at its machine and its log; start it again if need be."),
        [Operator],
        "/v1/grid"
    );

    public static readonly AttentionKind NoSilo = new(
        "no-silo",
        new("没有可用的节点", "There is no silo"),
        new("启动节点。", "Start one."),
        [Operator],
        "/v1/grid"
    );

    public static readonly AttentionKind TicksTurnedAway = new(
        "ticks-turned-away",
        new("到期提醒因处理名额已满被推迟", "Reminders are turned away because too many are at work"),
        new(
            "查看节点和数据库负载;每晚如此时增加节点或调大 Grid:Duties:TicksAtWork。",
            "Look at the load of silos and database; if it is so every night, add a silo or raise Grid:Duties:TicksAtWork."
        ),
        [Operator],
        "/v1/grid"
    );

    public static readonly AttentionKind RemindersBehind = new(
        "reminders-behind",
        new("有到期提醒超过十五分钟未处理", "Reminders are more than a quarter of an hour behind"),
        new(
            "查看节点是否齐全、负载是否过高;提醒会自行补处理。",
            "Look whether all silos are there and how loaded they are; reminders are made up for by themselves."
        ),
        [Operator],
        "/v1/grid"
    );

    public static IReadOnlyList<AttentionKind> All { get; } =
    [
        CountsBehind,
        DutiesOverdue,
        PlatformPaused,
        PlatformBehind,
        PlatformRefused,
        PlatformDayLate,
        NoticesBehind,
        NoticesUndelivered,
        RecountDifferent,
        RecountLate,
        SiloSilent,
        NoSilo,
        TicksTurnedAway,
        RemindersBehind,
    ];
}

/// <summary>Something that needs an action.</summary>
/// <param name="Code">Stable; alerts and handbooks name it.</param>
/// <param name="What">What is the matter.</param>
/// <param name="Do">What to do.</param>
/// <param name="Roles">Who can do it.</param>
/// <param name="Href">Where to look.</param>
public sealed record AttentionKind(string Code, Words What, Words Do, IReadOnlyList<string> Roles, string Href);

/// <summary>Something needs an action: what is wrong, and what to do. Absent where nothing does.</summary>
/// <param name="Code">Stable, such as <c>platform-refused</c>.</param>
/// <param name="What">What is the matter.</param>
/// <param name="Do">What to do.</param>
/// <param name="Roles">Who can do it.</param>
/// <param name="Href">Where to look.</param>
public sealed record AttentionView(string Code, Words What, Words Do, [Among("TokenRole")] IReadOnlyList<string> Roles, string Href)
{
    internal static AttentionView Of(AttentionKind kind, string region) =>
        new(kind.Code, kind.What, kind.Do, kind.Roles, kind.Href.Replace("{region}", region, StringComparison.Ordinal));
}
