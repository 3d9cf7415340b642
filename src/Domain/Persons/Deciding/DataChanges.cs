using System.Globalization;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Unverified;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Lists what a correction changes, field by field, with the values before and after.</summary>
internal static class DataChanges
{
    private static readonly string[] CaseFields = ["ground", "group", "reason", "otherReason", "unemployedOn", "jobWishes"];

    /// <summary>What of a correction concerns an active registration: all of it, or what is not the open application's.</summary>
    public static IReadOnlyList<DataChange> OfRegistration(DataCorrected e) =>
        e.OnApplication == true ? [.. e.Changes.Where(change => !CaseFields.Contains(change.Field, StringComparer.Ordinal))] : e.Changes;

    public static IReadOnlyList<DataChange> Between(PersonRecord before, PersonRecord after, bool onApplication)
    {
        var changes = new List<DataChange>();
        void Compare(string field, string? old, string? now)
        {
            if (!string.Equals(old, now, StringComparison.Ordinal))
                changes.Add(new DataChange(field, old, now));
        }

        Compare("name", before.Identity?.Name.Value, after.Identity?.Name.Value);
        Compare("telephone", before.Details?.Telephone?.Value, after.Details?.Telephone?.Value);
        Compare("address", before.Details?.Address, after.Details?.Address);
        Compare("health", before.Details?.Health, after.Details?.Health);
        Compare("disabilityGrade", before.Details?.DisabilityGrade, after.Details?.DisabilityGrade);
        Compare("education", before.Details?.Education, after.Details?.Education);
        Compare("ethnicGroup", before.Details?.EthnicGroup, after.Details?.EthnicGroup);
        Compare("hukouNature", before.Details?.HukouNature, after.Details?.HukouNature);
        Compare("hukouRegion", before.Details?.HukouRegion, after.Details?.HukouRegion);
        Compare("retirementCategory", NameOf(before), NameOf(after));
        Compare("formerEmployer.name", before.Application?.FormerEmployer?.Name, after.Application?.FormerEmployer?.Name);
        Compare("formerEmployer.creditCode", before.Application?.FormerEmployer?.CreditCode?.Value, after.Application?.FormerEmployer?.CreditCode?.Value);
        foreach (var (field, old, now) in CaseOf(before, onApplication).Zip(CaseOf(after, onApplication), (b, a) => (b.Field, b.Value, a.Value)))
            Compare(field, old, now);

        // What was stored as given and is so no longer, or newly is; where its field has changed too, that change tells it.
        foreach (var field in UnverifiedData.Of(before).Concat(UnverifiedData.Of(after)).Select(one => one.Field).Distinct(StringComparer.Ordinal))
        {
            var name = field.StartsWith("details.", StringComparison.Ordinal) ? field["details.".Length..] : field;
            if (changes.All(change => change.Field != name))
                Compare(name, UnverifiedData.Given(UnverifiedData.Of(before), field), UnverifiedData.Given(UnverifiedData.Of(after), field));
        }

        return changes;
    }

    private static string? NameOf(PersonRecord record) => record.Details?.RetirementCategory is { } category ? EnumName.Of(category) : null;

    private static IEnumerable<(string Field, string? Value)> CaseOf(PersonRecord record, bool onApplication)
    {
        var application = onApplication ? record.Application : null;
        var registration = onApplication ? null : record.Registration;
        yield return ("ground", (application?.Ground ?? registration?.Ground) is { } ground ? EnumName.Of(ground) : null);
        yield return ("group", (application?.ByReference ?? registration?.ByReference) is { } group ? EnumName.Of(group) : null);
        yield return ("reason", (application?.Reason ?? registration?.Reason) is { } reason ? EnumName.Of(reason) : null);
        yield return ("otherReason", application is null ? registration?.OtherReason : application.OtherReason);
        yield return ("unemployedOn", (application?.UnemployedOn ?? registration?.UnemployedOn)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yield return ("jobWishes", (application?.JobWishes ?? registration?.JobWishes) is { } wishes ? string.Join(',', wishes) : null);
    }
}
