using Grid.Domain.Codes;
using Grid.Domain.Persons.Commands;

namespace Grid.Domain.Persons.Deciding;

/// <summary>The record after a correction of its data; what belongs to a value that is gone goes with it.</summary>
internal static class CorrectedRecord
{
    public static PersonRecord Of(PersonRecord record, CorrectData c)
    {
        var identity = record.Identity! with { Name = c.Name ?? record.Identity.Name };
        var onApplication = record.Registration is null;
        return record with
        {
            Identity = identity,
            Details = Details(record.Details!, c),
            Registration = record.Registration is { } registration ? Case(registration, c) : null,
            Application = record.Application is { IsOpen: true } open
                ? Unchecked(onApplication ? Case(open, c) : open, open, identity != record.Identity)
                : record.Application,
        };
    }

    private static PersonDetails Details(PersonDetails details, CorrectData c)
    {
        var health = c.Health ?? details.Health;
        return details with
        {
            Telephone = c.Telephone ?? details.Telephone,
            Address = c.Address ?? details.Address,
            Health = health,
            DisabilityGrade = c.DisabilityGrade ?? (string.Equals(health, DetailsRules.Disabled, StringComparison.Ordinal) ? details.DisabilityGrade : null),
            Education = c.Education ?? details.Education,
            EthnicGroup = c.EthnicGroup ?? details.EthnicGroup,
            HukouNature = c.HukouNature ?? details.HukouNature,
            HukouRegion = c.HukouRegion ?? details.HukouRegion,
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

    private static Application Case(Application a, CorrectData c) => a with
    {
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
        if (!identityChanged)
            return now;
        now = PersonFold.WithoutCheck(now, VerificationSubject.Identity);
        return now.Status == ApplicationStatus.CorrectionAsked ? now with { Status = ApplicationStatus.Verifying, Correction = null } : now;
    }

    private static string? Kept(UnemploymentReason? corrected, string? text) => corrected is null or UnemploymentReason.Other ? text : null;
}
