namespace Grid.Domain.Persons;

/// <summary>
/// Which offices answer for a record: whoever reaches one of them reaches the person. An office that only asks for the case is none of them:
/// whoever knows a number can ask.
/// </summary>
public static class CaseOffices
{
    /// <summary>
    /// Those that hold the open case, each once: two while an application is open beside a registration. Where nothing is open, the ones that
    /// held the last. Empty for a record without a case.
    /// </summary>
    public static IReadOnlyList<string> Of(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var open = record.Application is { IsOpen: true } application ? application.Office : null;
        var (first, second) =
            record.Registration is { } registration ? (registration.Office, open)
            : open is not null ? (open, null)
            : (record.Application?.Office, record.Past.Count > 0 ? record.Past[^1].Registration.Office : null);
        return (first ?? second) is not { } one ? []
            : first is null || second is null || first == second ? [one]
            : [first, second];
    }

    /// <summary>The office that holds the case, or held the last one; null when there never was one.</summary>
    public static string? Holder(PersonRecord record) => Of(record) is [var first, ..] ? first : null;

    /// <summary>
    /// Whether an application is open that has no confirmed check of the identity. Until then it opens nothing of the cases that other
    /// offices have or had: whoever knows a number can apply with it.
    /// </summary>
    public static bool HasUncheckedApplication(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Application is { IsOpen: true } application
            && application.Verifications.LastOrDefault(check => check.Subject == VerificationSubject.Identity)?.Outcome
                != VerificationOutcome.Confirmed;
    }
}
