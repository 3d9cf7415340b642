namespace Grid.Console.Texts;

/// <summary>What the words of the sync with the national platform are called.</summary>
public static class PlatformWords
{
    public static IReadOnlyList<string> Kinds { get; } =
        ["result", "registration", "exit", "exitRevoked", "correction", "transfer", "link", "enteredInError", "revoked", "revocationUndone", "informed"];

    public static string Kind(string? kind, Speech speech)
    {
        ArgumentNullException.ThrowIfNull(speech);
        return kind switch
        {
            null => speech["全部", "all"],
            "result" => speech["办理结果", "Result"],
            "registration" => speech["失业登记", "Registration"],
            "exit" => speech["退出登记", "Exit"],
            "exitRevoked" => speech["撤销退出", "Exit revoked"],
            "correction" => speech["数据更正", "Correction"],
            "transfer" => speech["转移", "Transfer"],
            "link" => speech["号码关联", "Link"],
            "revoked" => speech["撤销登记", "Registration revoked"],
            "revocationUndone" => speech["取消撤销登记", "Revocation undone"],
            "informed" => speech["告知情况", "Informing"],
            "enteredInError" => speech["录入错误", "Entered in error"],
            _ => kind,
        };
    }

    public static string Order(string order, Speech speech)
    {
        ArgumentNullException.ThrowIfNull(speech);
        return order switch
        {
            "resend" => speech["重新上报", "Sent again"],
            "renew" => speech["更新后重新上报", "Made anew and sent"],
            "skip" => speech["不再上报", "Settled"],
            "reportedByHand" => speech["已人工报送", "Reported by hand"],
            "resendDays" => speech["按日期重新上报", "Days sent again"],
            "retryApplication" => speech["重新受理申请", "Application tried again"],
            "pause" => speech["暂停", "Paused"],
            "resume" => speech["恢复", "Resumed"],
            "backfill" => speech["补报", "Backfill"],
            _ => order,
        };
    }
}
