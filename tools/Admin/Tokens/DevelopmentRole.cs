namespace Grid.Admin.Tokens;

/// <summary>A role that a token may carry, as the API knows it.</summary>
/// <param name="Code">The value of the claim <c>role</c>.</param>
/// <param name="Title">What a person with this role is called: the token's default name.</param>
/// <param name="NeedsOffice">True where the role acts for an office or sees what is below one; the others act for the whole
/// province.</param>
internal sealed record DevelopmentRole(string Code, string Title, bool NeedsOffice)
{
    public static IReadOnlyList<DevelopmentRole> All { get; } =
    [
        new("clerk", "经办人", NeedsOffice: true),
        new("supervisor", "主管", NeedsOffice: true),
        new("statistician", "统计员", NeedsOffice: true),
        new("hotline", "热线坐席", NeedsOffice: true),
        new("operator", "运维员", NeedsOffice: false),
        new("auditor", "审计员", NeedsOffice: false),
        new("security-administrator", "安全管理员", NeedsOffice: false),
        new("system", "系统", NeedsOffice: false),
    ];

    public static DevelopmentRole? Find(string code) => All.FirstOrDefault(role => role.Code == code);
}
