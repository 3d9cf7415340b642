using System.Collections.Frozen;
using Grid.Domain.Persons;

namespace Grid.Api.Problems;

/// <summary>
/// Why a field is wrong: the codes and their texts. Errors of numbers, names and telephones, and rules that a field breaks
/// (<see cref="FieldRule"/>), have the names of the domain's own members.
/// </summary>
public static class FieldCodes
{
    public const string Invalid = "invalid";
    public const string Required = "required";
    public const string Unknown = "unknown";
    public const string Duplicate = "duplicate";
    public const string WrongType = "wrongType";
    public const string TooShort = "tooShort";
    public const string TooLong = "tooLong";
    public const string TooMany = "tooMany";
    public const string OutOfRange = "outOfRange";
    public const string NotInList = "notInList";
    public const string BadDate = "badDate";
    public const string BadMoment = "badMoment";
    public const string BadPeriod = "badPeriod";
    public const string BadText = "badText";
    public const string BadCursor = "badCursor";
    public const string BadCode = "badCode";
    public const string BadEntityTag = "badEntityTag";
    public const string ExactlyOne = "exactlyOne";
    public const string NotAllowedHere = "notAllowedHere";
    public const string Contradicts = "contradicts";
    public const string Malformed = "malformed";
    public const string BelowRegistered = "belowRegistered";
    public const string NotAmongCandidates = "notAmongCandidates";
    public const string CheckFailed = "checkFailed";
    public const string InFuture = "inFuture";
    public const string TooOld = "tooOld";
    public const string NotPositive = "notPositive";
    public const string CountedInPersons = "countedInPersons";
    public const string NotLastYearEnd = "notLastYearEnd";
    public const string DayNotOver = "dayNotOver";
    public const string NotInReach = "notInReach";
    public const string OtherThanAddress = "otherThanAddress";
    public const string StatutoryDayWorked = "statutoryDayWorked";
    public const string StatutoryDayMissing = "statutoryDayMissing";
    public const string BadCalendarEntry = "badCalendarEntry";

