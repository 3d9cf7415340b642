using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;

namespace Grid.Domain.Persons;

/// <summary>What the duties of an active registration hang on; the contacts and services themselves are rows and journal entries.</summary>
public sealed record ServiceState
{
    public static ServiceState None { get; } = new();

    /// <summary>The day of the first contact that reached the person.</summary>
    public DateOnly? FirstContactedOn { get; init; }

    /// <summary>The latest contact that reached the person.</summary>
    public DateOnly? LastReachedOn { get; init; }

    /// <summary>Failed attempts since the last contact that reached, within one month; a visit is asked for at the third.</summary>
    public FailedAttempts? Failed { get; init; }

    /// <summary>The day of the third failed attempt of a month, until a visit or a data match has followed or the person was reached.</summary>
    public DateOnly? VisitAskedOn { get; init; }

    /// <summary>An exit that has to be looked at; null when nothing speaks for one.</summary>
    public LikelyExit? LikelyExit { get; init; }

    /// <summary>The latest pension match, and what it said is in the journal.</summary>
    public DateOnly? PensionCheckedOn { get; init; }

    /// <summary>Which hardship check was done last: 0, 6 or 12 months.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int HardshipCheckedMonths { get; init; }

    public HardshipRecognition? Hardship { get; init; }

    /// <summary>When the person draws unemployment benefit (失业保险金), as far as the insurance's data said; a matter of its own (79/2020 (五)).</summary>
    public ValidTime? Benefit { get; init; }

    /// <summary>The clerk's grade, where it overrides the rule's.</summary>
    public ServiceGrade? GradeOverride { get; init; }

    public DateTimeOffset? NextAppointment { get; init; }

    /// <summary>The month that a follow-up satisfies is the month of the contact.</summary>
    public bool ReachedIn(YearMonth month) => LastReachedOn is { } on && YearMonth.Of(on).CompareTo(month) >= 0;
}

/// <summary>Something was learnt that may end the registration: the person says to have found work, or the data say that a pension is drawn. It ends nothing by itself.</summary>
/// <param name="Reason">The exit that has to be looked at.</param>
/// <param name="On">The day on which it was learnt.</param>
public sealed record LikelyExit(ExitReason Reason, DateOnly On);

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
