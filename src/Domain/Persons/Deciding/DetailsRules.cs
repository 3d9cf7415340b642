using Grid.Domain.Codes;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Persons.Unverified;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Rules for the person's details, for a new application and for a correction alike.</summary>
internal static class DetailsRules
{
    /// <summary>Code of health that means disabled (残疾): the grade must be given then, and only then.</summary>
    public const string Disabled = "5";

    /// <summary>
    /// What must be there of the details of an application, whose side data are sorted. What only the person can tell is asked at the counter, where the person is; an application that comes from the
    /// platform waits for nothing of that.
    /// </summary>
    public static Refusal? Check(PersonDetails details, bool atCounter, DecisionContext context) =>
        Refusal.All(
            Code("details.health", CodeListIds.Health, details.Health, context),
            atCounter && details.Telephone is null ? Refusal.Invalid("details.telephone", FieldRule.Required) : null,
            atCounter && IsDisabled(details) ? Grade("details.disabilityGrade", details.DisabilityGrade, context) : null);

    /// <summary>
    /// A correction says itself what is right, so its values are judged, and only its own: what is recorded already does not stand in the way of another correction.
    /// </summary>
    public static Refusal? Check(CorrectData correction, PersonDetails after, DecisionContext context) =>
        Refusal.All(
            FieldRules.OptionalText("address", correction.Address, FieldRules.ShortLength),
            OptionalCode("health", CodeListIds.Health, correction.Health, context),
            Disability(correction, after, context),
            OptionalCode("education", CodeListIds.Education, correction.Education, context),
            OptionalCode("ethnicGroup", CodeListIds.EthnicGroup, correction.EthnicGroup, context),
            OptionalCode("hukouNature", CodeListIds.HukouNature, correction.HukouNature, context),
            correction.HukouRegion is { } region && SideData.HukouRegion(region) is null ? Refusal.Invalid("hukouRegion", FieldRule.BadCode) : null,
            FieldRules.OptionalText("formerEmployer.name", correction.FormerEmployer?.Name, SideData.EmployerNameLength));

    public static Refusal? JobWishes(IReadOnlyList<string> wishes, string field, DecisionContext context)
    {
        if (wishes.Count == 0)
            return Refusal.Invalid(field, FieldRule.Required);
        return Refusal.All(wishes.Select((wish, i) => Code($"{field}[{i}]", CodeListIds.JobWish, wish, context)));
    }

    /// <summary>Reason "other" needs a text, and no other reason has one; for a correction.</summary>
    public static Refusal? OtherReason(UnemploymentReason reason, string? text, string field) => reason == UnemploymentReason.Other
        ? FieldRules.Text(field, text, FieldRules.ShortLength)
        : text is null ? null : Refusal.Invalid(field, FieldRule.OnlyWithOtherReason);

    private static Refusal? Disability(CorrectData correction, PersonDetails after, DecisionContext context)
    {
        const string Field = "disabilityGrade";
        if (correction.Health is null && correction.DisabilityGrade is null)
            return null;
        if (!IsDisabled(after))
            return correction.DisabilityGrade is null ? null : Refusal.Invalid(Field, FieldRule.OnlyWithDisability);
        return Grade(Field, after.DisabilityGrade, context);
    }

    /// <summary>A code without a dash is a scale alone; a grade means something on its scale only.</summary>
    internal static Refusal? Grade(string field, string? grade, DecisionContext context) =>
        grade is not null && !grade.Contains('-', StringComparison.Ordinal)
            ? Refusal.Invalid(field, FieldRule.ScaleNotGrade)
            : Code(field, CodeListIds.DisabilityGrade, grade, context);

    private static bool IsDisabled(PersonDetails details) => string.Equals(details.Health, Disabled, StringComparison.Ordinal);

    private static Refusal? Code(string field, string list, string? code, DecisionContext context) =>
        code is null ? Refusal.Invalid(field, FieldRule.Required) : OptionalCode(field, list, code, context);

    private static Refusal? OptionalCode(string field, string list, string? code, DecisionContext context) =>
        code is null || context.Codes.IsValid(list, code, context.Today)
            ? null
            : Refusal.NotInList(field, $"/v1/code-lists/{list}");
}
