using System.Globalization;
using Grid.Api.Problems;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Retirement;

namespace Grid.Api.Ledger;

/// <summary>One person of the ledger, and what the columns need to know of the export.</summary>
/// <param name="Record">The person's record.</param>
/// <param name="Place">From 1.</param>
/// <param name="Full">Values in full.</param>
/// <param name="Number">Of the export.</param>
/// <param name="Today">The day of the export.</param>
/// <param name="Ages">Lower ends of the bands of age, ascending.</param>
internal sealed record LedgerRow(
    PersonRecord Record,
    int Place,
    bool Full,
    string Number,
    DateOnly Today,
    IReadOnlyList<int> Ages,
    OfficeDirectory Offices,
    Language Language
)
{
    public PersonProfile? Profile => Record.Details?.Profile;

    /// <summary>The active registration, or the last one.</summary>
    public Registration? Registration => Record.Registration ?? (Record.Past is [.., var last] ? last.Registration : null);

    public string Word(string zh, string en) => Language == Language.Chinese ? zh : en;

    public string YesOrNo(bool yes) => yes ? Word("是", "yes") : Word("否", "no");

    /// <summary>A sensitive value. Without the right to see it nothing tells whether there is one.</summary>
    public string? Sensitive(string? value) => Full ? value : "***";

    /// <summary>The name of a code; the code itself where its list has none.</summary>
    public string? Code(string list, string? code) =>
        code is null ? null
        : CodeLists.BuiltIn[list].TryGet(code, out var entry) ? Word(entry.Zh, entry.En)
        : code;

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What the latest check of a subject found on the latest application.</summary>
    public VerificationOutcome? Check(VerificationSubject subject) =>
        Record.Application?.Verifications.LastOrDefault(check => check.Subject == subject)?.Outcome;
}

/// <summary>A column of the ledger.</summary>
/// <param name="Width">In characters.</param>
/// <param name="Text">The cell; null for an empty one. Always a text: a number of eighteen digits is no amount.</param>
internal sealed record LedgerColumn(string Zh, string En, double Width, Func<LedgerRow, string?> Text);

/// <summary>
/// All columns of the ledger that offices keep of registered unemployed persons. Where a masked export has an age band it has no part of the
/// identity number: the end of the number with the band and the place would nearly give it.
/// </summary>
internal static class LedgerColumns
{
    public static IReadOnlyList<LedgerColumn> All { get; } =
    [
        new("序号", "No.", 6, row => row.Place.ToString(CultureInfo.InvariantCulture)),
        new("姓名", "Name", 12, row => row.Full ? row.Record.Identity?.Name.Value : row.Record.Identity?.Name.Masked),
        new("证件号码", "Identity number", 22, row => row.Sensitive(row.Record.Identity?.Number.Value)),
        new("性别", "Sex", 6, row =>
            row.Record.Identity?.Sex is { } sex ? row.Code(CodeListIds.Sex, Requests.ListCodes.Of(CodeListIds.Sex, sex)) : null
        ),
        new("年龄段", "Age", 8, AgeBand),
        new("民族", "Ethnic group", 10, row => row.Code(CodeListIds.EthnicGroup, row.Record.Details?.EthnicGroup)),
        new("文化程度", "Education", 16, row => row.Code(CodeListIds.Education, row.Record.Details?.Education)),
        new("联系电话", "Telephone", 16, row => row.Full ? row.Record.Details?.Telephone?.Value : row.Record.Details?.Telephone?.Ending),
        new("居住社区", "Community", 32, Community),
        new("登记编号", "Registration", 24, row => row.Registration?.Number.Value),
        new("登记状态", "Status", 10, Status),
        new("登记日期", "Registered on", 12, row => LedgerRow.Day(row.Registration?.RegisteredOn)),
        new("失业日期", "Unemployed since", 12, row => LedgerRow.Day(row.Registration?.UnemployedOn)),
        new("经办机构", "Office", 22, row => row.Offices.Find(row.Registration?.Office)?.Name ?? row.Registration?.Office),
        new("职业", "Occupation", 22, row => row.Code(CodeListIds.Occupation, row.Profile?.Occupation)),
        new("技能等级", "Skill level", 22, row => Skills(row, Level)),
        new("技能证书编号", "Skill certificate", 22, row => row.Sensitive(Skills(row, (_, skill) => skill.Number))),
        new("就业创业证号", "Employment certificate", 22, row => row.Sensitive(row.Profile?.EmploymentCertificate)),
        new("社会保障卡号", "Social security card", 18, row => row.Sensitive(row.Profile?.SocialSecurityCard)),
        new("就业时间", "In work since", 12, row => LedgerRow.Day(LastWork(row)?.Exit!.On)),
        new("就业类型", "Kind of work", 16, row =>
            LastWork(row) is { } work
                ? row.Code(CodeListIds.ExitReason, Requests.ListCodes.Of(CodeListIds.ExitReason, work.Exit!.Reason))
                : null
        ),
        new("本系统就业次数", "Times in work, here", 18, row => Works(row).Count().ToString(CultureInfo.InvariantCulture)),
        new("就业困难人员", "Hardship person", 10, row =>
            row.YesOrNo(row.Record.Registration?.Service.Hardship?.Covers(row.Today) == true)
        ),
        new("退役军人", "Veteran", 8, row => Category(row, PersonCategories.Veteran)),
        new("农民工", "Migrant worker", 8, row => Category(row, PersonCategories.MigrantWorker)),
        new("脱贫人口", "Lifted out of poverty", 8, row => row.Sensitive(Category(row, PersonCategories.LiftedOutOfPoverty))),
        new("高校毕业生", "College graduate", 10, row => Category(row, PersonCategories.Graduate)),
        new("毕业日期", "Graduated on", 12, row => row.Sensitive(LedgerRow.Day(row.Profile?.GraduatedOn))),
        new("残疾人", "Disabled", 8, row => row.Sensitive(row.YesOrNo(row.Record.Details?.Health == Disabled))),
        new("工商登记比对", "Business check", 14, row => Hit(row, row.Check(VerificationSubject.NoActiveBusiness))),
        new("生存状态", "Life status", 12, LifeStatus),
        new("养老待遇比对", "Pension check", 16, Pension),
        new("最近联系日期", "Last reached on", 12, row => LedgerRow.Day(row.Record.Registration?.Service.LastReachedOn)),
        // On every line: a line that is copied into another file still tells where it came from.
        new("导出编号", "Export", 20, row => row.Number),
    ];

