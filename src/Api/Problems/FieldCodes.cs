using System.Collections.Frozen;

namespace Grid.Api.Problems;

/// <summary>Why a field is wrong: the codes and their texts. Errors of numbers, names and telephones have the names of the domain's own errors.</summary>
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
    public const string ExactlyOne = "exactlyOne";
    public const string NotAllowedHere = "notAllowedHere";
    public const string Contradicts = "contradicts";
    public const string Malformed = "malformed";
    public const string BelowRegistered = "belowRegistered";
    public const string CheckFailed = "checkFailed";

    private static readonly FrozenDictionary<string, Words> Texts = new Dictionary<string, Words>(StringComparer.Ordinal)
    {
        [Invalid] = new("该项的值不符合要求", "The value is not acceptable here"),
        [Required] = new("该项必填", "This is required"),
        ["empty"] = new("该项不能为空", "This must not be empty"),
        [Unknown] = new("没有这一项", "There is no such member"),
        [Duplicate] = new("该项出现了两次", "This stands here twice"),
        [WrongType] = new("该项的类型不对", "This has the wrong type"),
        [TooShort] = new("内容太短", "This is too short"),
        [TooLong] = new("内容太长", "This is too long"),
        [TooMany] = new("条数太多", "There are too many of these"),
        [OutOfRange] = new("数值超出范围", "The value is out of range"),
        [NotInList] = new("不在允许的代码之内", "This is not one of the allowed codes"),
        [BadDate] = new("日期应写作 2026-11-22", "A date is written 2026-11-22"),
        [BadMoment] = new("时间应写作 2026-11-22T09:30:00+08:00,并带时区", "A moment is written 2026-11-22T09:30:00+08:00, with its offset"),
        [BadPeriod] = new("统计期应写作 2026-11", "A period is written 2026-11"),
        [BadText] = new("含有不能使用的字符", "There is a character that cannot be used"),
        [BadCursor] = new("不是本接口给出的翻页标记", "This is no cursor that this list has given"),
        [BadCode] = new("代码格式不对", "The code is not well formed"),
        [ExactlyOne] = new("几项之中必须且只能给出一项", "Exactly one of these must be given"),
        [NotAllowedHere] = new("此处不能填写该项", "This cannot be given here"),
        [Contradicts] = new("与另一项矛盾", "This contradicts another item"),
        [Malformed] = new("不是合法的 JSON", "This is no well-formed JSON"),
        [BelowRegistered] = new("从业人数小于登记失业人数,请核对单位(人)和地区", "Fewer employed than registered unemployed: check the unit (persons) and the region"),
        [CheckFailed] = new("该项审核未通过", "This check fails"),
        ["badLength"] = new("位数不对", "The number of characters is wrong"),
        ["badCharacter"] = new("有不应出现的字符", "There is a character that cannot stand there"),
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
        ["badInternational"] = new("国际号码的位数不对", "The international number has a wrong length"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All codes, for the documentation.</summary>
    public static IEnumerable<string> All => Texts.Keys.Order(StringComparer.Ordinal);

    /// <summary>The text of a code; that of <see cref="Invalid"/> for a code which is not known.</summary>
    public static Words TextOf(string code) => Texts.GetValueOrDefault(code) ?? Texts[Invalid];

    /// <summary>Whether there is a text for the code.</summary>
    public static bool IsKnown(string code) => Texts.ContainsKey(code);
}
