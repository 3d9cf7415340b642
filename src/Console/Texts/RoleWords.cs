namespace Grid.Console.Texts;

/// <summary>What roles are called.</summary>
public static class RoleWords
{
    public static string Of(string role, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return role switch
        {
            "operator" => language["运维员", "Operator"],
            "supervisor" => language["主管", "Supervisor"],
            "statistician" => language["统计员", "Statistician"],
            "security-administrator" or "securityAdministrator" => language["安全管理员", "Security administrator"],
            "auditor" => language["审计员", "Auditor"],
            "clerk" => language["经办人", "Clerk"],
            "hotline" => language["热线坐席", "Hotline"],
            "system" => language["系统", "System"],
            "office-system" => language["业务系统", "Office system"],
            "delivery-gateway" => language["短信网关", "SMS gateway"],
            "benefit-system" => language["失业保险系统", "Benefit system"],
            "civil-affairs" => language["民政系统", "Civil affairs"],
            "matching-feed" => language["数据比对", "Data matching"],
            "platform-link" => language["平台转交", "Platform link"],
            "platform-administration" => language["平台对接运维", "Platform administration"],
            "applicant" => language["本人", "Applicant"],
            "anonymous" => language["未登录", "Not signed in"],
            _ => role,
        };
    }
}
