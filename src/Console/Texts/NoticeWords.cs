using System.Collections.Frozen;

namespace Grid.Console.Texts;

/// <summary>What the kinds of messages to persons are called.</summary>
public static class NoticeWords
{
    private static readonly FrozenDictionary<string, (string Zh, string En)> Kinds = new Dictionary<string, (string, string)>(
        StringComparer.Ordinal
    )
    {
        ["receipt"] = ("受理", "Receipt"),
        ["identityCorrection"] = ("更正身份信息", "Identity to correct"),
        ["transfer"] = ("转移", "Transfer"),
        ["approved"] = ("予以登记", "Approved"),
        ["notApproved"] = ("不予登记", "Not approved"),
        ["exited"] = ("退出登记", "Exited"),
        ["enteredInError"] = ("录入错误终结", "Entered in error"),
        ["givingUpRecorded"] = ("终止求职待核实", "Giving up recorded"),
        ["exitRevoked"] = ("撤销退出", "Exit revoked"),
        ["objectionAnswered"] = ("复核答复", "Objection answered"),
        ["registrationRevoked"] = ("撤销登记", "Registration revoked"),
        ["numberCorrected"] = ("更正证件号码", "Number corrected"),
        ["revocationUndone"] = ("取消撤销登记", "Revocation undone"),
        ["firstContact"] = ("首次联系", "First contact"),
        ["followUp"] = ("每月跟踪", "Follow-up"),
        ["policyHint"] = ("政策提示", "Policy hint"),
        ["hardshipHint"] = ("困难认定提示", "Hardship hint"),
        ["hardshipReceived"] = ("收到困难认定申请", "Hardship application received"),
        ["hardshipPublished"] = ("困难认定公示", "Hardship recognition made public"),
        ["hardshipRecognised"] = ("困难认定", "Recognised as hardship person"),
        ["hardshipRefused"] = ("不予困难认定", "Hardship recognition refused"),
        ["hardshipWithdrawn"] = ("取消困难认定", "Hardship recognition withdrawn"),
        ["hardshipExpiring"] = ("困难认定即将到期", "Hardship recognition ends soon"),
        ["transferAsked"] = ("转移申请已提出", "Transfer asked for"),
        ["transferLapsed"] = ("转移申请已失效", "Transfer request lapsed"),
        ["transferDeclined"] = ("不转移", "Transfer declined"),
        ["transferOverdue"] = ("转移申请逾期督办", "Transfer request overdue"),
        ["appliedWithOtherTelephone"] = ("以其他电话申请", "Applied with another telephone"),
        ["withdrawn"] = ("撤回申请", "Withdrawn"),
        ["dataCorrected"] = ("更正信息", "Data corrected"),
        ["linked"] = ("合并记录", "Records linked"),
        ["allowanceHint"] = ("低保提示", "Allowance hint"),
        ["benefitHint"] = ("失业保险金提示", "Benefit hint"),
        ["matterAsked"] = ("联办事项受理", "Matter accepted"),
        ["matterGranted"] = ("联办事项核准", "Matter granted"),
        ["matterNotGranted"] = ("联办事项未核准", "Matter not granted"),
        ["applicationPrefilled"] = ("预填申请提示", "Prefilled application"),
        ["complaintReceived"] = ("投诉收到", "Complaint received"),
        ["complaintAnswered"] = ("投诉答复", "Complaint answered"),
        ["dataUsed"] = ("其他机构使用信息", "Data used by another office"),
        ["dueMoved"] = ("期限调整", "Date moved"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Kind(string kind, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return Kinds.TryGetValue(kind, out var words) ? language[words.Zh, words.En] : kind;
    }
}
