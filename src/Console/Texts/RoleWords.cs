namespace Grid.Console.Texts;

/// <summary>What roles are called.</summary>
public static class RoleWords
{
    public static string Of(string role, Speech speech)
    {
        ArgumentNullException.ThrowIfNull(speech);
        return role switch
        {
            "operator" => speech["运维员", "Operator"],
            "supervisor" => speech["主管", "Supervisor"],
            "statistician" => speech["统计员", "Statistician"],
            "security-administrator" => speech["安全管理员", "Security administrator"],
            "auditor" => speech["审计员", "Auditor"],
            "clerk" => speech["经办人", "Clerk"],
            "hotline" => speech["热线坐席", "Hotline"],
            "system" => speech["系统", "System"],
            "applicant" => speech["本人", "Applicant"],
            "anonymous" => speech["未登录", "Not signed in"],
            _ => role,
        };
    }
}
