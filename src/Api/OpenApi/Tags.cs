using System.Text.Json.Nodes;

namespace Grid.Api.OpenApi;

/// <summary>The groups of operations, in the order in which a case meets them.</summary>
internal static class Tags
{
    private static readonly (string Name, string Zh, string En)[] All =
    [
        ("Applications", "失业登记申请:提交、核验、审核", "Applications: submitted, verified, decided"),
        ("Persons", "个人记录:登记、更正、转移、退出、异议", "Records of persons: registration, correction, transfer, exit, objection"),
        ("Duties and services", "跟踪联系、服务与政策", "Contacts, services and policies"),
        ("Worklists", "待办清单", "Worklists"),
        ("Changes", "个案变化", "What happened to an office's cases"),
        ("Batches", "批量办理", "Many commands in one request"),
        ("Commands", "指令的结果", "What became of a command"),
        ("Search", "查找", "Search"),
        ("Progress", "本人查询与办理", "What the person can see and do without a token"),
        ("Certificates", "失业登记凭证", "Certificates of registration"),
        ("Hardship", "就业困难人员认定", "Recognition as a hardship person"),
        ("Households", "零就业家庭", "Households without work"),
        ("One matter", "一件事联办", "Matters that other systems decide"),
        ("Policies", "政策规则与政策找人", "Policies and their rules"),
        ("Civil affairs", "与民政部门的信息共享", "The exchange with civil affairs"),
        ("Licences", "电子证照", "Electronic licences"),
        ("Complaints", "投诉", "Complaints"),
        ("Surveys", "电话抽查", "Surveys by telephone"),
        ("Answers", "政策口径与阅读", "Texts that all offices answer with"),
        ("Data matching", "信息比对", "What other sources of data report"),
        ("Duplicates", "疑似重复", "Persons who may be one"),
        ("Ledger", "台账", "The office's ledger as a file"),
        ("Person lists", "人员名单", "Lists of persons"),
        ("Imports", "历史数据导入", "Data of earlier systems"),
        ("Counts", "实时统计", "Live figures"),
        ("Reports", "月报", "Monthly reports"),
        ("Performance", "办理时效", "How offices keep their deadlines"),
        ("Platform", "全国平台", "The national platform"),
        ("Notices", "短信", "Messages to persons"),
        ("Operations", "运行", "The running register"),
        ("Access log", "访问日志", "The access log"),
        ("Reference", "代码表与参考数据", "Code lists and reference data"),
        ("Regions and offices", "地区与经办机构", "Regions and offices"),
        ("Calendars", "工作日历", "Working calendars"),
        ("Problems", "错误目录", "The catalogue of problems"),
        ("Webhooks", "变化推送", "Changes sent to an office system"),
    ];

    /// <summary>Those that the operations have.</summary>
    /// <exception cref="InvalidOperationException">One of them is not described.</exception>
    public static JsonArray Of(IEnumerable<JsonObject> operations)
    {
        var used = operations
            .SelectMany(operation => operation["tags"] as JsonArray ?? [])
            .Select(tag => (string)tag!)
            .ToHashSet(StringComparer.Ordinal);
        if (used.Except(All.Select(tag => tag.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new InvalidOperationException($"The tag {unknown} is not described.");
        return
        [
            .. All.Where(tag => used.Contains(tag.Name))
                .Select(tag => new JsonObject { ["name"] = tag.Name, ["description"] = $"{tag.Zh} / {tag.En}" }),
        ];
    }
}
