using Grid.Domain.Persons;

namespace Grid.Api.Security;

/// <summary>
/// What an office sees of the cases that others have or had, while it has nothing but a new application: whoever knows a number can take one.
/// Until the application has a confirmed check of the identity, it sees its own form, and nothing of other offices.
/// </summary>
internal static class EarlierCases
{
    /// <summary>The record without what is other offices', as long as that is hidden from this caller.</summary>
    public static PersonRecord Cut(Caller caller, PersonRecord record)
    {
        if (!AreHidden(record))
            return record;
        var isMixed = record.Past.Any(past => !Scope.Reaches(caller, past.Registration.Office));
        return record with
        {
            Registration = record.Registration is { } active && Scope.Reaches(caller, active.Office) ? active : null,
            Past = [.. record.Past.Where(past => Scope.Reaches(caller, past.Registration.Office))],
            Duties = [.. record.Duties.Where(duty => Scope.Reaches(caller, duty.Office))],
            Objections = isMixed ? [] : record.Objections,
            Aliases = isMixed ? [] : record.Aliases,
        };
    }

    /// <summary>Whether an event of this office is hidden too; of no office, it may be any's.</summary>
    public static bool IsHidden(Caller caller, PersonRecord record, string? office) =>
        AreHidden(record) && (office is null || !Scope.Reaches(caller, office));

    private static bool AreHidden(PersonRecord record) =>
        record.Application is { IsOpen: true } application
        && application.Verifications.LastOrDefault(check => check.Subject == VerificationSubject.Identity)?.Outcome
            != VerificationOutcome.Confirmed;
}
