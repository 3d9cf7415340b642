using System.Text.RegularExpressions;

namespace Grid.Domain.Persons;

/// <summary>
/// Words for what 79/2020 (四) forbids as a ground for ending a registration: refused services, silence; and what its list does not hold:
/// expiry, age.
/// </summary>
internal static partial class ExitWording
{
    private const string Count = @"(\d+|[一二两三四五六七八九十叁仨几多数]+)";

    private const string Service = "(服务|介绍|培训|推荐|指导|招聘|见面会|面试|岗位)";

    private const string Services =
        Count
        + "次.{0,6}(拒|不接受|不参加|未接受|没有接受|不去|不应聘|不到|未到|未参加|不配合|无故)"
        + "|(拒绝|拒不|拒接|拒收|拒|不再?接受|未接受|没有接受|不参加|未参加|没有参加|不配合|不愿接受|无故不).{0,10}"
        + Service
        + "|拒.{0,8}"
        + Count
        + "次|"
        + Count
        + "次.{0,8}(推荐|介绍|培训).{0,6}(不|未|没|拒)|不(服从|接受)(安排|推荐|介绍)|挑三拣四|(没有?|无|缺乏)(求职|就业)(积极性|诚意)|求职不积极";

    private const string Silence =
        "(联系|联络|沟通|通知)不(上|到|了|通)|(无法|未能|未|没有?|没能|不能|难以|失去|丧失)再?(取得|获得|保持|[与和跟同].{0,6})?(任何)?(联系|联络|音讯)|失联(?!修复)"
        + "|(电话|手机|号码).{0,8}(打不通|停机|空号|无人接|没人接|关机|不通|无法接通|不接|不在服务区|已注销|暂停)|打不通|空号|停机|无人接听|不接(电话|听)"
        + "|查无此人|下落不明|去向不明|音讯全无|杳无|(未|没有?|不)(按时|按期|定期|如期)?(报到|签到|回访|回复|回应|响应|自主申报)|(通知|联系|催).{0,3}次.{0,2}(没|未|不)(来|到|办)|长期不(来|联系|报告|办)"
        + "|((6|六)个月|半年)(以上|内|来|多)?.{0,4}(无(?!业)|未|没|不|失(?!业)).{0,3}";

    /// <summary>A labour contract may well have expired before the person was hired again; a registration never does.</summary>
    private const string Expiry =
        "(登记|有效|失业证|创业证|领金|失业金|保险金|待遇)(证|已|有效|领取|的)?(期满|期已满|期限已?满|到期|过期|届满|期限已?到|逾期|失效)"
        + "|(?<!合同|协议|聘期|期限|试用|租期|劳务)(期满|到期|逾期|过期|届满)后?(未|没有?|不)再?(续|办|申请|申报|报到|登记|年检|年审|审|签到)"
        + "|(?<!合同|协议)未续(办|期|登)|没有?续(办|期|登)|(未|没有?)(按期|按时|及时|如期|定期)(续|办|申报|报到|签到|年审|登记|更新)"
        + "|(?<!身份证|证件|合同|居留证?|居住证|通行证|营业执照|健康证)有效期|自动(注销|失效|退出|终止)|超期|(?<!车辆|驾驶证|驾照|执照|企业|机动车)年审|(系统|批量|定期|集中|统一)(自动)?(清理|注销|清退)";

    private const string English =
        "(3|three|third|several|repeated|multiple)(consecutive|times?)?(service|job)?refus|refus(ed|es|ing)?(3|three|several)|(refus|declin|reject)[a-z]{0,24}(service|training|joboffer|introduction|offers)"
        + "|(6|six)months?(of)?(no|without|silen|unreach|outof|not)|(no|lost|without|outof)contact|(not|nothave)(be|been)?(reached|reachable|contactable|contacted)|unreachable|uncontactable"
        + "|notanswer|doesnotrespond|noresponse|registration[a-z]{0,6}(expir|laps)|(?<!contract|contractwas)notrenewed|(validity|term)(has)?(expired|ended|over)|expiry";

    private const string Ages =
        "退休年龄|到龄|达龄|超龄|年龄(已|过|偏|太|大|超|满|到|达|原因|限制)|大龄"
        + @"|(满|年满|已|超过?|达到?|年近)([4-9]\d|[四五六七八九]十[一二三四五六七八九]?)多?周?岁|\d{2}周?岁(以上|了)"
        + @"|retirementage|overage|tooold|pensionableage|(over|aged?|turned|is|reached)([4-9]\d)(years|yearsold)?";

    /// <summary>
    /// The first words that suggest such a ground and are neither denied nor said beside a lawful fact; null when there are none.
    /// </summary>
    public static string? Find(string squeezed)
    {
        var words = Pattern().Matches(squeezed).FirstOrDefault(match => !WordingContext.Denied(squeezed, match));
        if (words is null || WordingContext.TellsFact(squeezed))
            return null;

        // Who was not reached at first and was reached in the end was reached.
        return Silent().IsMatch(words.Value) && Reached().IsMatch(squeezed[words.Index..]) ? null : words.Value;
    }

    [GeneratedRegex(
        Services + "|" + Silence + "|" + Expiry + "|" + English + "|" + Ages,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pattern();

    [GeneratedRegex("^(" + Silence + ")", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Silent();

    [GeneratedRegex(
        "(后来?|次日|当日|随后|现|又|终于?|再次|今日|今天|第二天|最终|第[二三四五]次)(已|再次|经)?.{0,8}(联系上|联系到|取得联系|恢复联系|接通|打通|回电|回复|见到|找到|来电|回拨)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Reached();
}