    /// <summary>Code of health that means disabled.</summary>
    private const string Disabled = "5";

    private static string? AgeBand(LedgerRow row)
    {
        if (row.Record.Identity?.BirthDate is not { } born || born > row.Today)
            return null;
        var age = Age.FullYears(born, row.Today);
        var band = row.Ages.TakeWhile(from => from <= age).Count() - 1;
        return band < 0 ? string.Create(CultureInfo.InvariantCulture, $"<{row.Ages[0]}")
            : band == row.Ages.Count - 1 ? string.Create(CultureInfo.InvariantCulture, $"{row.Ages[band]}+")
            : string.Create(CultureInfo.InvariantCulture, $"{row.Ages[band]}–{row.Ages[band + 1] - 1}");
    }

    private static string? Community(LedgerRow row) =>
        row.Profile?.Community is { } code
            ? row.Offices.Regions.Known(code, row.Today) is { } region
                ? $"{region.Name} {code}"
                : code
            : null;

    private static string Status(LedgerRow row) =>
        row.Record.Registration is not null ? row.Word("在册", "active")
        : row.Record.Application is { IsOpen: true } ? row.Word("审核中", "under review")
        : row.Record.Past.Count > 0 ? row.Word("已退出", "ended")
        : row.Word("未登记", "not registered");

    private static string? Skills(LedgerRow row, Func<LedgerRow, PersonSkill, string?> of)
    {
        var texts = (row.Profile?.Skills ?? []).Select(skill => of(row, skill)).OfType<string>().ToList();
        return texts.Count == 0 ? null : string.Join("; ", texts);
    }

    private static string? Level(LedgerRow row, PersonSkill skill)
    {
        var parts = new[] { Mask.Text(skill.Trade), row.Code(CodeListIds.SkillLevel, skill.Level) }.OfType<string>().ToList();
        return parts.Count == 0 ? row.Code(CodeListIds.SkillKind, skill.Kind) : string.Join(' ', parts);
    }

    private static string Category(LedgerRow row, string code) => row.YesOrNo(row.Profile?.Categories?.Contains(code) == true);

    private static IEnumerable<PastRegistration> Works(LedgerRow row) =>
        row.Record.Past.Where(past =>
            past
                is {
                    Ending: PastEnding.Exited,
                    Exit.Reason: ExitReason.Hired or ExitReason.SelfEmployed or ExitReason.StableIncome or ExitReason.PublicWelfarePost
                }
        );

    private static PastRegistration? LastWork(LedgerRow row) => Works(row).LastOrDefault();

    private static string Hit(LedgerRow row, VerificationOutcome? outcome) =>
        outcome switch
        {
            VerificationOutcome.Contradicted => row.Word("有命中", "hit"),
            VerificationOutcome.Confirmed => row.Word("未命中", "no hit"),
            VerificationOutcome.Inconclusive => row.Word("待核实", "to be checked"),
            _ => row.Word("未比对", "not checked"),
        };

    private static string LifeStatus(LedgerRow row) =>
        row.Record is { Registration: null, Past: [.., { Exit.Reason: ExitReason.Death }] } ? row.Word("死亡", "died")
        : row.Check(VerificationSubject.NotDeceased) is VerificationOutcome.Contradicted or VerificationOutcome.Inconclusive
            ? row.Word("待核实", "to be checked")
        : row.Word("无死亡记录", "no death known");

    /// <summary>The latest match of a registered person's pension data; before the first one, the check of the application.</summary>
    private static string Pension(LedgerRow row)
    {
        var service = row.Record.Registration?.Service;
        return service?.LikelyExit?.Reason == ExitReason.BasicPension ? row.Word("有命中", "hit")
            : service?.PensionCheckedOn is { } on ? $"{row.Word("未命中", "no hit")} {LedgerRow.Day(on)}"
            : Hit(row, row.Check(VerificationSubject.NoPension));
    }
}
