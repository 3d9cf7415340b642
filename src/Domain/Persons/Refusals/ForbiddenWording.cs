using System.Text.RegularExpressions;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Refusals;

/// <summary>
/// Finds grounds that the notice forbids when they are written into a free text, so that no text gets around the codes.
/// A text is compared without blanks, punctuation and case, in its NFKC form.
/// </summary>
/// <remarks>A clerk who states a lawful fact rarely needs these words; where one does, the fact has a code of its own and a data match as its basis.</remarks>
public static partial class ForbiddenWording
{
    /// <summary>"79/2020 (二)".</summary>
    public const string PapersArticle = "79/2020 (二)";

    /// <summary>"79/2020 (四)".</summary>
    public const string ExitArticle = "79/2020 (四)";

    /// <summary>A refusal when the text names a ground that 79/2020 (二) forbids for not registering somebody; null when it does not.</summary>
    public static Refusal? InRefusal(string field, string? text) => text is not null && Papers().IsMatch(Squeeze(text))
        ? new Refusal(RefusalCode.ForbiddenRefusalGround)
        {
            Field = field,
            Article = PapersArticle,
            Allowed = ["verification by data match", "verification by hand", "approval"],
        }
        : null;

    /// <summary>A refusal when the text names a ground that 79/2020 (四) forbids for ending a registration; null when it does not.</summary>
    public static Refusal? InExit(string field, string? text) => text is not null && Exits().IsMatch(Squeeze(text))
        ? new Refusal(RefusalCode.ForbiddenExitGround)
        {
            Field = field,
            Article = ExitArticle,
            Allowed = ["follow-up", "data match", "an exit reason that has happened"],
        }
        : null;

    private static string Squeeze(string text) =>
        string.Concat(Nfkc.Normalize(text).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(
        "(资料|材料|证明|手续)(不全|不齐|不足|不完整|缺失|未交|没交|未提交|没有提交)|(缺|缺少|欠|未提交|没有提交|未提供|没有提供|未交|补交|补充|提供|提交|出具|要求)[^,]{0,6}(材料|资料|证明|档案|毕业证|学历|学位|技能)"
        + "|未参保|没参保|没有参保|未缴社保|未缴纳社保|没有社保|未参加社会保险|没有参加社会保险"
        + "|不符合?领(金|取)|领金条件|不能领取失业|无资格领取"
        + "|离职证明|(解除|终止)(劳动)?(合同|关系)[^,]{0,4}(证明|书)|毕业证|学历证|学位证|技能(等级)?证|职业资格证"
        + "|(无|没有|没|未存|缺)(个人)?档案|人户分离|(户籍|户口)(不在|非)|(非本地|外地|外省|农村)(户籍|户口)"
        + "|incompletematerial|materialsincomplete|missing(paper|document|certificate|proof)|documentsmissing|notinsured|uninsured|noinsurance|noteligibleforbenefit|ineligibleforbenefit|diploma|personalfile|nofile|hukounotlocal|nonlocalhukou",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Papers();

    [GeneratedRegex(
        "(三|3|叁|多|几|数|两|2|\\d+)次(拒绝|不接受|不参加|未接受|没有接受)|(拒绝|不接受|未接受|不配合)[^,]{0,6}(服务|介绍|培训|推荐|指导)|拒绝(三|3|叁|多)次"
        + "|(联系|联络)不(上|到)|(无法|未能|未|没有|没|不能)(取得|与[^,]{0,6})?(联系|联络)|失联|失去联系|电话(打不通|停机|空号|无人接)"
        + "|期满|到期|过期|逾期未|未续(办|期|登)|没有续|有效期"
        + "|(达到|到|已到|超过|满)(法定)?退休年龄|超龄|年龄(已)?(到|超|满)|(满|年满|已)[567]\\d(周)?岁"
        + "|threerefusals|3refusals|refusedservice|refusestheservice|refused(3|three)times|sixmonths|6months|nocontact|notreachable|unreachable|outofcontact|expired|notrenewed|retirementage|overage",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Exits();
}
