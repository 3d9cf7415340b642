using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Finds wording in a free text that suggests a ground which the notice forbids. It is a classifier for flags: what it finds goes to the
/// supervisor's list (<see cref="WordingFlagged"/>) and decides nothing, because words alone say little and every list of words is wrong
/// now and then. What the notice forbids has no code; that is the guarantee.
/// </summary>
/// <remarks>
/// A text is compared without blanks, punctuation, invisible characters and case, in its NFKC form and in simplified characters. How well
/// it does is measured on made-up notes (<c>tests/Domain.Tests/Persons/Wording</c>).
/// </remarks>
public static partial class SuspiciousWording
{
    /// <summary>
    /// "79/2020 (二)": papers, insurance, conditions of benefit, household registration and personal file are no grounds for not registering
    /// somebody.
    /// </summary>
    public const string PapersArticle = "79/2020 (二)";

    /// <summary>
    /// "79/2020 (四)": refused services and silence do not end a registration; nor do age and expiry, which its list does not hold.
    /// </summary>
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

    private const string English =
        "notregister|cannotregister|(no|refuse)registration|turnedaway|refusedregistration|(end|close|cancel|terminate|delete|remove)[a-z]{0,12}(registration|record|file)|deregist";

    [GeneratedRegex(Refused + "|" + Ended + "|" + English, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Consequence();
}

/// <summary>What a free text is for: which wording is remarkable depends on it.</summary>
public enum WordingUse
{
    /// <summary>Beside the review of an application: papers, insurance, benefit, household registration and file are remarkable.</summary>
    Admission,

    /// <summary>Beside the end of a registration: refused services, silence, expiry and age are remarkable.</summary>
    Ending,

    /// <summary>A decision that may be either: an answer to an objection, a reason for taking a case out of the register.</summary>
    Decision,

    /// <summary>
    /// Work with the person (contacts, services, checks): silence and refused services are the everyday matter of such notes, and papers
    /// that of subsidies. Remarkable only beside words of turning somebody away or of an end.
    /// </summary>
    Aside,
}

/// <summary>Wording that suggests a forbidden ground.</summary>
/// <param name="Article">The article that forbids it.</param>
/// <param name="Words">The words, as they were compared: without blanks and punctuation, in simplified characters.</param>
public sealed record WordingFinding(string Article, string Words) : Discreet;

/// <summary>What a supervisor found when looking at flagged wording. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<WordingResult>))]
public enum WordingResult
{
    /// <summary>The words were lawful.</summary>
    Harmless = 1,

    /// <summary>Somebody spoke with the author about it; nothing had to be undone.</summary>
    TalkedTo = 2,

    /// <summary>What rested on such a ground was undone.</summary>
    Corrected = 3,
}

/// <summary>
/// What a text says besides: a lawful fact, a denial, a wish of the person. All on squeezed texts (<see cref="WordingText"/>).
/// </summary>
internal static partial class WordingContext
{
    /// <summary>How many characters before and behind some words can turn their sense.</summary>
    private const int Reach = 12;

    private const string NotYet =
        "(?<!(未|没|没有|无|尚未|从未|并未|不|别|拒绝|拒不|是否|如果?|若|倘|待|等|直到|希望|想|打算|准备|计划|帮助|促进|推荐|介绍|安排|引导)(再|能|被|愿意?|肯|去|予|有|其|本人|他|她|要|实现|到岗|到)?)";

    private const string Happened =
        "(入职|(?<!公共|创)就业(?!服务|困难|见习|指导|援助|登记|创业|失业|意愿|愿望|要求|培训|岗位|机会|信息|局|中心|推荐|政策|帮扶|补贴)|录用|招用|聘用|被.{0,12}聘|上岗|上班|任职|在职|到岗"
        + "|(签订?|签署|订立)了?.{0,6}合同|参保|(缴纳?|缴交|交)了?(社保|社会保险|养老保险)|社保(缴费|增员)|有.{0,6}(缴费|参保)记录|缴费|开业|开店|开了.{0,6}店|经营(?!困难|场所)|营业执照|注册(了|成立)?.{0,10}(公司|个体|企业|店|合作社)|工商(登记|注册)"
        + "|创办|创业(?!培训|意愿|服务|指导|担保|补贴|证)|自雇|入学|考[取上]|录取|就读|升学|读研|复学|入伍|应征|参军|服兵?役|移居|移民|定居|出国|死亡|去世|病故|亡故|身故|过世|火化|收监|服刑|判(处|刑)|羁押"
        + "|完全丧失劳动能力|退休手续|(办理|办妥|办了|批准|正式)退休|(领取?|享受|核发|发放).{0,8}(养老|退休)(金|待遇|保险)|(养老|退休)(金|待遇|保险)[^未没待将尚可应不无暂]{0,6}(领取|享受|核发|发放)|公益性岗位)";

    /// <summary>Guessed, or laid down instead of found out.</summary>
    private const string Guess =
        "推定|推断|视为|视同|视作|当作|当成|默认|估计|大概|也许|可能|应该是?已|应是已|疑似|猜测|怀疑|想必|恐怕|说不定|一律|统一按|均按|按(已|自动|主动|自愿)?.{0,6}(就业|放弃|退出|终止)处理";

    /// <summary>
    /// A fact that lawfully ends a registration or prevents one is reported as having happened, and not as a guess: what is said beside
    /// it is then no ground.
    /// </summary>
    public static bool TellsFact(string squeezed) => Fact().IsMatch(squeezed) && !Guessed().IsMatch(squeezed);

    /// <summary>
    /// The person is found at work, in business or drawing a pension: the lawful finding of a check. Insurance beside it is part of the
    /// finding.
    /// </summary>
    public static bool TellsWork(string squeezed) => Work().IsMatch(squeezed) && !Guessed().IsMatch(squeezed);

    /// <summary>What was handed in is no demand.</summary>
    public static bool Given(string squeezed, Match words) => HandedIn().IsMatch(squeezed[Math.Max(0, words.Index - Reach)..words.Index]);

    /// <summary>The words are denied: "not asked for", "does not matter".</summary>
    public static bool Denied(string squeezed, Match words) =>
        DeniedBefore().IsMatch(squeezed[Math.Max(0, words.Index - Reach)..words.Index])
        || DeniedBehind().IsMatch(squeezed[(words.Index + words.Length)..Math.Min(squeezed.Length, words.Index + words.Length + Reach)]);

    /// <summary>The text says that the registration is made or goes on all the same.</summary>
    public static bool Admits(string squeezed) => Admitted().IsMatch(squeezed);

    /// <summary>The person asks for it.</summary>
    public static bool Wished(string squeezed) => Wish().IsMatch(squeezed) && !Sent().IsMatch(squeezed);

    [GeneratedRegex(
        NotYet
            + Happened
            + "|hired|employed(?!by)|newjob|newemployer|startedwork|foundwork|ownbusiness|enrolled|conscript|emigrat|died|death|deceased|imprison|draws?(a|the)?pension",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Fact();

    [GeneratedRegex(
        "(仍|现|目前|正|一直|承认|自述|实际|确)(在|于|为)?.{0,12}(在职|上班|工作|在岗|任职|从业|经营|营业|用工|就业)|(为|系|是|任).{0,10}(法定代表人|法人|股东|经营者|业主)|劳动(关系|合同)(仍|未|没有?|尚未|还未)(有效|存续|解除|终止)|(领取?|享受|发放|核发).{0,8}(养老|退休)(金|待遇|保险)|stillemployed|stillworks|drawsapension",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Work();

    [GeneratedRegex(
        "(已经?|均|都|主动|自愿|自行|本人|顺便|随身)(当场|现场|及时)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex HandedIn();

    [GeneratedRegex(Guess + "|presum|probably|assum|maybe|mustbe", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Guessed();

    [GeneratedRegex(
        "(无需|不需要?|不用|无须|毋须|不必|未(曾)?要求|不(再|得|能|应|可)?(以|因|要求|强制|收取|索要|查验)|没有?要求|并非(因|由于)?|不是(因|由于|因为)?|不属于?|并未|不存在|免|免于|免予|取消|是否|有无|而非|与|既不看)(其|本人|申请人|您)?(再|另行|额外|重复)?.{0,3}$"
            + "|notneed|neednot|without(asking|theneed)|no(need|longer)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex DeniedBefore();

    [GeneratedRegex(
        "^.{0,3}(不影响|不作为|不是(理由|条件|前提)|并?不(构成|妨碍)|无关|没有?关系|(也|仍|照样|照常|同样)(可|能|予|受理|登记|办理)|均(可|予|能)|.{0,8}(不查|不看|不需|无需|不作要求)|为由(不对|不妥|不当|错误|属)|已(经)?(补齐|收到|提交|核对|核实|消除|恢复|解决|更正)|的?(传言|误解|说法)|doesnotmatter|isnotrequired|isnotneeded)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex DeniedBehind();

    [GeneratedRegex(
        "(?<!(不|未|暂不|无法|没有?|不能|不可|不得|才|方|后|再|补齐.{0,4}|拒绝))(予以?|可以?|同意|准予|应当?予?以?|正常|照常|仍|当场|按规定|依法|已)(登记|受理|办理|通过|办结|审核通过|失业登记)(?!后|前|须|需|不)|(?<!不|未)(符合|满足)登记条件|(?<!不|未)符合.{0,4}(规定|要求)|(?<!不)影响登记(?!$)|不影响.{0,6}登记",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Admitted();

    [GeneratedRegex(
        "(本人|申请人|其|当事人)(自愿|主动|书面|口头|电话|来电)?(要求|申请|自愿|选择|希望|提出|请求|同意|愿意|想|意愿)|常住地?(在|为|是)?(本|我|该|贵)|在(本|我|该|贵).{0,8}(居住|务工|工作|生活|租住)|居住(地)?(在|于)(本|我|该|贵|转入)|(现|实际|长期)(居)?住(地|址)?|迁入|搬(到|至|入)|按(常住|就业|参保|居住)地",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Wish();

    [GeneratedRegex(
        "(请|让|应|须|需|要求|必须|只能|建议|劝)(其|本人|申请人|您|他|她)?(先)?(回|到|去|往|返回|前往|在)(户籍|户口|原籍|老家|参保|档案|当地)|不(予|能|给|可|得|符合|受理)|办不|退回",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Sent();
}

/// <summary>A text in the one form in which wordings are compared.</summary>
internal static class WordingText
{
    /// <summary>The traditional forms of characters that the wordings use, each above its simplified one.</summary>
    private const string Traditional =
        "資證檔畢業學歷參繳納險領條職離約關係終無沒補齊戶異農轉聯絡繫電話機號碼斷絕務紹訓薦導續辦過齡歲滿達數幾兩貳叁時間記錄認應請須帶攜遞傳據書員說聽復報銷壽養顯開個給與從經動滯遺備調還審冊標準確繼擔單勞協議錢買藝種級執償貫樣權遲況該聲佔";
    private const string Simplified =
        "资证档毕业学历参缴纳险领条职离约关系终无没补齐户异农转联络系电话机号码断绝务绍训荐导续办过龄岁满达数几两二三时间记录认应请须带携递传据书员说听复报销寿养显开个给与从经动滞遗备调还审册标准确继担单劳协议钱买艺种级执偿贯样权迟况该声占";

    private static readonly FrozenDictionary<char, char> ToSimplified = Traditional
        .Zip(Simplified)
        .ToFrozenDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>Letters and digits only, NFKC, lower case, simplified characters.</summary>
    public static string Of(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var character in Nfkc.Normalize(text))
        {
            if (char.IsLetterOrDigit(character))
                squeezed.Append(ToSimplified.GetValueOrDefault(char.ToLowerInvariant(character), char.ToLowerInvariant(character)));
        }

        return squeezed.ToString();
    }
}
