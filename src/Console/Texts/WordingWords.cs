using System.Collections.Frozen;

namespace Grid.Console.Texts;

/// <summary>What the commands are called whose texts can be flagged.</summary>
public static class WordingWords
{
    private static readonly FrozenDictionary<string, (string Zh, string En)> Commands = new Dictionary<string, (string, string)>(
        StringComparer.Ordinal
    )
    {
        ["recordVerification"] = ("核验", "Check"),
        ["askCorrection"] = ("要求更正身份信息", "Correction asked"),
        ["withdrawApplication"] = ("撤回申请", "Withdrawal"),
        ["transfer"] = ("转移", "Transfer"),
        ["declineTransfer"] = ("不予转移", "Transfer declined"),
        ["recordExit"] = ("退出登记", "Exit"),
        ["rejectExit"] = ("驳回退出", "Exit rejected"),
        ["revokeExit"] = ("撤销退出", "Exit revoked"),
        ["revokeRegistration"] = ("撤销登记", "Registration revoked"),
        ["correctNumber"] = ("更正证件号码", "Number corrected"),
        ["recordInforming"] = ("登记告知情况", "Informing recorded"),
        ["rejectRevocation"] = ("驳回撤销登记", "Revocation rejected"),
        ["correctData"] = ("更正数据", "Correction"),
        ["answerObjection"] = ("答复复核", "Objection answered"),
        ["linkTo"] = ("关联号码", "Numbers linked"),
        ["unlink"] = ("解除关联", "Link undone"),
        ["endAsEnteredInError"] = ("按录入错误终结", "Entered in error"),
        ["recordContact"] = ("联系", "Contact"),
        ["snoozeDuty"] = ("暂缓待办", "Duty snoozed"),
        ["recordPensionCheck"] = ("养老保险待遇比对", "Pension check"),
        ["recordHardshipCheck"] = ("就业困难核查", "Hardship check"),
        ["recordBenefit"] = ("失业保险金状态", "Benefit"),
        ["recordService"] = ("就业服务", "Service"),
        ["recordPolicyStep"] = ("政策帮办", "Policy step"),
        ["applyForHardship"] = ("申请困难认定", "Application for recognition"),
        ["examineHardship"] = ("核查困难认定申请", "Application for recognition checked"),
        ["refuseHardship"] = ("不予困难认定", "Recognition refused"),
        ["withdrawHardship"] = ("取消困难认定", "Recognition withdrawn"),
        ["recordAllowance"] = ("登记低保结果", "Allowance recorded"),
        ["revokeCertificate"] = ("撤销凭证", "Certificate revoked"),
        ["answerComplaint"] = ("答复投诉", "Complaint answered"),
        ["withdrawComplaint"] = ("撤回投诉", "Complaint withdrawn"),
        ["recordSurveyAnswer"] = ("登记抽查回答", "Survey answer"),
        ["settleContradiction"] = ("核查抽查不符", "Contradiction settled"),
        ["setGrade"] = ("调整分级", "Grade"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Command(string command, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return Commands.TryGetValue(command, out var words) ? language[words.Zh, words.En] : command;
    }
}
