using Grid.Domain.Calendar;
using Grid.Domain.Persons.Contacts;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Duties;

/// <summary>Folds contacts, checks and services into what the duties hang on.</summary>
internal static class ServiceFold
{
    public static PersonRecord Apply(PersonRecord record, PersonEvent change) => change switch
    {
        ContactRecorded e => With(record, s => Contacted(s, e.Contact, e.On)),
        PensionChecked e => With(record, s => s with { PensionCheckedOn = e.On }),
        HardshipChecked e => With(record, s => s with
        {
            HardshipCheckedMonths = Math.Max(s.HardshipCheckedMonths, e.Months),
            Hardship = e.Recognition ?? s.Hardship,
        }),
        GradeSet e => With(record, s => s with { GradeOverride = e.Grade }),
        ServiceGiven or PolicyStepped => record,
        _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
    };

    private static ServiceState Contacted(ServiceState service, Contact contact, DateOnly on)
    {
        var next = contact.NextAppointment ?? (contact.Reached ? null : service.NextAppointment);
        if (contact.Reached)
        {
            return service with
            {
                FirstContactedOn = service.FirstContactedOn ?? on,
                LastReachedOn = service.LastReachedOn is { } last && last > on ? last : on,
                Failed = null,
                NextAppointment = next,
            };
        }

        var month = YearMonth.Of(on);
        var count = service.Failed is { } failed && failed.Month == month ? failed.Count + 1 : 1;
        return service with { Failed = new FailedAttempts(month, count), NextAppointment = next };
    }

    private static PersonRecord With(PersonRecord record, Func<ServiceState, ServiceState> change) =>
        record.Registration is { } registration ? record with { Registration = registration with { Service = change(registration.Service) } } : record;
}
