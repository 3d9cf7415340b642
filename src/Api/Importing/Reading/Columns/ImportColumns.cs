using System.Collections.Frozen;

namespace Grid.Api.Importing.Reading.Columns;

/// <summary>The columns of each kind of file, in the order in which a template has them.</summary>
internal static class ImportColumns
{
    /// <summary>The beginning of <see cref="ImportColumn.Side"/> where a value belongs to the exit of a registration.</summary>
    public const string OfExit = "exit.";

    public static readonly ImportColumn IdentityNumber = new("identityNumber", "证件号码", "Identity number")
    {
        Required = true,
        Also = ["身份证号", "身份证号码", "公民身份号码", "身份证件号码", "社会保障号码", "ID number"],
    };

    public static readonly ImportColumn RegistrationNumber = new("registrationNumber", "失业登记号", "Registration number")
    {
        Also = ["失业登记编号"],
    };

    public static readonly ImportColumn LegacyNumber = new("legacyNumber", "原系统编号", "Number in the earlier system")
    {
        Also = ["原登记编号", "就业创业证号", "就业失业登记证号", "Legacy number"],
    };

    public static readonly ImportColumn Name = new("name", "姓名", "Name") { Required = true };

    public static readonly ImportColumn BirthDate = new("birthDate", "出生日期", "Birth date") { Also = ["出生年月日"] };

    public static readonly ImportColumn Sex = new("sex", "性别", "Sex");

    public static readonly ImportColumn Telephone = new("telephone", "联系电话", "Telephone")
    {
        Side = "details.telephone",
        Also = ["手机号", "手机号码", "电话", "联系方式电话", "Mobile"],
    };

    public static readonly ImportColumn Address = new("address", "联系地址", "Address")
    {
        Side = "details.address",
        Also = ["通讯地址", "居住地址", "常住地址"],
    };

    public static readonly ImportColumn Health = new("health", "健康状况", "Health") { Side = "details.health" };

    public static readonly ImportColumn DisabilityGrade = new("disabilityGrade", "残疾等级", "Disability grade")
    {
        Side = "details.disabilityGrade",
    };

    public static readonly ImportColumn Education = new("education", "文化程度", "Education")
    {
        Side = "details.education",
        Also = ["学历"],
    };

    public static readonly ImportColumn EthnicGroup = new("ethnicGroup", "民族", "Ethnic group") { Side = "details.ethnicGroup" };

    public static readonly ImportColumn HukouNature = new("hukouNature", "户口性质", "Hukou nature")
    {
        Side = "details.hukouNature",
        Also = ["户籍性质"],
    };

    public static readonly ImportColumn HukouRegion = new("hukouRegion", "户籍地区划", "Hukou region")
    {
        Side = "details.hukouRegion",
        Also = ["户籍地行政区划代码", "户口所在地区划"],
    };

    public static readonly ImportColumn PlatformNumber = new("platformNumber", "平台申请编号", "Platform application number")
    {
        Also = ["失业登记申请编号"],
    };

    public static readonly ImportColumn Channel = new("channel", "申请渠道", "Channel of the application");

    public static readonly ImportColumn Office = new("office", "经办机构", "Office")
    {
        Required = true,
        Also = ["经办机构代码", "登记机构", "经办机构名称"],
    };

    public static readonly ImportColumn Ground = new("ground", "登记地依据", "Ground of the place") { Required = true };

    public static readonly ImportColumn ByReference = new("byReference", "参照服务人群", "Group served by reference");

    public static readonly ImportColumn Reason = new("reason", "失业原因", "Reason of unemployment") { Required = true };

    public static readonly ImportColumn OtherReason = new("otherReason", "其他原因说明", "Other reason") { Side = "otherReason" };

    public static readonly ImportColumn UnemployedOn = new("unemployedOn", "失业日期", "Unemployed since")
    {
        Required = true,
        Also = ["失业时间"],
    };

    public static readonly ImportColumn JobWishes = new("jobWishes", "就业意愿", "Job wishes") { Side = "jobWishes", Also = ["求职意愿"] };

    public static readonly ImportColumn WishesToClaimBenefit = new("wishesToClaimBenefit", "是否申领失业保险金", "Wishes to claim benefit")
    {
        Side = "wishesToClaimBenefit",
    };

