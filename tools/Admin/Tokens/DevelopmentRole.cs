namespace Grid.Admin.Tokens;

/// <summary>A role that a token may carry, as the API knows it.</summary>
/// <param name="Code">Its name in the role matrix.</param>
/// <param name="Title">What a person or system with this role is called: the token's default name.</param>
/// <param name="NeedsOffice">True where the role acts for an office or sees what is below one; the others act for the whole
/// province.</param>
internal sealed record DevelopmentRole(string Code, string Title, bool NeedsOffice)
{
    /// <summary>What may be written in place of the code.</summary>
    public string? Short { get; init; }

    /// <summary>Of persons.</summary>
    public static IReadOnlyList<DevelopmentRole> OfPersons { get; } =
    [
        new("clerk", "经办人", NeedsOffice: true),
        new("supervisor", "主管", NeedsOffice: true),
        new("statistician", "统计员", NeedsOffice: true),
        new("hotline", "热线坐席", NeedsOffice: true),
        new("operator", "运维员", NeedsOffice: false),
        new("auditor", "审计员", NeedsOffice: false),
        new("security-administrator", "安全管理员", NeedsOffice: false),
    ];

    /// <summary>Of systems.</summary>
    public static IReadOnlyList<DevelopmentRole> OfSystems { get; } =
    [
        new("office-system", "业务系统", NeedsOffice: true) { Short = "office" },
        new("delivery-gateway", "短信网关", NeedsOffice: false) { Short = "gateway" },
        new("benefit-system", "失业保险系统", NeedsOffice: false) { Short = "benefit" },
        new("civil-affairs", "民政系统", NeedsOffice: false),
        new("matching-feed", "数据比对", NeedsOffice: false) { Short = "feed" },
        new("platform-link", "平台转交", NeedsOffice: false),
        new("platform-administration", "平台对接运维", NeedsOffice: false),
    ];

    /// <summary>Whether it is meant by this name.</summary>
    public bool IsCalled(string? name) => name is not null && (name == Code || name == Short);
}
