using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons.Contacts;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Duties;

/// <summary>Folds contacts, checks and services into what the duties hang on. Contacts may be recorded out of order, some days late.</summary>
internal static class ServiceFold
{
    public static PersonRecord Apply(PersonRecord record, PersonEvent change) => change switch
    {
        ContactRecorded e => With(record, s => Contacted(s, e.Contact, e.On)),
        PensionChecked e => With(Known(record, e), s => PensionMatched(s, e)),
        HardshipChecked e => With(record, s => s with
        {
            HardshipCheckedMonths = Math.Max(s.HardshipCheckedMonths, e.Months),
            Hardship = e.Recognition ?? s.Hardship,
        }),
        BenefitRecorded e => With(record, s => s with { Benefit = e.Drawn }),
        GradeSet e => With(record, s => s with { GradeOverride = e.Grade }),
        ServiceGiven or PolicyStepped => record,
        _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
    };

    private static ServiceState Contacted(ServiceState service, Contact contact, DateOnly on)
    {
        var next = contact.NextAppointment ?? (contact.Reached ? null : service.NextAppointment);
        return (contact.Reached ? Reached(service, contact.Outcome, on) : Failed(service, contact.Channel, on)) with { NextAppointment = next };
    }

    private static ServiceState Reached(ServiceState service, ContactOutcome outcome, DateOnly on)
    {
        var month = YearMonth.Of(on);
        var saidHired = service.LikelyExit is { Reason: ExitReason.Hired };
        return service with
        {
            FirstContactedOn = service.FirstContactedOn is { } first && first < on ? first : on,
            LastReachedOn = service.LastReachedOn is { } last && last > on ? last : on,

            // One that is recorded late says nothing of the attempts of a later month.
            Failed = service.Failed is { } failed && failed.Month > month ? failed : null,
            VisitAskedOn = service.VisitAskedOn is { } asked && YearMonth.Of(asked) > month ? asked : null,
            LikelyExit = outcome == ContactOutcome.FoundWork
                ? service.LikelyExit ?? new LikelyExit(ExitReason.Hired, on)
                : saidHired && on >= service.LikelyExit!.On ? null : service.LikelyExit,
        };
    }

    private static ServiceState Failed(ServiceState service, ContactChannel channel, DateOnly on)
    {
        var month = YearMonth.Of(on);
        var failed = service.Failed switch
        {
            { } earlier when earlier.Month == month => earlier with { Count = earlier.Count + 1 },
            { } later when later.Month > month => later,
            _ => new FailedAttempts(month, 1),
        };

        // A visit that found nobody at home was a visit.
        var asks = failed.Month == month && failed.Count == ExpectedDuties.AttemptsBeforeVisit && !service.ReachedIn(month);
        return service with
        {
            Failed = failed,
            VisitAskedOn = channel == ContactChannel.HomeVisit ? null
                : asks ? service.VisitAskedOn ?? on
                : service.VisitAskedOn,
        };
    }

    private static ServiceState PensionMatched(ServiceState service, PensionChecked e) => service with
    {
        PensionCheckedOn = e.On,
        VisitAskedOn = e.Evidence.Basis == EvidenceBasis.DataMatch ? null : service.VisitAskedOn,
        LikelyExit = e.Draws ? Drawing(service.LikelyExit, e.On)
            : service.LikelyExit is { Reason: ExitReason.BasicPension } ? null
            : service.LikelyExit,
    };

    private static PersonRecord Known(PersonRecord record, PensionChecked e) =>
        e.RetirementCategory is { } category && record.Details is { } details ? record with { Details = details with { RetirementCategory = category } } : record;

    private static LikelyExit Drawing(LikelyExit? present, DateOnly on) =>
        present is { Reason: ExitReason.BasicPension } ? present : new LikelyExit(ExitReason.BasicPension, on);

    private static PersonRecord With(PersonRecord record, Func<ServiceState, ServiceState> change) =>
        record.Registration is { } registration ? record with { Registration = registration with { Service = change(registration.Service) } } : record;
}
