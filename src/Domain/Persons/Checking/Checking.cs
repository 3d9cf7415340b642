using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Retirement;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>The pension data were matched, or checked by hand. Age proves nothing.</summary>
public sealed record RecordPensionCheck(bool Draws, Evidence Evidence) : PersonCommand
{
    /// <summary>Which retirement age applies, where the data say so; null leaves what is known.</summary>
    public RetirementCategory? RetirementCategory { get; init; }
}

/// <summary>It was checked whether the person is a hardship person; the recognition, if so.</summary>
public sealed record RecordHardshipCheck(HardshipRecognition? Recognition, Evidence Evidence) : PersonCommand;

/// <summary>The pension data were matched. Drawing a pension leads to a separate exit, with its evidence.</summary>
public sealed record PensionChecked(DateOnly On, bool Draws, [property: Personal] Evidence Evidence) : PersonEvent, IDated
{
    /// <summary>Which retirement age applies, where the data said so.</summary>
    [Personal]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RetirementCategory? RetirementCategory { get; init; }
}

/// <summary>It was checked whether the person is a hardship person (就业困难人员).</summary>
/// <param name="Months">Which check: 6 or 12 months registered; 0 for one that no duty asked for.</param>
/// <param name="Recognition">The recognition, or null when there is none.</param>
public sealed record HardshipChecked(
    DateOnly On,
    int Months,
    [property: Personal] HardshipRecognition? Recognition,
    [property: Personal] Evidence Evidence
) : PersonEvent, IDated;

/// <summary>Recognition as a hardship person (就业困难人员认定).</summary>
/// <param name="Category">Code list <c>hardship-category</c>; the first one, where there are several.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive; null while it is open.</param>
public sealed record HardshipRecognition(string Category, DateOnly From, DateOnly? To) : Discreet
{
    /// <summary>Further categories; null for none, as in all that was stored before there could be several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Others { get; init; }

    /// <summary>All categories, the first one first.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Categories => Others is { } others ? [Category, .. others] : [Category];

    /// <summary>Whether it is in force on the day: it ends with its last day by itself.</summary>
    public bool Covers(DateOnly day) => From <= day && !(To < day);

    /// <summary>A recognition of one or several categories, each once.</summary>
    public static HardshipRecognition Of(IReadOnlyList<string> categories, DateOnly from, DateOnly? to)
    {
        ArgumentNullException.ThrowIfNull(categories);
        return new HardshipRecognition(categories[0], from, to) { Others = categories.Count > 1 ? [.. categories.Skip(1)] : null };
    }

    public bool Equals(HardshipRecognition? other) =>
        other is not null && From == other.From && To == other.To && Categories.SequenceEqual(other.Categories, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Category, From, To, Others?.Count);
}

