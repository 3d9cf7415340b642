using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>The record after a correction of its data; what belongs to a removed value is removed with it.</summary>
internal static class CorrectedRecord
{
    /// <param name="record">The record before.</param>
    /// <param name="c">The correction.</param>
    /// <param name="toApplication">Whether fields of the case are the open application's; null as older versions did it: only where no
    /// registration is active.</param>
    public static PersonRecord Of(PersonRecord record, CorrectData c, bool? toApplication)
    {
        var identity = record.Identity! with { Name = c.Name ?? record.Identity.Name };
        var onApplication = toApplication ?? record.Registration is null;
        return record with
        {
            Identity = identity,
            Details = Details(record.Details!, c),
            Registration = record.Registration is { } registration && !onApplication ? Case(registration, c) : record.Registration,
            Application =
                record.Application is { IsOpen: true } open
                    ? Unchecked(onApplication ? Case(open, c) : SideData(open, c), open, identity != record.Identity)
                : record.Application is { } decided ? SideData(decided, c)
                : null,
        };
    }

    /// <summary>
    /// The side data of the latest application can be corrected whether it is decided or not: the register has no other copy.
    /// </summary>
    private static Application SideData(Application a, CorrectData c)
    {
        var employer = c.FormerEmployer is not null || c.Unverified is not null || Removes(c, RemovableField.FormerEmployer);
        var mended = UnverifiedData.Without(
            a.Unverified,
            [
                .. (string[])(employer ? ["formerEmployer.name", "formerEmployer.creditCode"] : []),
                .. (string[])(c.JobWishes is not null || Removes(c, RemovableField.JobWishes) ? ["jobWishes"] : []),
                .. (string[])(c.OtherReason is not null || Removes(c, RemovableField.OtherReason) ? ["otherReason"] : []),
            ]
        );
        return a with
        {
            FormerEmployer = employer ? c.FormerEmployer : a.FormerEmployer,
            Representative = c.Representative ?? (Removes(c, RemovableField.Representative) ? null : a.Representative),
            Unverified = c.Unverified is null ? mended : [.. mended ?? [], .. c.Unverified],
        };
    }

    private static bool Removes(CorrectData c, RemovableField field) => c.Remove?.Contains(field) == true;

    private static PersonDetails Details(PersonDetails details, CorrectData c)
    {
        var health = c.Health ?? details.Health;
        T? Of<T>(RemovableField field, T? given, T? known)
            where T : class => given ?? (Removes(c, field) ? null : known);
        (string Field, bool Mended)[] fields =
        [
            ("details.telephone", c.Telephone is not null || Removes(c, RemovableField.Telephone)),
            ("details.address", c.Address is not null || Removes(c, RemovableField.Address)),
            ("details.disabilityGrade", c.DisabilityGrade is not null || Removes(c, RemovableField.DisabilityGrade)),
            ("details.education", c.Education is not null || Removes(c, RemovableField.Education)),
            ("details.ethnicGroup", c.EthnicGroup is not null || Removes(c, RemovableField.EthnicGroup)),
            ("details.hukouNature", c.HukouNature is not null || Removes(c, RemovableField.HukouNature)),
            ("details.hukouRegion", c.HukouRegion is not null || Removes(c, RemovableField.HukouRegion)),
            .. ProfileRules.Fields(c.Profile).Select(one => ("details." + one.Name, one.Text is not null || Removes(c, one.Field))),
        ];
        return details with
        {
            Telephone = Of(RemovableField.Telephone, c.Telephone, details.Telephone),
            Address = Of(RemovableField.Address, c.Address, details.Address),
            Health = health,
            DisabilityGrade = c.DisabilityGrade
                ?? (string.Equals(health, DetailsRules.Disabled, StringComparison.Ordinal) ? details.DisabilityGrade : null),
            Education = Of(RemovableField.Education, c.Education, details.Education),
            EthnicGroup = Of(RemovableField.EthnicGroup, c.EthnicGroup, details.EthnicGroup),
            HukouNature = Of(RemovableField.HukouNature, c.HukouNature, details.HukouNature),
            HukouRegion = Of(RemovableField.HukouRegion, c.HukouRegion, details.HukouRegion),
            Unverified = UnverifiedData.Without(details.Unverified, [.. fields.Where(one => one.Mended).Select(one => one.Field)]),
            RetirementCategory = c.RetirementCategory ?? details.RetirementCategory,
            Profile = ProfileRules.Corrected(details.Profile, c.Profile, field => Removes(c, field)),
        };
    }

