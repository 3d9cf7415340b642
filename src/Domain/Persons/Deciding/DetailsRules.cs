using Grid.Domain.Codes;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Rules for the person's details, for a new application and for a correction alike.</summary>
internal static class DetailsRules
{
    /// <summary>Code of health that means disabled (残疾): the grade must be given then, and only then.</summary>
    public const string Disabled = "5";

    public static Refusal? Check(PersonDetails details, string prefix, DecisionContext context) =>
        Refusal.All(
            FieldRules.OptionalText(prefix + "address", details.Address, FieldRules.ShortLength),
            Code(prefix + "health", "health", details.Health, context),
            Disability(details, prefix, context),
            OptionalCode(prefix + "education", "education", details.Education, context),
            OptionalCode(prefix + "ethnicGroup", "ethnic-group", details.EthnicGroup, context),
            OptionalCode(prefix + "hukouNature", "hukou-nature", details.HukouNature, context),
            details.HukouRegion is null || RegionCode.TryParse(details.HukouRegion, out _)
                ? null
                : Refusal.Invalid(prefix + "hukouRegion", FieldRule.BadCode));

    public static Refusal? JobWishes(IReadOnlyList<string> wishes, string field, DecisionContext context)
    {
        if (wishes.Count == 0)
            return Refusal.Invalid(field, FieldRule.Required);
        if (wishes.Distinct(StringComparer.Ordinal).Count() != wishes.Count)
            return Refusal.Invalid(field, FieldRule.Duplicate);
        return Refusal.All(wishes.Select((wish, i) => Code($"{field}[{i}]", "job-wish", wish, context)));
    }

    /// <summary>Reason "other" needs a text, and no other reason has one.</summary>
    public static Refusal? OtherReason(UnemploymentReason reason, string? text, string field) => reason == UnemploymentReason.Other
        ? FieldRules.Text(field, text, FieldRules.ShortLength)
        : text is null ? null : Refusal.Invalid(field, FieldRule.OnlyWithOtherReason);

    private static Refusal? Disability(PersonDetails details, string prefix, DecisionContext context)
    {
        var field = prefix + "disabilityGrade";
        if (!string.Equals(details.Health, Disabled, StringComparison.Ordinal))
            return details.DisabilityGrade is null ? null : Refusal.Invalid(field, FieldRule.OnlyWithDisability);

        // A code without a dash is a scale alone; a grade means something on its scale only.
        return details.DisabilityGrade is { } grade && !grade.Contains('-', StringComparison.Ordinal)
            ? Refusal.Invalid(field, FieldRule.ScaleNotGrade)
            : Code(field, "disability-grade", details.DisabilityGrade, context);
    }

    private static Refusal? Code(string field, string list, string? code, DecisionContext context) =>
        code is null ? Refusal.Invalid(field, FieldRule.Required) : OptionalCode(field, list, code, context);

    private static Refusal? OptionalCode(string field, string list, string? code, DecisionContext context) =>
        code is null || context.Codes.IsValid(list, code, context.Today)
            ? null
            : Refusal.NotInList(field, $"/v1/code-lists/{list}");
}
