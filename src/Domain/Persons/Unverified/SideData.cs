using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Sorts optional side data: what is valid stays in its field, what is not is stored as given beside it
/// (<see cref="UnverifiedValue"/>). It never refuses anything. What a lawful act rests on (who, where, why, since when, on what evidence)
/// is no side data, and is judged elsewhere.
/// </summary>
internal static class SideData
{
    /// <summary>
    /// An application whose side data are sorted, with what was moved out of the application itself; the details hold their own.
    /// </summary>
    public static (SubmitApplication Command, IReadOnlyList<UnverifiedValue>? Unverified) Of(
        SubmitApplication command,
        DecisionContext context
    )
    {
        var aside = new List<UnverifiedValue>(command.Unverified.Where(one => !IsOfDetails(one)));
        var otherReason = command.OtherReason;
        if (command.Reason != UnemploymentReason.Other && otherReason is not null)
            otherReason = Aside("otherReason", otherReason, Doubt.Contradicts, aside);
        var sorted = command with
        {
            OtherReason = Text("otherReason", otherReason, FieldLimits.Line, aside),
            JobWishes = JobWishes(command.JobWishes, "jobWishes", aside, context),
            FormerEmployer = Employer(command.FormerEmployer, "formerEmployer", aside),
            Details = Details(
                command.Details,
                [.. command.Unverified.Where(IsOfDetails)],
                command.Channel != ApplicationChannel.Platform,
                command.Number.BirthDate ?? command.BirthDate,
                context
            ),
            Unverified = [],
        };
        return (sorted, OrNull(aside));
    }

    /// <summary>An exit whose side data are sorted. An employer goes with the reasons that are work; any other reason has none.</summary>
    public static ExitDetails Of(ExitDetails exit)
    {
        var aside = new List<UnverifiedValue>(exit.Unverified ?? []);
        var otherReason = exit.OtherReason;
        if (exit.Reason != ExitReason.Other && otherReason is not null)
            otherReason = Aside("otherReason", otherReason, Doubt.Contradicts, aside);
        var employer = Employer(exit.Employer, "employer", aside);
        if (
            employer is not null
            && exit.Reason is not (ExitReason.Hired or ExitReason.SelfEmployed or ExitReason.StableIncome or ExitReason.PublicWelfarePost)
        )
        {
            if (employer.Name is { } name)
                Aside("employer.name", name, Doubt.Contradicts, aside);
            if (employer.CreditCode is { } code)
                Aside("employer.creditCode", code.Value, Doubt.Contradicts, aside);
            employer = null;
        }

        return exit with
        {
            OtherReason = otherReason,
            Employer = employer,
            FamilyContact = Family(exit.FamilyContact, aside),
            Unverified = OrNull(aside),
        };
    }

    /// <summary>A contact whose texts fit their fields and whose telephone number, if it has one, is right.</summary>
    private static FamilyContact? Family(FamilyContact? given, List<UnverifiedValue> aside)
    {
        if (given is null)
            return null;
        if (given.GivenTelephone is { } telephone)
            Aside("familyContact.telephone", telephone, Doubt.Malformed, aside);
        var name = Text("familyContact.name", given.Name, FieldLimits.Line, aside);
        var relationship = Text("familyContact.relationship", given.Relationship, FieldLimits.Line, aside);
        return name is null && relationship is null && given.Telephone is null
            ? null
            : new FamilyContact(name, relationship, given.Telephone);
    }

    /// <summary>A contact whose side data are sorted.</summary>
    public static (RecordContact Command, IReadOnlyList<UnverifiedValue>? Unverified) Of(
        RecordContact command,
        DateTimeOffset at,
        DecisionContext context
    )
    {
        var aside = new List<UnverifiedValue>();
        var next = command.NextAppointment;
        if (next <= at || next > context.Now.AddDays(Deadlines.AppointmentDays))
        {
            Aside(
                "nextAppointment",
                next.Value.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
                Doubt.Contradicts,
                aside
            );
            next = null;
        }

        var sorted = command with
        {
            Note = Text("note", command.Note, FieldLimits.Note, aside),
            Skill = Text("skill", command.Skill, FieldLimits.Line, aside),
            Wishes = JobWishes(command.Wishes, "wishes", aside, context),
            NextAppointment = next,
        };
        return (sorted, OrNull(aside));
    }