    private static Registration Case(Registration r, CorrectData c) =>
        r with
        {
            Ground = c.Ground ?? r.Ground,
            Reason = c.Reason ?? r.Reason,
            OtherReason = c.OtherReason ?? Kept(c.Reason, r.OtherReason),
            UnemployedOn = c.UnemployedOn ?? r.UnemployedOn,
            JobWishes = c.JobWishes ?? r.JobWishes,
        };

    private static Application Case(Application a, CorrectData c) =>
        SideData(a, c) with
        {
            ByReference = c.Group is { } group ? group.To : a.ByReference,
            Ground = c.Ground ?? a.Ground,
            Reason = c.Reason ?? a.Reason,
            OtherReason = c.OtherReason ?? Kept(c.Reason, a.OtherReason),
            UnemployedOn = c.UnemployedOn ?? a.UnemployedOn,
            JobWishes = c.JobWishes ?? a.JobWishes,
        };

    /// <summary>A check of the old name or reason says nothing about the new one.</summary>
    private static Application Unchecked(Application now, Application before, bool identityChanged)
    {
        if (now.Reason != before.Reason)
            now = VerificationFold.Without(now, VerificationSubject.UnemploymentReason);
        if (now.ByReference != before.ByReference)
            now = VerificationFold.Without(now, VerificationSubject.ByReferenceGroup);
        if (!identityChanged)
            return now;
        now = VerificationFold.Without(now, VerificationSubject.Identity);
        return now.Status == ApplicationStatus.CorrectionAsked
            ? now with
            {
                Status = ApplicationStatus.Verifying,
                Correction = null,
                CorrectionAnswered = true,
            }
            : now;
    }

    private static string? Kept(UnemploymentReason? corrected, string? text) => corrected is null or UnemploymentReason.Other ? text : null;
}

/// <summary>Lists what a correction changes, field by field, with the values before and after.</summary>
internal static class DataChanges
{
    private static readonly string[] CaseFields = ["ground", "group", "reason", "otherReason", "unemployedOn", "jobWishes"];

    /// <summary>The part of a correction that concerns an active registration: all of it, or what is not the open application's.</summary>
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
        foreach (var (old, now) in ProfileRules.Fields(before.Details?.Profile).Zip(ProfileRules.Fields(after.Details?.Profile)))
        {
            Compare(old.Name, old.Text, now.Text);
        }

        Compare("formerEmployer.name", before.Application?.FormerEmployer?.Name, after.Application?.FormerEmployer?.Name);
        Compare(
            "formerEmployer.creditCode",
            before.Application?.FormerEmployer?.CreditCode?.Value,
            after.Application?.FormerEmployer?.CreditCode?.Value
        );
        Compare(
            "representative",
            RepresentativeRules.Text(before.Application?.Representative),
            RepresentativeRules.Text(after.Application?.Representative)
        );
        foreach (
            var (field, old, now) in CaseOf(before, onApplication).Zip(CaseOf(after, onApplication), (b, a) => (b.Field, b.Value, a.Value))
        )
        {
            Compare(field, old, now);
        }

        // What was stored as given and is so no longer, or newly is; where its field has changed too, that change shows it.
        foreach (
            var field in UnverifiedData
                .Of(before)
                .Concat(UnverifiedData.Of(after))
                .Select(one => one.Field)
                .Distinct(StringComparer.Ordinal)
        )
        {
            var name = field.StartsWith("details.", StringComparison.Ordinal) ? field["details.".Length..] : field;
            if (changes.All(change => change.Field != name))
            {
                Compare(
                    name,
                    UnverifiedData.Given(UnverifiedData.Of(before), field),
                    UnverifiedData.Given(UnverifiedData.Of(after), field)
                );
            }
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
        yield return (
            "unemployedOn",
            (application?.UnemployedOn ?? registration?.UnemployedOn)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        yield return ("jobWishes", (application?.JobWishes ?? registration?.JobWishes) is { } wishes ? string.Join(',', wishes) : null);
    }
}