    private static readonly FrozenDictionary<string, Words> Texts = new Dictionary<string, Words>(StringComparer.Ordinal)
    {
        [Invalid] = new("该项的值不符合要求", "The value is not acceptable here"),
        [Required] = new("该项必填", "This is required"),
        ["empty"] = new("该项不能为空", "This must not be empty"),
        [Unknown] = new("没有这一项", "There is no such member"),
        [Duplicate] = new("该项出现了两次", "This is here twice"),
        [WrongType] = new("该项的类型不对", "This has the wrong type"),
        [TooShort] = new("内容太短", "This is too short"),
        [TooLong] = new("内容太长", "This is too long"),
        [TooMany] = new("条数太多", "There are too many of these"),
        [OutOfRange] = new("数值超出范围", "The value is out of range"),
        [NotInList] = new("不在允许的代码之内", "This is not one of the allowed codes"),
        [BadDate] = new("日期应写作 2026-11-22", "A date is written 2026-11-22"),
        [BadMoment] = new(
            "时间应写作 2026-11-22T09:30:00+08:00,并带时区",
            "A moment is written 2026-11-22T09:30:00+08:00, with its offset"
        ),
        [BadPeriod] = new("统计期应写作 2026-11", "A period is written 2026-11"),
        [BadText] = new("含有不能使用的字符", "There is a character that cannot be used"),
        [BadEntityTag] = new("须为读取时得到的一个版本标识,或 *", "It must be one strong entity tag, or *"),
        [BadCursor] = new("不是本接口给出的翻页标记", "This is no cursor that this list has given"),
        [BadCode] = new("代码格式不对", "The code is not well formed"),
        [ExactlyOne] = new("几项之中必须且只能给出一项", "Exactly one of these must be given"),
        [NotAllowedHere] = new("此处不能填写该项", "This cannot be given here"),
        [Contradicts] = new("与另一项矛盾", "This contradicts another item"),
        [Malformed] = new("不是合法的 JSON", "This is no well-formed JSON"),
        [BelowRegistered] = new(
            "从业人数小于登记失业人数,请核对单位(人)和地区",
            "Fewer employed than registered unemployed: check the unit (persons) and the region"
        ),
        [CheckFailed] = new("该项审核未通过", "This check fails"),
        ["badLength"] = new("位数不对", "The number of characters is wrong"),
        ["badCharacter"] = new("有不应出现的字符", "There is a character that cannot be used there"),
        ["badBirthDate"] = new("号码中的出生日期不存在", "The birth date in the number does not exist"),
        ["badCheckDigit"] = new("校验码不符,可能输入有误", "The check digit does not fit: probably a typing slip"),
        ["badCheckCharacter"] = new("校验码不符,可能输入有误", "The check character does not fit: probably a typing slip"),
        ["badArea"] = new("代码中的区划部分应为数字", "The area in the code must be digits"),
        ["controlCharacter"] = new("含有控制字符", "There is a control character"),
        ["digit"] = new("姓名中不能有数字", "A name has no digits"),
        ["privateUseCharacter"] = new("含有自造字,请使用国家标准中的汉字", "There is a private-use character: the standard one is needed"),
        ["misplacedMark"] = new("间隔号或连字符的位置不对", "A dot, hyphen or apostrophe is misplaced"),
        ["missingAreaNumber"] = new("固定电话缺少区号", "A landline needs its area number"),
        ["badExtension"] = new("分机号不对", "The extension is wrong"),
        [TooOld] = new("数据的日期过早,不能用于该统计期", "The figure is too old for the period"),
        [NotPositive] = new("必须大于零", "It must be above zero"),
        [CountedInPersons] = new("数值过大,单位应为人", "The figure is too large: it is counted in persons"),
        [NotLastYearEnd] = new("推算须以上年12月31日的数据为准", "An estimate refers to 31 December of the year before"),
        [DayNotOver] = new("这一天尚未结束", "The day is not over"),
        [OtherThanAddress] = new("与地址中的不一致", "The address names another one"),
        [StatutoryDayWorked] = new("法定节假日不能列为上班日", "A statutory day off cannot be worked"),
        [StatutoryDayMissing] = new("缺少法定节假日", "A statutory day off is missing"),
        [BadCalendarEntry] = new("不符合工作日历的格式或要求", "This does not fit a working calendar"),
        ["requiredByDocument"] = new("该证件号码不含此项,必须填写", "This kind of document does not tell it, so it is required"),
        ["noContent"] = new("至少要有一个汉字、字母或数字", "It needs at least one letter or digit"),
        [InFuture] = new("不能晚于现在", "It must not be in the future"),
        ["beforeBirth"] = new("不能早于出生日期", "It must not be before birth"),
        ["beforeRegistration"] = new("不能早于登记日期", "It must not be before the registration"),
        ["afterRegistration"] = new("不能晚于登记日期", "It must not be after the registration"),
        ["afterSubmission"] = new("不能晚于提交申请的时间", "It must not be after the submission"),
        ["beforeStart"] = new("结束日期不能早于开始日期", "The end must not be before the beginning"),
        ["tooLongAgo"] = new("时间过早,不能补记", "It is too long ago to be recorded now"),
        ["notAfterToday"] = new("必须晚于今天", "It must be after today"),
        ["afterLastDay"] = new("不能晚于该事项的最后期限", "It must not be after the last day of the duty"),
        ["noCalendar"] = new("该年度没有工作日历", "There is no working calendar of that year"),
        ["onlyWithDataMatch"] = new("只有信息比对才填写来源和比对时间", "Source and time belong to a data match only"),
        ["onlyWithOtherReason"] = new("只有选择“其他”时才填写说明", "A text belongs to the reason other only"),
        ["beforeSubmission"] = new(
            "不能早于提交申请的日期;申请前已就业的请选择相应原因",
            "It must not be before the application; work that began earlier has a reason of its own"
        ),
        ["onlyWithNoLongerUnemployed"] = new(
            "只有原因为申请后已就业时才填写起始日期",
            "A first day belongs to reason 8 (no longer unemployed) only"
        ),
        ["onlyWithLastingFact"] = new("该原因不填写起始日期", "This reason has no first day"),
        ["onlyWhenUpheld"] = new("只有采纳复核申请时才填写", "This belongs to an objection that is upheld"),
        ["onlyWhenAnswered"] = new("只有本人回答了抽查时才填写", "This belongs to a person who answered"),
        ["onlyForData"] = new("只有对登记信息的复核才填写更正内容", "A correction belongs to an objection against data only"),
        ["onlyForNonApproval"] = new(
            "只有对不予登记的复核才能直接予以登记",
            "Only an objection against a non-approval can end with an approval"
        ),
        ["onlyWithDisability"] = new("只有健康状况为残疾时才填写残疾等级", "A grade belongs to health 5 (disabled) only"),
        ["onlyWhileDrawing"] = new("只有正在享受待遇时才填写截止日期", "An end belongs to state 20 (drawing) only"),
        ["onlyFromPlatform"] = new("只有全国平台的申请才有平台申请编号", "A platform number belongs to the platform's applications only"),
        ["requiredFromPlatform"] = new("全国平台的申请必须带平台申请编号", "An application of the platform needs its number"),
        ["noProvince"] = new("号码前两位不是任何省级行政区划", "The first two digits are no province's"),
        ["permitNeedsGroup"] = new(
            "持港澳台居民居住证的,参照服务人群应为港澳台居民",
            "A residence permit of Hong Kong, Macao or Taiwan goes with the group of those residents"
        ),
        ["groupNeedsPermit"] = new(
            "港澳台居民须凭港澳台居民居住证号码办理",
            "The group of Hong Kong, Macao and Taiwan residents goes with their residence permits only"
        ),
        ["removedAndGiven"] = new("同一项不能既删除又填写", "The same item cannot be removed and given at once"),
        ["confirmFifteenDigits"] = new(
            "15位旧号码不含世纪和校验码。请核对本人证件:申请时把 allowed 中相符的18位号码作为确认号码一并提交,查询时直接使用18位号码",
            "An old number of 15 digits has neither century nor check digit. Compare with the person's document and give the right number of 18 from allowed as confirmedNumber; in a query use it itself"
        ),
        [NotAmongCandidates] = new("与15位号码不符", "It does not belong to the number of 15 digits"),
        ["otherDocument"] = new(
            "像是来往内地通行证、台胞证或护照的号码。可使用:居民身份证(含社会保障卡)、港澳台居民居住证、外国人永久居留身份证",
            "This looks like the number of a travel permit or passport. Accepted are the resident identity card (or social security card), the residence permit of Hong Kong, Macao or Taiwan residents, and the foreign permanent resident card"
        ),
        ["scaleNotGrade"] = new("请选择具体的残疾等级,而不是等级体系", "Choose a grade, not a scale"),
        ["ownReportWasAnswered"] = new("本人自报即为已联系上", "An own report was answered"),
        ["channelHasNoNumber"] = new("只有电话或短信才会号码有误", "Only a telephone or a short message has a number that can be wrong"),
        ["sixteenOrOlder"] = new("此人已满16周岁", "The person is sixteen or older"),
        ["needsCorrectionAsked"] = new(
            "须先有未通过的身份核验,并已要求本人更正",
            "It needs a check of the identity that was not confirmed, and a correction that was asked"
        ),
        ["waitsForAnswer"] = new(
            "已要求本人更正,须等待本人答复,或者到此日为止",
            "A correction was asked: the person answers, or it waits until this day"
        ),
        ["olderThanContradicted"] = new(
            "比对时间早于所要否定的事实,须用此日或以后的数据",
            "The data were matched before what they are to contradict: match again, on this day or later"
        ),
        ["rightNumberOrWhyNone"] = new("须写明正确的号码,或者说明为什么没有", "It needs the right number, or why there is none; not both"),
        ["overlaps"] = new("与此人的另一次登记时间重叠", "It overlaps another registration of this person"),
        ["noSuchRegistration"] = new(
            "此人没有该编号的登记,或者该日没有在册的登记",
            "The person has no registration of this number, or none stood on that day"
        ),
        ["severalRegistrations"] = new(
            "此人该日有几次登记,须写明登记编号或原系统编号",
            "Several registrations of the person stood on that day: give the number of the one that is meant"
        ),
        ["afterEnd"] = new("不能晚于该次登记退出的日期", "It must not be after the end of the registration"),
        ["endedOtherwise"] = new(
            "该次登记已结束,日期或原因与文件不同,请核对",
            "The registration is over, on another day or for another reason than the file has: compare them"
        ),
        ["notAppliedFor"] = new("不在申请的类别之中", "It is not among the categories that were applied for"),
        ["onlyWithOwnWish"] = new("只有本人不再申请时才填写本人声明", "A declaration belongs to the ground own wish only"),
        ["onlyWhenGranted"] = new("只有核准时才填写核准内容", "It belongs to an answer that grants"),
        ["onlyWhenNotGranted"] = new("只有未核准时才填写原因", "It belongs to an answer that does not grant"),
        ["onlyForHardship"] = new("只有就业困难人员认定才填写类别", "It belongs to a recognition as a hardship person"),
        ["sameNumber"] = new("与现在的号码相同", "The case already has this number"),
        ["needsOwnStatement"] = new(
            "须记录本人的陈述:方式、时间和原话",
            "It needs the person's own recorded statement: channel, time and words"
        ),
        ["onlyWithGaveUp"] = new(
            "只有本人声明终止就业要求时才填写本人陈述",
            "A statement belongs to the reason gave up looking for work only"
        ),
        ["onlyWithDeath"] = new("只有因死亡退出时才填写家属联系方式", "A contact of the family belongs to an exit by death only"),
        ["beforeDecision"] = new("不能早于作出决定的日期", "It must not be before the day of the decision"),
        ["channelDoesNotInform"] = new(
            "该方式不能用于告知:本人已死亡的,请电话、信函或当面告知家属",
            "Nobody is informed by this channel; after a death inform the family by telephone, letter or face to face"
        ),
        ["beforeStatement"] = new("不能早于本人陈述的日期", "It must not be before the day of the person's statement"),
        ["onlyOnApplication"] = new(
            "只有待审核的申请才能更正;已登记的请另行提出普通申请",
            "Only an open application's can be corrected; from a registration the person applies again"
        ),
        ["onlyByReference"] = new("申请没有参照服务人群,无需核验该项", "The application names no by-reference group to be checked"),
        ["onlyWithDeathOnRecord"] = new("该号码没有因死亡退出的登记,无需核验该项", "No registration under this number ended by death"),
        ["byReferenceIsActive"] = new("此人已有参照服务的登记", "The person has a registration by reference already"),
        ["needsCheckByHand"] = new(
            "须有人工核查或本人陈述表明;仅信息比对不足",
            "It needs a check by hand or the person's own word; a data match alone is only a hit"
        ),
        ["needsOwnDeclaration"] = new("须由本人自己申报", "It needs the person's own declaration"),
        ["needsContradiction"] = new("须有表明该情形的核验记录", "It needs a recorded check that shows it"),
        ["aliasOrMoving"] = new(
            "对方号码已关联到其他号码,或者其中一个正在关联",
            "The other number is an alias, or one of the two is being linked at this moment"
        ),
        ["onlyWhenWrong"] = new("只有比对结果有误时才填写错误原因", "A fault belongs to a finding that the row is wrong"),
        [NotInReach] = new("没有这个人,或不在您的办理范围内", "Nobody has it, or the person is out of your reach"),
        ["matchesNobody"] = new("没有人能同时符合这些条件", "Nobody can meet these conditions"),
        ["circular"] = new("规则直接或间接引用了自身", "The rule refers to itself, directly or through others"),
        ["badInternational"] = new("国际号码的位数不对", "The international number has a wrong length"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All codes, for the documentation.</summary>
    public static IEnumerable<string> All => Texts.Keys.Order(StringComparer.Ordinal);

    /// <summary>
    /// The text of a code. A refusal that names a field without a rule has the title of its problem; a code that is not known has the text
    /// of <see cref="Invalid"/>.
    /// </summary>
    public static Words TextOf(string code) =>
        Texts.GetValueOrDefault(code)
        ?? (Enum.TryParse<RefusalCode>(code, ignoreCase: true, out var refusal) ? ProblemCatalogue.Of(refusal).Title : Texts[Invalid]);

    /// <summary>Whether there is a text for the code.</summary>
    public static bool IsKnown(string code) => Texts.ContainsKey(code);
}
