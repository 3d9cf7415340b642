using Grid.Domain.Codes;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Unverified;

namespace Grid.Domain.Persons.Deciding;

/// <summary>The record after a correction of its data; what belongs to a value that is gone goes with it.</summary>
internal static class CorrectedRecord
{
    /// <param name="record">The record before.</param>
    /// <param name="c">The correction.</param>
    /// <param name="toApplication">Whether fields of the case are the open application's; null as older versions did it: only where no registration is active.</param>
    public static PersonRecord Of(PersonRecord record, CorrectData c, bool? toApplication)
    {
        var identity = record.Identity! with { Name = c.Name ?? record.Identity.Name };
        var onApplication = toApplication ?? record.Registration is null;
        return record with
        {
            Identity = identity,
            Details = Details(record.Details!, c),
            Registration = record.Registration is { } registration && !onApplication ? Case(registration, c) : record.Registration,
            Application = record.Application is { IsOpen: true } open
                ? Unchecked(onApplication ? Case(open, c) : SideData(open, c), open, identity != record.Identity)
                : record.Application is { } decided ? SideData(decided, c) : null,
        };
    }

    /// <summary>The side data of the latest application can be mended whether it is decided or not: the register keeps them nowhere else.</summary>
    private static Application SideData(Application a, CorrectData c)
    {
        var employer = c.FormerEmployer is not null || c.Unverified is not null || Removes(c, RemovableField.FormerEmployer);
        var mended = UnverifiedData.Without(
            a.Unverified,
            [
                .. (string[])(employer ? ["formerEmployer.name", "formerEmployer.creditCode"] : []),
                .. (string[])(c.JobWishes is not null || Removes(c, RemovableField.JobWishes) ? ["jobWishes"] : []),
                .. (string[])(c.OtherReason is not null || Removes(c, RemovableField.OtherReason) ? ["otherReason"] : []),
            ]);
        return a with
        {
            FormerEmployer = employer ? c.FormerEmployer : a.FormerEmployer,
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
        ];
        return details with
        {
            Telephone = Of(RemovableField.Telephone, c.Telephone, details.Telephone),
            Address = Of(RemovableField.Address, c.Address, details.Address),
            Health = health,
            DisabilityGrade = c.DisabilityGrade ?? (string.Equals(health, DetailsRules.Disabled, StringComparison.Ordinal) ? details.DisabilityGrade : null),
            Education = Of(RemovableField.Education, c.Education, details.Education),
            EthnicGroup = Of(RemovableField.EthnicGroup, c.EthnicGroup, details.EthnicGroup),
            HukouNature = Of(RemovableField.HukouNature, c.HukouNature, details.HukouNature),
            HukouRegion = Of(RemovableField.HukouRegion, c.HukouRegion, details.HukouRegion),
            Unverified = UnverifiedData.Without(details.Unverified, [.. fields.Where(one => one.Mended).Select(one => one.Field)]),
            RetirementCategory = c.RetirementCategory ?? details.RetirementCategory,
        };
    }

    private static Registration Case(Registration r, CorrectData c) => r with
    {
        Ground = c.Ground ?? r.Ground,
        Reason = c.Reason ?? r.Reason,
        OtherReason = c.OtherReason ?? Kept(c.Reason, r.OtherReason),
        UnemployedOn = c.UnemployedOn ?? r.UnemployedOn,
        JobWishes = c.JobWishes ?? r.JobWishes,
    };

    private static Application Case(Application a, CorrectData c) => SideData(a, c) with
    {
        ByReference = c.Group is { } group ? group.To : a.ByReference,
        Ground = c.Ground ?? a.Ground,
        Reason = c.Reason ?? a.Reason,
        OtherReason = c.OtherReason ?? Kept(c.Reason, a.OtherReason),
        UnemployedOn = c.UnemployedOn ?? a.UnemployedOn,
        JobWishes = c.JobWishes ?? a.JobWishes,
    };

    /// <summary>A check of the old name or reason says nothing of the new one.</summary>
    private static Application Unchecked(Application now, Application before, bool identityChanged)
    {
        if (now.Reason != before.Reason)
            now = PersonFold.WithoutCheck(now, VerificationSubject.UnemploymentReason);
        if (now.ByReference != before.ByReference)
            now = PersonFold.WithoutCheck(now, VerificationSubject.ByReferenceGroup);
        if (!identityChanged)
            return now;
        now = PersonFold.WithoutCheck(now, VerificationSubject.Identity);
        return now.Status == ApplicationStatus.CorrectionAsked ? now with { Status = ApplicationStatus.Verifying, Correction = null, CorrectionAnswered = true } : now;
    }

    private static string? Kept(UnemploymentReason? corrected, string? text) => corrected is null or UnemploymentReason.Other ? text : null;
}