    public static readonly ImportColumn EmployerName = new("employerName", "单位名称", "Employer's name")
    {
        Side = "formerEmployer.name",
        Also = ["原用人单位", "原工作单位", "原单位名称"],
    };

    public static readonly ImportColumn EmployerCode = new("employerCode", "统一社会信用代码", "Employer's credit code")
    {
        Side = "formerEmployer.creditCode",
        Also = ["单位统一社会信用代码"],
    };

    public static readonly ImportColumn SubmittedOn = new("submittedOn", "申请日期", "Applied on") { Also = ["申请时间"] };

    public static readonly ImportColumn CommitmentVersion = new("commitmentVersion", "承诺书版本", "Commitment's version");

    public static readonly ImportColumn CommittedOn = new("committedOn", "承诺日期", "Committed on") { Also = ["承诺时间"] };

    public static readonly ImportColumn RegisteredOn = new("registeredOn", "登记日期", "Registered on")
    {
        Required = true,
        Also = ["失业登记日期", "登记时间"],
    };

    public static readonly ImportColumn HardshipCategory = new("hardshipCategory", "就业困难类别", "Hardship category")
    {
        Side = "hardship.category",
    };

    public static readonly ImportColumn HardshipFrom = new("hardshipFrom", "困难认定日期", "Hardship from") { Side = "hardship.from" };

    public static readonly ImportColumn HardshipTo = new("hardshipTo", "困难认定截止日期", "Hardship until") { Side = "hardship.to" };

    public static readonly ImportColumn LastReachedOn = new("lastReachedOn", "最近联系日期", "Last reached on");

    public static readonly ImportColumn ExitedOn = new("exitedOn", "退出日期", "Exit on") { Also = ["注销日期", "退出时间", "注销时间"] };

    public static readonly ImportColumn ExitReason = new("exitReason", "退出原因", "Reason of exit") { Also = ["注销原因"] };

    public static readonly ImportColumn ExitOtherReason = new("exitOtherReason", "退出其他原因说明", "Other reason of exit")
    {
        Side = "exit.otherReason",
    };

    public static readonly ImportColumn ExitBasis = new("exitBasis", "退出依据", "Basis of exit");

    public static readonly ImportColumn EvidenceSource = new("evidenceSource", "比对数据来源", "Source of the data match");

    public static readonly ImportColumn MatchedOn = new("matchedOn", "比对日期", "Matched on") { Also = ["比对时间"] };

    public static readonly ImportColumn EvidenceNote = new("evidenceNote", "核查说明", "Note of the check");

    public static readonly ImportColumn NewEmployerName = new("newEmployerName", "新用人单位名称", "New employer's name")
    {
        Side = "exit.employer.name",
        Also = ["新用人单位", "就业单位"],
    };

    public static readonly ImportColumn NewEmployerCode = new("newEmployerCode", "新用人单位统一社会信用代码", "New employer's credit code")
    {
        Side = "exit.employer.creditCode",
    };

    public static readonly ImportColumn StatementChannel = new("statementChannel", "本人声明方式", "Channel of the own statement");

    public static readonly ImportColumn StatedOn = new("statedOn", "本人声明日期", "Day of the own statement");

    public static readonly ImportColumn StatementWords = new("statementWords", "本人声明内容", "Words of the own statement");

    public static readonly ImportColumn ContactedOn = new("contactedOn", "联系时间", "Contacted on")
    {
        Required = true,
        Also = ["联系日期", "跟踪日期", "回访日期"],
    };

    public static readonly ImportColumn ContactChannel = new("contactChannel", "联系方式", "Channel of the contact")
    {
        Required = true,
        Also = ["跟踪方式", "回访方式"],
    };

    public static readonly ImportColumn ContactOutcome = new("contactOutcome", "联系结果", "Result of the contact")
    {
        Required = true,
        Also = ["跟踪结果", "回访结果"],
    };

    public static readonly ImportColumn Skill = new("skill", "技能", "Skill") { Side = "skill" };

    public static readonly ImportColumn Wishes = new("wishes", "就业意愿", "Job wishes") { Side = "wishes", Also = ["求职意愿"] };

    public static readonly ImportColumn ServedOn = new("servedOn", "服务日期", "Served on") { Required = true, Also = ["服务时间"] };

