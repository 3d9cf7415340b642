using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Looks at the registrations that are over.</summary>
internal static class PastCases
{
    /// <summary>The exit that came last; null when none did, or when something newer than it is over. One that was revoked is as if it had not been.</summary>
    public static PastRegistration? LatestExit(PersonRecord record) =>
        record.Past.LastOrDefault(p => p.Ending is not (PastEnding.Duplicate or PastEnding.Revoked)) is { Ending: PastEnding.Exited } last ? last : null;

    /// <summary>The latest case ended by death, and nothing has come since: no message goes out. Who applied later is told what became of that, whatever it was.</summary>
    public static bool IsDead(PersonRecord record) =>
        record.Registration is null && Death(record) is { } death && !IsNewer(record.Application, death);

    /// <summary>The registration that ended by death, where it is the latest; also one that was revoked since.</summary>
    public static PastRegistration? Death(PersonRecord record) =>
        record.Past.LastOrDefault(p => p.Ending != PastEnding.Duplicate) is { Exit.Reason: ExitReason.Death } death ? death : null;

    private static bool IsNewer(Application? application, PastRegistration past) =>
        application is not null && application.Number != past.Registration.Application && (application.IsOpen || ChinaTime.DateOf(application.SubmittedAt) >= past.EndedOn);

    /// <summary>A registration that stands again under an identity whose document may not count.</summary>
    public static Registration? Standing(Registration? registration, PersonIdentity? identity) =>
        registration is { Counted: true } && identity is { Number.ExcludedFromStatistics: true } ? registration with { Counted = false } : registration;

    /// <summary>In the order of their ends: what was revoked long after its exit, or exits again, may not be the last.</summary>
    public static IReadOnlyList<PastRegistration> With(IEnumerable<PastRegistration> past, PastRegistration one) => [.. past.Append(one).OrderBy(p => p.EndedOn)];

    public static PastRegistration? Find(PersonRecord record, RegistrationNumber number) => record.Past.FirstOrDefault(p => p.Number == number);
}
