using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Consequences;

/// <summary>Which figures an event moves (§5.2, 79/2020 (九), (十)). Every registration leaves entries, counted or not: its facts say in which block it belongs.</summary>
internal static class CountRules
{
    public static IReadOnlyList<CountEntry> Of(PersonRecord before, PersonEvent change, PersonRecord after, OfficeDirectory offices) => change switch
    {
        Registered e => [Entry(CountKind.New, e.Registration, after, e.Registration.RegisteredOn, 1, offices)],
        ByReferenceEnded e => [Entry(CountKind.ByReferenceEnded, before.Registration!, before, e.On, 1, offices)],
        RegistrationTransferred e =>
        [
            Entry(CountKind.TransferOut, before.Registration!, before, e.On, 1, offices),
            Entry(CountKind.TransferIn, after.Registration!, after, e.On, 1, offices),
        ],
        Exited e => [Entry(CountKind.Exit, before.Registration!, before, e.On, 1, offices, (int)e.Reason)],
        ExitRevoked e => [Entry(CountKind.Exit, after.Registration!, after, e.ExitedOn, -1, offices, (int)before.Past[^1].Exit!.Reason)],
        DataCorrected e => Corrected(before, after, offices),
        LinkedTo e => Leaving(before, e.Facts, e.On, CountKind.Link, offices),
        CaseTakenOver e => Arriving(after, e.Facts, e.On, offices),
        Unlinked e => Leaving(before, e.Facts, e.On, CountKind.Link, offices),
        CaseReturned e => Arriving(after, e.Facts, e.On, offices),
        EnteredInError e => InError(before, e, offices),
        _ => [],
    };

    private static CountEntry[] Corrected(PersonRecord before, PersonRecord after, OfficeDirectory offices)
    {
        if (before.Registration is not { } old || after.Registration is not { } now)
            return [];
        var oldFacts = Statistics.ExactFacts(old, before.Identity!, before.Details);
        var newFacts = Statistics.ExactFacts(now, after.Identity!, after.Details);
        return oldFacts == newFacts
            ? []
            :
            [
                Entry(CountKind.Correction, old, before, old.RegisteredOn, -1, offices),
                Entry(CountKind.Correction, now, after, now.RegisteredOn, 1, offices),
            ];
    }

    private static CountEntry[] Leaving(PersonRecord before, RegistrationFacts? facts, DateOnly on, CountKind kind, OfficeDirectory offices) =>
        facts is null ? [] : [Entry(kind, before.Registration!, before, on, -1, offices)];

    private static CountEntry[] Arriving(PersonRecord after, RegistrationFacts? facts, DateOnly on, OfficeDirectory offices) =>
        facts is null ? [] : [Entry(CountKind.Link, after.Registration!, after, on, 1, offices)];

    private static CountEntry[] InError(PersonRecord before, EnteredInError e, OfficeDirectory offices)
    {
        if (e.Facts is null || EndingInError.OwnRegistration(before, before.Application!) is not { } registration)
            return [];
        var past = before.Past.FirstOrDefault(p => p.Number == registration.Number);
        var taken = Entry(CountKind.EnteredInError, registration, before, registration.RegisteredOn, -1, offices);

        // One that had ended takes its exit out too.
        return past?.Exit is { } exit
            ? [taken, Entry(CountKind.Exit, registration, before, past.EndedOn, -1, offices, (int)exit.Reason)]
            : [taken];
    }

    private static CountEntry Entry(CountKind kind, Registration registration, PersonRecord record, DateOnly on, int sign, OfficeDirectory offices, int? exitReason = null) =>
        new(kind, CountingUnits.Of(registration.Office, offices), registration.Office, on, sign, Statistics.ExactFacts(registration, record.Identity!, record.Details), exitReason);
}