/// <summary>
/// Checks that are due as time passes: pension data and hardship. What they find has consequences only through separate commands.
/// </summary>
internal static class Checking
{
    public static Decision Pension(PersonRecord record, RecordPensionCheck command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (
            (
                FieldRules.Evidence("evidence", command.Evidence, context.Now)
                ?? FieldRules.NotOlder("evidence", command.Evidence, PensionContradictedOn(registration, command.Draws))
            ) is
            { } invalid
        )
        {
            return Decision.Refuse(invalid);
        }

        if (command.Evidence.Basis == EvidenceBasis.PersonDeclaration)
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = EvidenceFits.ByDataOrHand }
            );
        }

        return Category("retirementCategory", command.RetirementCategory, record) is { } wrong
            ? Decision.Refuse(wrong)
            : Decision.Accept(
                Outcomes.Of(OutcomeKind.PensionChecked, record, registration),
                new PensionChecked(context.Today, command.Draws, command.Evidence) { RetirementCategory = command.RetirementCategory }
            );
    }

    /// <summary>A retirement category of the other sex is a typing error.</summary>
    public static Refusal? Category(string field, RetirementCategory? category, PersonRecord record)
    {
        if (category is not { } given)
            return null;
        var recordable = StatutoryRetirement.Recordable(record.Identity?.Sex ?? Sex.Unknown);
        return recordable.Contains(given)
            ? null
            : Refusal.Invalid(field, FieldRule.NotInList) with
            {
                Allowed = [.. recordable.Select(EnumName.Of)],
            };
    }

    public static Decision Hardship(PersonRecord record, RecordHardshipCheck command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (
            (
                FieldRules.Evidence("evidence", command.Evidence, context.Now)
                ?? FieldRules.NotOlder("evidence", command.Evidence, HardshipContradictedOn(registration, command))
            ) is
            { } invalid
        )
        {
            return Decision.Refuse(invalid);
        }

        if (command.Recognition is { } recognition)
        {
            if (CategoriesWrong(recognition, context) is { } wrong)
                return Decision.Refuse(wrong);
            if (recognition.From > context.Today)
                return Decision.Refuse(Refusal.Invalid("recognition.from", FieldRule.InFuture, atMost: context.Today));
            if (recognition.From < record.Identity?.BirthDate)
                return Decision.Refuse(Refusal.Invalid("recognition.from", FieldRule.BeforeBirth));
            if (recognition.To < recognition.From)
                return Decision.Refuse(Refusal.Invalid("recognition.to", FieldRule.BeforeStart, atLeast: recognition.From));
        }

        var months = record.Duties.Where(d => d.Kind == DutyKind.HardshipCheck).Select(ExpectedDuties.MonthsOf).DefaultIfEmpty(0).Max();
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.HardshipChecked, record, registration),
            new HardshipChecked(context.Today, months, command.Recognition, command.Evidence)
        );
    }

    private static Refusal? CategoriesWrong(HardshipRecognition recognition, DecisionContext context) =>
        recognition.Others is null
            ? context.Codes.IsValid(CodeListIds.HardshipCategory, recognition.Category, recognition.From)
                ? null
                : Refusal.NotInList("recognition.category", $"/v1/code-lists/{CodeListIds.HardshipCategory}")
            : HardshipCategories.Check("recognition.categories", recognition.Categories, recognition.From, context);

    /// <summary>
    /// A pension drawn speaks against the registration, none drawn against what was learnt since; and either ends the waiting for the next
    /// match, so it is not older than the last one.
    /// </summary>
    private static DateOnly? PensionContradictedOn(Registration registration, bool draws)
    {
        var learnt =
            !draws && registration.Service.LikelyExit is { Reason: ExitReason.BasicPension } exit
                ? exit.On
                : registration.Service.PensionCheckedOn;
        return ExpectedDuties.Later(registration.RegisteredOn, learnt);
    }

    /// <summary>A recognition in force is only replaced by what was learnt after it began.</summary>
    private static DateOnly? HardshipContradictedOn(Registration registration, RecordHardshipCheck command) =>
        registration.Service.Hardship is { } present && present != command.Recognition ? present.From : null;
}

/// <summary>Folds what the checks of pension and hardship found.</summary>
internal static class CheckFold
{
    public static PersonRecord Apply(PersonRecord record, PensionChecked e) => Known(record, e).WithService(s => PensionMatched(s, e));

    public static PersonRecord Apply(PersonRecord record, HardshipChecked e) =>
        record.WithService(s =>
            s with
            {
                HardshipCheckedMonths = Math.Max(s.HardshipCheckedMonths, e.Months),
                Hardship = e.Recognition ?? s.Hardship,
                HardshipEndSettled = e.Recognition is null ? HardshipEnds.Settled(s, e.On) : s.HardshipEndSettled,
            }
        );

    private static ServiceState PensionMatched(ServiceState service, PensionChecked e) =>
        service with
        {
            PensionCheckedOn = e.On,
            VisitAskedOn = e.Evidence.Basis == EvidenceBasis.DataMatch ? null : service.VisitAskedOn,
            LikelyExit =
                e.Draws ? Drawing(service.LikelyExit, e.On)
                : service.LikelyExit is { Reason: ExitReason.BasicPension } ? null
                : service.LikelyExit,
        };

    private static PersonRecord Known(PersonRecord record, PensionChecked e) =>
        e.RetirementCategory is { } category && record.Details is { } details
            ? record with
            {
                Details = details with { RetirementCategory = category },
            }
            : record;

    private static LikelyExit Drawing(LikelyExit? present, DateOnly on) =>
        present is { Reason: ExitReason.BasicPension } ? present : new LikelyExit(ExitReason.BasicPension, on);
}
