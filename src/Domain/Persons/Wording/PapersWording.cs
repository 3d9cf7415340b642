using System.Text.RegularExpressions;

namespace Grid.Domain.Persons;

/// <summary>
/// Words for what 79/2020 (二) forbids as a ground: papers, insurance, benefit conditions, and by the notice of 2014 household registration
/// and personal file.
/// </summary>
internal static partial class PapersWording
{
    private const string Give = "(提交|提供|递交|交|带|携带|出示|出具|上传|附|开具|开)";

    /// <summary>Not given, or asked for.</summary>
    private const string LackOrDemand =
        "(缺|欠|(未能?|没有?)(按要求|及时|补充|补)?"
        + Give
        + "|(不能|不肯|不愿|无法|拒绝|拒不|拿不出|交不出|开不出|办不出)"
        + Give
        + "?"
        + "|补(交|充|齐|正|办|传|件|送|缴|全)|(?<!无|不|未|毋|没有?|别)(请|须|需|应|要求|必须|让|等|待|尽快|前来|再)(本人|其|您|你|申请人)?.{0,4}("
        + Give
        + "|补)|没有?(?!要求)|无(?!需|须|异议|疑))";

    /// <summary>
    /// The person's own identity document is the one paper that may be looked at; "proof of a former identity" is another thing.
    /// </summary>
    private const string Paper =
        "((?<!(?<!原|原有)身份)(资料|证明|材料)|档案|毕业证|学历|学位|技能(等级)?证|职业资格|离职|(解除|终止).{0,8}(证明|书|协议)|劳动合同|社保(卡|清单|记录)|参保(证明|凭证|清单)|缴费(证明|凭证)|户口[本簿]|手续)";

    private const string Missing =
        "(不全|不齐|不足|不完整|不完备|缺失|缺少|欠缺|有缺|(未|没有?)(提交|提供|交|补|带|上传|开)|不符合要求|不合格|待补|需补|丢失|遗失|没有(?!异议|问题|出入|矛盾)|拿不出|开不出)";

    private const string Papers =
        LackOrDemand
        + ".{0,8}?"
        + Paper
        + "|(资料|材料|证明|手续|要件|附件|毕业证|学历证书?|离职证明|合同书?|档案).{0,4}"
        + Missing
        + "|(资料|材料|证明|手续|清单|证书|毕业证|合同书?|档案).{0,2}补(来|上|齐|交|过来)";

    private const string Insurance =
        "(未|没有?|从未|无|停|断|脱)(在(?!职).{0,8})?参保|(未|没有?|从未|不)(在.{0,8})?(参加|缴纳?|交纳?|买)(过|了)?.{0,4}(保险|社保|五险|保费)"
        + "|(无|没有?|查无|缺)(本地|当地|缴纳)?(社保|社会保险|失业保险|养老保险|医疗保险|保险)"
        + "|(参保|缴费|社保)(记录|年限|时间|月数)?.{0,3}(不足|不够|未满|不满|中断)|断缴|停保|不在(本|当|我)(地|市|县|区|省).{0,2}参保|参保地不|(非|不是)本(地|市|县|区|省)参保";

    private const string Benefit =
        "不符合?.{0,6}(领金|领取|失业金|失业保险金|待遇)|领金条件"
        + "|(不能|不可|不得|无法|无权|无资格|没有资格|不具备|不满足|未达到?).{0,6}(领取?失业|领金|失业金|失业保险金|失业保险待遇|领取条件)"
        + "|(失业金|失业保险金|失业保险待遇|失业补助金).{0,6}(不符|不合|不够|不满足|条件|资格)|非因本人意愿|本人意愿中断"
        + "|(自愿|主动|自行|自己)(离职|辞职).{0,8}(不予|不能|不可|不得|不符|不受理|不办)|(失业|离职).{0,4}(超过?|满).{0,6}(天|个月|年|期限).{0,6}(不予|不能|不可|不受理|不再)";

    private const string Hukou =
        "人户分离|(户籍|户口)(地|所在地)?(不在|非|不属|不是|在外)|(非|不是|不属于?)(本|我|当)(地|市|县|区|省|辖区)的?(户|居民|人)"
        + "|(外地|外省|外市|外县|异地|农村|农业)(户籍|户口|户|人口|人员)|(回|到|去|往)(户籍|户口|原籍)(地|所在地)?(办|登记|申请)";

    private const string File = "(无|没有?|未存|缺|查无|未转|未调)(个人|人事|本人)?档案|档案(不在|未转|没转|未到|缺|丢|遗失|不全|不符)";

    private const string English =
        "incomplete(material|document|paper)|(material|document|paper)s?(is|are|was|were)?(not)?(incomplete|missing|lacking|complete|provided|submitted)"
        + "|(missing|lack(s|ing|of)?|without|no|needs?|bring|submit|provide|upload|produce)(the|a|an|any|his|her|your|required|of)?[a-z]{0,14}(paper|certificate|proof|diploma|degree|terminationletter|material)"
        + "|missingdocument|diploma|notinsured|uninsured|no(social|unemployment)?insurance|insurance(is)?(missing|not)|(not|in)(eligible|entitled|qualified).{0,24}benefit|ineligible"
        + "|(no|missing|without)(personal)?file|personal(file|archive)|hukou|householdregistration(is)?(not|else)|nonlocal|notalocal";

    /// <summary>The first words that suggest such a ground and are neither denied nor beside the point; null when there are none.</summary>
    public static string? Find(string squeezed)
    {
        if (WordingContext.Admits(squeezed))
            return null;
        foreach (Match words in Pattern().Matches(squeezed))
        {
            if (
                WordingContext.Denied(squeezed, words)
                || (Given(words.Value) && WordingContext.Given(squeezed, words))
                || (Moneyed().IsMatch(words.Value) && WordingContext.TellsWork(squeezed))
                || (Placed().IsMatch(words.Value) && WordingContext.Wished(squeezed))
            )
            {
                continue;
            }

            return words.Value;
        }

        return null;
    }

    private static bool Given(string words) => Handing().IsMatch(words);

    /// <summary>Verbs that also say what a person brought.</summary>
    [GeneratedRegex("^(补|提交|提供|携带|带|出示|上传|交(?!不))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Handing();

    [GeneratedRegex(
        Papers + "|" + Insurance + "|" + Benefit + "|" + Hukou + "|" + File + "|" + English,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pattern();

    /// <summary>Beside somebody's work or pension, insurance is part of the finding.</summary>
    [GeneratedRegex("^(" + Insurance + "|" + Benefit + ")", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Moneyed();

    /// <summary>A place is no ground against somebody who chose it.</summary>
    [GeneratedRegex("^(" + Hukou + ")", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Placed();
}
