using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;

namespace Grid.Domain.Policies;

/// <summary>The kind of value that a fact has.</summary>
public enum PolicyFactType
{
    /// <summary>Compared by <c>atLeast</c>, <c>atMost</c>, <c>below</c>.</summary>
    Number,

    /// <summary>Compared by <c>is</c> and <c>in</c>.</summary>
    Code,

    /// <summary>Several codes: one of them is compared.</summary>
    Codes,

    /// <summary>A region's code: it or one above it.</summary>
    Region,

    /// <summary>Compared by <c>from</c> and <c>to</c>.</summary>
    Day,

    /// <summary>Alone: yes.</summary>
    Flag,
}

/// <summary>A fact of a registered person that rules may ask for. The list is closed.</summary>
/// <param name="Id">As rules write it.</param>
/// <param name="Type">What it is compared by.</param>
/// <param name="Zh">In words, the subject of a sentence.</param>
/// <param name="En">The same in English.</param>
public sealed record PolicyFact(string Id, PolicyFactType Type, string Zh, string En)
{
    /// <summary>The code list of its codes; null for others.</summary>
    public string? List { get; init; }

    /// <summary>What follows a number.</summary>
    public string UnitZh { get; init; } = "";

    public string UnitEn { get; init; } = "";

    /// <summary>The most that a number can be; the least is 0.</summary>
    public int Most { get; init; }

    /// <summary>Only the person's sealed record has it; others are known without it.</summary>
    public bool Sealed { get; init; }

    /// <summary>Codes of the list that no rule may ask for: they tell of a past or of health.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>Every fact, by id.</summary>
    public static IReadOnlyList<PolicyFact> All { get; } =
    [
        new("age", PolicyFactType.Number, "年", "age")
        {
            Most = 120,
            UnitZh = "周岁",
            UnitEn = " years",
        },
        new("monthsRegistered", PolicyFactType.Number, "登记", "registered for")
        {
            Most = 1200,
            UnitZh = "个月",
            UnitEn = " months",
        },
        new("monthsUnemployed", PolicyFactType.Number, "失业", "unemployed for")
        {
            Most = 1200,
            UnitZh = "个月",
            UnitEn = " months",
        },
        new("monthsSinceGraduation", PolicyFactType.Number, "毕业", "out of school for")
        {
            Most = 1200,
            UnitZh = "个月",
            UnitEn = " months",
            Sealed = true,
        },
        new("sex", PolicyFactType.Code, "性别", "sex") { List = CodeListIds.Sex },
        new("education", PolicyFactType.Code, "学历", "education") { List = CodeListIds.Education },
        // 70 is stored as 90 wherever it is in the clear, and a rule that asked for it would tell.
        new("reason", PolicyFactType.Code, "失业原因", "reason of unemployment")
        {
            List = CodeListIds.UnemploymentReason,
            Hidden = ["70"],
        },
        new("category", PolicyFactType.Codes, "人员类别", "category") { List = CodeListIds.PersonCategory, Sealed = true },
        new("jobWish", PolicyFactType.Codes, "求职意愿", "job wish") { List = CodeListIds.JobWish, Sealed = true },
        new("region", PolicyFactType.Region, "登记地区", "region of registration"),
        new("registeredOn", PolicyFactType.Day, "登记日期", "day of registration"),
        new("unemployedOn", PolicyFactType.Day, "失业日期", "day of unemployment"),
        new("hardship", PolicyFactType.Flag, "已认定为就业困难人员", "recognized as a hardship person"),
        new("drawsBenefit", PolicyFactType.Flag, "正在领取失业保险金", "draws unemployment benefit"),
        new("byReference", PolicyFactType.Flag, "参照登记失业人员服务", "served by reference"),
        new("disabled", PolicyFactType.Flag, "持有残疾等级", "has a disability grade") { Sealed = true },
        new("onAllowance", PolicyFactType.Flag, "正在享受最低生活保障", "receives the minimum living allowance") { Sealed = true },
    ];

    /// <summary>Null where there is none of this id.</summary>
    public static PolicyFact? Find(string? id) => All.FirstOrDefault(fact => string.Equals(fact.Id, id, StringComparison.Ordinal));
}

/// <summary>
/// What a condition looks at: the facts of one registered person on a day. Those that stand sealed are null, with
/// <see cref="Opened"/> false, until the record was opened.
/// </summary>
public sealed record PolicyFacts : Discreet
{
    public required DateOnly Today { get; init; }

    public required DateOnly? BirthDate { get; init; }

    public required string Sex { get; init; }

    public required string? Education { get; init; }

    /// <summary>As it may be shown: 70 is 90.</summary>
    public required string Reason { get; init; }

    /// <summary>Code of the office, whose digits begin with those of its region.</summary>
    public required string Office { get; init; }

    public required DateOnly RegisteredOn { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    public required bool Hardship { get; init; }

    public required bool DrawsBenefit { get; init; }

    public required bool ByReference { get; init; }

    /// <summary>Whether the members below are known.</summary>
    public bool Opened { get; init; }

    public DateOnly? GraduatedOn { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> JobWishes { get; init; } = [];

    public bool Disabled { get; init; }

    public bool OnAllowance { get; init; }

    /// <summary>The last step of each policy that the person was helped with.</summary>
    public IReadOnlyDictionary<string, PolicyStep> Steps { get; init; } = NoSteps;

    private static readonly Dictionary<string, PolicyStep> NoSteps = [];

    /// <summary>Those of a record with an active registration; null for any other.</summary>
    public static PolicyFacts? Of(PersonRecord record, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record is not { AliasOf: null, Registration: { } registration, Identity: { } identity })
            return null;
        var service = registration.Service;
        return new PolicyFacts
        {
            Today = today,
            BirthDate = identity.BirthDate,
            Sex = CodeOf((int)(identity.Sex ?? Codes.Sex.Unknown), 1),
            Education = record.Details?.Education,
            Reason = CodeOf(
                (int)(registration.Reason == UnemploymentReason.ReleasedFromPrison ? UnemploymentReason.Other : registration.Reason),
                2
            ),
            Office = registration.Office,
            RegisteredOn = registration.RegisteredOn,
            UnemployedOn = registration.UnemployedOn,
            Hardship = service.Hardship is { } h && h.From <= today && (h.To is null || h.To >= today),
            DrawsBenefit = service.Benefit is { } b && b.From <= today && (b.To is null || b.To >= today),
            ByReference = registration.ByReference is not null,
            Opened = true,
            GraduatedOn = record.Details?.Profile?.GraduatedOn,
            Categories = record.Details?.Profile?.Categories ?? [],
            JobWishes = registration.JobWishes,
            Disabled = record.Details?.DisabilityGrade is not null,
            OnAllowance = record.Allowance is { State: AllowanceState.Granted },
            Steps = service
                .PolicyCases.GroupBy(one => one.Policy, StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.Last().Step, StringComparer.Ordinal),
        };
    }

    /// <summary>A code of a list by its number.</summary>
    public static string CodeOf(int number, int digits) =>
        number.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits, '0');

    /// <summary>Full months from a day to today, as the statistics count them; null before it.</summary>
    internal int? MonthsSince(DateOnly? from)
    {
        if (from is not { } day || day > Today)
            return null;
        var months = (Today.Year - day.Year) * 12 + Today.Month - day.Month;
        return FullMonths.FullOn(day, months) <= Today ? months : months - 1;
    }

    /// <summary>Full years; a person born on 29 February reaches them on 1 March in common years.</summary>
    internal int? Age => MonthsSince(BirthDate) / 12;
}
