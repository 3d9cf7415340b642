using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Json;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Contacts;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Consequences;

/// <summary>What stands in an item of each kind, and under which key: the same when it is first made (<see cref="PlatformRules"/>) and when it is made anew (<see cref="PlatformRenewal"/>).</summary>
internal static class PlatformItems
{
    public static PlatformItem Result(Application application, DateOnly on, Actor reviewer, DateTimeOffset at, OfficeDirectory offices) =>
        Of(PlatformItemKind.Result, $"result:{application.Number}", on, application.Office, offices, new
        {
            application.Number,
            application.PlatformNumber,
            application.Status,
            application.NonApproval,
            application.Office,
            Reviewer = reviewer.Subject,
            At = at,
        });

    public static PlatformItem Registration(Registration registration, PersonRecord record, PlatformApplicationNumber? platformNumber, OfficeDirectory offices) =>
        Of(PlatformItemKind.Registration, $"registration:{registration.Number}", registration.RegisteredOn, registration.Office, offices, new
        {
            Registration = registration,
            record.Identity,
            record.Details,
            PlatformNumber = platformNumber,
        });

    /// <summary>With how the person is informed (79/2020 (四)): by the message that the same commit puts in the outbox. Of a death nobody is told.</summary>
    public static PlatformItem Exit(Exited e, long sequence, Actor by, DateTimeOffset at, OfficeDirectory offices) =>
        Of(PlatformItemKind.Exit, $"exit:{e.Number}:{sequence}", e.On, e.Office, offices, new
        {
            e.Number,
            e.Office,
            e.On,
            Exit = e.Details,
            Operator = by.Subject,
            At = at,
            Informed = e.Reason == ExitReason.Death ? null : new { At = at, Channel = ContactChannel.ShortMessage },
        });

    public static PlatformItem ByReferenceEnded(ByReferenceEnded e, long sequence, string office, OfficeDirectory offices) =>
        Of(PlatformItemKind.Correction, $"by-reference-ended:{e.Number}:{sequence}", e.On, office, offices, new { e.Number, EndedOn = e.On });

    public static PlatformItem ExitRevoked(ExitRevoked e, long sequence, OfficeDirectory offices) =>
        Of(PlatformItemKind.ExitRevoked, $"exit-revoked:{e.Number}:{sequence}", e.On, e.Office, offices, new { e.Number, e.Office, e.ExitedOn, RevokedOn = e.On });

    public static PlatformItem Transfer(RegistrationTransferred e, RegistrationNumber number, long sequence, OfficeDirectory offices) =>
        Of(PlatformItemKind.Transfer, $"transfer:{number}:{sequence}", e.On, e.To, offices, new
        {
            Number = number,
            e.From,
            FromRegion = CountingUnits.Of(e.From, offices),
            e.To,
            ToRegion = CountingUnits.Of(e.To, offices),
            e.Ground,
            e.Counted,
            e.On,
        });

    /// <summary>The key tells the second, too: a case that a link moves is corrected in the journals of two persons, in which the same place may come twice.</summary>
    public static PlatformItem Correction(DataCorrected e, Registration registration, PersonRecord record, long sequence, DateTimeOffset at, OfficeDirectory offices) =>
        Of(PlatformItemKind.Correction, $"correction:{registration.Number}:{sequence}:{at.ToUnixTimeSeconds()}", ChinaTime.DateOf(at), registration.Office, offices, new
        {
            registration.Number,
            e.Changes,
            Registration = registration,
            record.Identity,
            record.Details,
        });

    public static PlatformItem StandsAgain(Registration again, PersonRecord record, long sequence, DateOnly on, OfficeDirectory offices) =>
        Of(PlatformItemKind.Correction, $"stands-again:{again.Number}:{sequence}", on, again.Office, offices, new
        {
            again.Number,
            again.Office,
            Registration = again,
            record.Identity,
            record.Details,
        });

    public static PlatformItem EnteredInError(EnteredInError e, RegistrationFacts facts, PersonIdentity? identity, OfficeDirectory offices) =>
        Of(PlatformItemKind.EnteredInError, $"entered-in-error:{facts.Number}", e.On, facts.Office, offices, new { facts.Number, e.Application, Identity = identity });

    public static PlatformItem Of<T>(PlatformItemKind kind, string key, DateOnly on, string? office, OfficeDirectory offices, T content) =>
        new(kind, key, on, office is null ? "" : CountingUnits.Of(office, offices), JsonSerializer.SerializeToElement(content, DomainJson.Options));
}
