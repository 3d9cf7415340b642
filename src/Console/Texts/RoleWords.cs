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
            "security-administrator" => language["安全管理员", "Security administrator"],
            "auditor" => language["审计员", "Auditor"],
            "clerk" => language["经办人", "Clerk"],
            "hotline" => language["热线坐席", "Hotline"],
            "system" => language["系统", "System"],
            "applicant" => language["本人", "Applicant"],
            "anonymous" => language["未登录", "Not signed in"],
            _ => role,
        };
    }
}