    /// <summary>An employer whose name fits its field and whose code, if it has one, is right.</summary>
    public static FormerEmployer? Employer(FormerEmployer? given, string field, List<UnverifiedValue> aside)
    {
        if (given is null)
            return null;
        if (given.GivenCode is { } code)
            Aside(field + ".creditCode", code, Doubt.Malformed, aside);
        var name = Text(field + ".name", given.Name, FieldLimits.EmployerName, aside);
        return name is null && given.CreditCode is null ? null : new FormerEmployer(name, given.CreditCode);
    }

    /// <summary>The text, or its beginning when it is longer than its field.</summary>
    public static string? Text(string field, string? text, int limit, List<UnverifiedValue> aside)
    {
        if (text is null)
            return null;
        if (!StorableText.Is(text))
            Aside(field, text, Doubt.Malformed, aside);
        else if (text.Length > limit)
            Aside(field, text, Doubt.TooLong, aside);
        return StorableText.Cut(StorableText.Replace(text), limit);
    }

    /// <summary>Each wish once; those that are in no list are stored as given.</summary>
    private static IReadOnlyList<string> JobWishes(
        IReadOnlyList<string> wishes,
        string field,
        List<UnverifiedValue> aside,
        DecisionContext context
    )
    {
        var known = wishes
            .Where(wish => context.Codes.IsValid(CodeListIds.JobWish, wish, context.Today))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var unknown = wishes.Except(known, StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
            Aside(field, string.Join(',', unknown), Doubt.NotInList, aside);
        return known.Length == wishes.Count ? wishes : known;
    }

    private static PersonDetails Details(
        PersonDetails given,
        List<UnverifiedValue> aside,
        bool atCounter,
        DateOnly? born,
        DecisionContext context
    )
    {
        var isDisabled = string.Equals(given.Health, DetailsRules.Disabled, StringComparison.Ordinal);
        var grade = given.DisabilityGrade;
        if (!isDisabled && grade is not null)
            grade = Aside("details.disabilityGrade", grade, Doubt.Contradicts, aside);
        // With a disability the grade is no side data at the counter, where it is asked for; the platform asked in its own way.
        else if (!atCounter && grade is not null && DetailsRules.Grade("details.disabilityGrade", grade, context) is not null)
            grade = Aside("details.disabilityGrade", grade, Doubt.NotInList, aside);

        return given with
        {
            Address = Text("details.address", given.Address, FieldLimits.Line, aside),
            DisabilityGrade = grade,
            Education = Code("details.education", CodeListIds.Education, given.Education, aside, context),
            EthnicGroup = Code("details.ethnicGroup", CodeListIds.EthnicGroup, given.EthnicGroup, aside, context),
            HukouNature = Code("details.hukouNature", CodeListIds.HukouNature, given.HukouNature, aside, context),
            HukouRegion = Region("details.hukouRegion", given.HukouRegion, aside),
            Profile = ProfileRules.Sort(given.Profile, born, aside, context),
            Unverified = OrNull(aside),
        };
    }

    private static string? Code(string field, string list, string? code, List<UnverifiedValue> aside, DecisionContext context) =>
        code is null || context.Codes.IsValid(list, code, context.Today) ? code : Aside(field, code, Doubt.NotInList, aside);

    private static string? Region(string field, string? text, List<UnverifiedValue> aside) =>
        text is null ? null : HukouRegion(text) ?? Aside(field, text, Doubt.Malformed, aside);

    /// <summary>The region's code; null if it is not one. A county may be abolished by now; its province has kept its two digits.</summary>
    internal static string? HukouRegion(string text) =>
        RegionCode.IsProvince(text) && (RegionCode.TryParsePadded(text, out var code) || RegionCode.TryParse(text, out code))
            ? code.Value
            : null;

    private static string? Aside(string field, string given, Doubt doubt, List<UnverifiedValue> aside)
    {
        aside.Add(UnverifiedValue.Of(field, given, doubt));
        return null;
    }

    private static bool IsOfDetails(UnverifiedValue one) => one.Field.StartsWith("details.", StringComparison.Ordinal);

    private static List<UnverifiedValue>? OrNull(List<UnverifiedValue> aside) => aside.Count == 0 ? null : aside;
}