    public static readonly ImportColumn ServiceItem = new("serviceItem", "服务项目", "Service") { Required = true };

    public static readonly ImportColumn ServiceResult = new("serviceResult", "服务结果", "Result of the service") { Required = true };

    public static readonly ImportColumn Note = new("note", "备注", "Note") { Side = "note" };

    public static readonly ImportColumn RowKey = new("key", "数据编号", "Key of the row")
    {
        Required = true,
        Also = ["记录编号", "数据主键", "业务编号", "Key"],
    };

    public static readonly ImportColumn FactOn = new("on", "起始日期", "From")
    {
        Also =
        [
            "就业日期",
            "用工起始日期",
            "参保日期",
            "缴费起始日期",
            "成立日期",
            "待遇领取起始日期",
            "入学日期",
            "入伍日期",
            "死亡日期",
            "收监日期",
            "出境日期",
            "On",
        ],
    };

    public static readonly ImportColumn FactUntil = new("until", "截止日期", "Until")
    {
        Also = ["终止日期", "用工终止日期", "停保日期", "Last day"],
    };

    public static readonly ImportColumn Withdrawn = new("withdrawn", "是否撤回", "Withdrawn") { Also = ["撤回标志"] };

    private static readonly ImportColumn OptionalName = Name with { Required = false };

    private static readonly Dictionary<FileKind, IReadOnlyList<ImportColumn>> Kinds = new()
    {
        [FileKind.Registrations] =
        [
            IdentityNumber,
            Name,
            BirthDate,
            Sex,
            RegistrationNumber,
            LegacyNumber,
            Office,
            RegisteredOn,
            Reason,
            OtherReason,
            UnemployedOn,
            Ground,
            ByReference,
            Channel,
            PlatformNumber,
            SubmittedOn,
            CommitmentVersion,
            CommittedOn,
            JobWishes,
            WishesToClaimBenefit,
            EmployerName,
            EmployerCode,
            Telephone,
            Address,
            Health,
            DisabilityGrade,
            Education,
            EthnicGroup,
            HukouNature,
            HukouRegion,
            HardshipCategory,
            HardshipFrom,
            HardshipTo,
            LastReachedOn,
            ExitedOn,
            ExitReason,
            ExitOtherReason,
            ExitBasis,
            EvidenceSource,
            MatchedOn,
            EvidenceNote,
            NewEmployerName,
            NewEmployerCode,
        ],
        [FileKind.FollowUps] =
        [
            IdentityNumber,
            OptionalName,
            RegistrationNumber,
            LegacyNumber,
            ContactedOn,
            ContactChannel,
            ContactOutcome,
            Skill,
            Wishes,
            Note,
        ],
        [FileKind.Services] = [IdentityNumber, OptionalName, RegistrationNumber, LegacyNumber, ServedOn, ServiceItem, ServiceResult, Note],
        [FileKind.Exits] =
        [
            IdentityNumber,
            OptionalName,
            RegistrationNumber,
            LegacyNumber,
            ExitedOn with
            {
                Required = true,
            },
            ExitReason with
            {
                Required = true,
            },
            ExitOtherReason,
            ExitBasis with
            {
                Required = true,
            },
            EvidenceSource,
            MatchedOn,
            EvidenceNote,
            StatementChannel,
            StatedOn,
            StatementWords,
            NewEmployerName,
            NewEmployerCode,
        ],
        [FileKind.MatchRows] =
        [
            IdentityNumber,
            OptionalName,
            RowKey,
            FactOn,
            FactUntil,
            EmployerName with
            {
                Side = null,
                Also = ["用人单位", "用人单位名称", "企业名称", "参保单位"],
            },
            EmployerCode with
            {
                Side = null,
            },
            Withdrawn,
        ],
    };

    private static readonly FrozenDictionary<FileKind, FrozenDictionary<string, ImportColumn>> ByField = Kinds.ToFrozenDictionary(
        kind => kind.Key,
        kind => kind.Value.ToFrozenDictionary(column => column.Field, StringComparer.Ordinal)
    );

    public static IReadOnlyList<ImportColumn> Of(FileKind kind) => Kinds[kind];

    public static ImportColumn? Find(FileKind kind, string field) => ByField[kind].GetValueOrDefault(field);
}
