using System.Text.RegularExpressions;

namespace Grid.Domain.Persons.Wording;

/// <summary>
/// Finds wording in a free text that suggests a ground which the notice forbids. It is a classifier for flags: what it finds goes to the supervisor's list
/// (<see cref="WordingFlagged"/>) and decides nothing, because words alone say little and every list of words is wrong now and then. What the notice forbids has no code; that is the guarantee.
/// </summary>
/// <remarks>
/// A text is compared without blanks, punctuation, invisible characters and case, in its NFKC form and in simplified characters. How well it does is measured on made-up notes
/// (<c>tests/Domain.Tests/Persons/Wording</c>).
/// </remarks>
public static partial class SuspiciousWording
{
    /// <summary>"79/2020 (二)": papers, insurance, conditions of benefit, household registration and personal file are no grounds for not registering somebody.</summary>
    public const string PapersArticle = "79/2020 (二)";

    /// <summary>"79/2020 (四)": refused services and silence do not end a registration; nor do age and expiry, which its list does not hold.</summary>
    public const string ExitArticle = "79/2020 (四)";

    /// <summary>What a text of that use suggests, at most one finding for each article; empty for nearly all texts.</summary>
    public static IReadOnlyList<WordingFinding> Find(string? text, WordingUse use)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        var squeezed = WordingText.Of(text);

        // A text that is not about the decision is suspicious only when it speaks of turning somebody away or of an end.
        var decides = Consequence().IsMatch(squeezed);
        var findings = new List<WordingFinding>(2);
        if ((decides || use is WordingUse.Admission or WordingUse.Decision) && PapersWording.Find(squeezed) is { } papers)
            findings.Add(new WordingFinding(PapersArticle, papers));
        if ((decides || use is WordingUse.Ending or WordingUse.Decision) && ExitWording.Find(squeezed) is { } exit)
            findings.Add(new WordingFinding(ExitArticle, exit));
        return findings;
    }

    private const string Refused =
        "(不予|未予|暂不|拒绝|拒不|暂缓|停止|不再?(能|可|得|给|准|应|宜|让|符合|同意)?以?)(予以?|继续)?(登记|受理|办理|审核|通过|批准|核准|认定|保留|报名)|不(能|可|得|予|给|准)再?(予以?)?(登记|受理|办理)|无法(受理|办理|登记|审核|通过)|(退回|驳回|打回|劝退|劝返|作废)"
        + "|登记不(了|成|上)|(不给|别给|不要给|没法|办不|不能)(予|其|他|她|本人)?(登记|受理|办|了)";

    private const string Ended =
        "(?<!(要求|申请|自愿|本人|请|通知|提醒|告知|如|若|是否|不|未|没有?|暂不)(其|本人|您)?(主动|及时)?(办理|予以)?)(退出|注销|销户|销号|终止|清退|清理|取消|除名|删除|停办)"
        + "(其|该|本人)?(失业|登记|资格|身份|人员|记录|名单|处理|手续|$)|(予以?|作|按|办理|拟|应|将|建议|直接|自动|系统|批量|视同|视为|故|因此|所以|给予|可)(其|本人|自愿|主动)?(退出|注销|终止|清退|清理|取消|除名|销号)";

    private const string English = "notregister|cannotregister|(no|refuse)registration|turnedaway|refusedregistration|(end|close|cancel|terminate|delete|remove)[a-z]{0,12}(registration|record|file)|deregist";

    [GeneratedRegex(Refused + "|" + Ended + "|" + English, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Consequence();
}
