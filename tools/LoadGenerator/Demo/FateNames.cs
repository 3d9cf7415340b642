namespace Grid.LoadGenerator.Demo;

/// <summary>The fates in words, for the summary.</summary>
internal static class FateNames
{
    public static string Of(FateKind kind) =>
        kind switch
        {
            FateKind.Submitted => "待审核 submitted",
            FateKind.Verifying => "审核中 verifying",
            FateKind.CorrectionAsked => "待更正身份信息 correction asked",
            FateKind.Withdrawn => "已撤回 withdrawn",
            FateKind.NotApproved => "不予登记 not approved",
            FateKind.NonApprovalObjected => "不予登记,提出复核 not approved, objected",
            FateKind.Registered => "已登记 registered",
            FateKind.RegisteredAfterHit => "核清比对结果后登记 registered after a hit was cleared",
            FateKind.RegisteredAfterCorrection => "更正身份信息后登记 registered after a correction",
            FateKind.DataCorrected => "已登记,数据更正 registered, data corrected",
            FateKind.DataObjected => "已登记,复核后更正 registered, data objected to and corrected",
            FateKind.ApplicationTransferred => "申请转办后登记 transferred, then registered",
            FateKind.RegistrationTransferred => "登记已转移 registered, transferred",
            FateKind.TransferAsked => "已登记,待转移 registered, transfer asked",
            FateKind.TransferDeclined => "已登记,转移未办 registered, transfer declined",
            FateKind.ByReferenceBecameOrdinary => "参照服务转为登记 by reference, then registered",
            FateKind.Exited => "已退出 exited",
            FateKind.ExitProposed => "退出待确认 exit proposed",
            FateKind.ExitRevoked => "退出已撤销 exit revoked",
            FateKind.ExitObjected => "已退出,提出复核 exited, objected",
            FateKind.Returned => "退出后再次登记 exited and registered again",
            FateKind.NumbersLinked => "两个号码已关联 two numbers linked",
            FateKind.NumbersUnlinked => "关联已解除 linked and unlinked",
            FateKind.EnteredInError => "录入错误已终止 entered in error",
            _ => kind.ToString(),
        };
}
