namespace Grid.Console.Texts;

/// <summary>What the words of the sync with the national platform are called.</summary>
public static class PlatformWords
{
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "result",
        "registration",
        "exit",
        "exitRevoked",
        "correction",
        "transfer",
        "link",
        "enteredInError",
        "revoked",
        "revocationUndone",
        "informed",
    ];

    public static string Kind(string? kind, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return kind switch
        {
            null => language["全部", "all"],
            "result" => language["办理结果", "Result"],
            "registration" => language["失业登记", "Registration"],
            "exit" => language["退出登记", "Exit"],
            "exitRevoked" => language["撤销退出", "Exit revoked"],
            "correction" => language["数据更正", "Correction"],
            "transfer" => language["转移", "Transfer"],
            "link" => language["号码关联", "Link"],
            "revoked" => language["撤销登记", "Registration revoked"],
            "revocationUndone" => language["取消撤销登记", "Revocation undone"],
            "informed" => language["告知情况", "Informing"],
            "enteredInError" => language["录入错误", "Entered in error"],
            _ => kind,
        };
    }

    public static string Order(string order, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return order switch
        {
            "resend" => language["重新上报", "Sent again"],
            "renew" => language["更新后重新上报", "Made again and sent"],
            "skip" => language["不再上报", "Settled"],
            "reportedByHand" => language["已人工报送", "Reported by hand"],
            "resendDays" => language["按日期重新上报", "Days sent again"],
            "retryApplication" => language["重新受理申请", "Application tried again"],
            "pause" => language["暂停", "Paused"],
            "resume" => language["恢复", "Resumed"],
            "backfill" => language["补报", "Backfill"],
            _ => order,
        };
    }
}
