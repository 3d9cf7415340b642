using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Consequences;

/// <summary>Which figures an event moves (§5.2, 79/2020 (九), (十)). Every registration leaves entries, counted or not: its facts say in which block it belongs.</summary>
internal static class CountRules
{
    public static IReadOnlyList<CountEntry> Of(PersonRecord before, PersonEvent change, PersonRecord after, OfficeDirectory offices) => change switch
    {
        // A new application may bring other facts about somebody who is registered by reference.
        ApplicationSubmitted or DataCorrected => Corrected(before, after, offices),
        Registered e => [Entry(CountKind.New, e.Registration, after, e.Registration.RegisteredOn, 1, offices)],
        ByReferenceEnded e => [Entry(CountKind.ByReferenceEnded, before.Registration!, before, e.On, 1, offices)],
        RegistrationTransferred e =>
        [
            Entry(CountKind.TransferOut, before.Registration!, before, e.On, 1, offices),
            Entry(CountKind.TransferIn, after.Registration!, after, e.On, 1, offices),
        ],
        Exited e => [Entry(CountKind.Exit, before.Registration!, before, e.On, 1, offices, (int)e.Reason)],
        ExitRevoked e => [Entry(CountKind.Exit, after.Registration!, after, e.ExitedOn, -1, offices, (int)PastCases.Find(before, e.Number)!.Exit!.Reason)],
        LinkedTo e => Moved(before, after, e.On, offices),
        CaseTakenOver e => Moved(before, after, e.On, offices),
        Unlinked e => Moved(before, after, e.On, offices),
        CaseReturned e => Moved(before, after, e.On, offices),
        EnteredInError e => InError(before, e, after, offices),
        _ => [],
    };

    private static CountEntry[] Corrected(PersonRecord before, PersonRecord after, OfficeDirectory offices)
    {
        if (before.Registration is not { } old || after.Registration is not { } now || old.Number != now.Number)
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

    /// <summary>The registration that is active here is another one, or none, because a case came or left.</summary>
    private static CountEntry[] Moved(PersonRecord before, PersonRecord after, DateOnly on, OfficeDirectory offices)
    {
        var (old, now) = (before.Registration, after.Registration);
        if (old?.Number == now?.Number)
            return Corrected(before, after, offices);
        var entries = new List<CountEntry>();
        if (old is not null)
        {
            entries.Add(PastCases.Find(after, old.Number) is { Ending: PastEnding.BecameOrdinary }
                ? Entry(CountKind.ByReferenceEnded, old, before, on, 1, offices)
                : Entry(CountKind.Link, old, before, on, -1, offices));
        }

        if (now is not null)
            entries.Add(StandsAgain(before, now, after, on, offices) ?? Entry(CountKind.Link, now, after, on, 1, offices));
        return [.. entries];
    }

    private static CountEntry[] InError(PersonRecord before, EnteredInError e, PersonRecord after, OfficeDirectory offices)
    {
        if (EndingInError.OwnRegistration(before, before.Application!) is not { } wrong)
            return Corrected(before, after, offices);
        var entries = new List<CountEntry>();
        var past = PastCases.Find(before, wrong.Number);

        // A duplicate or a case by reference that made room has left the counts already.
        if (past is null or { Ending: PastEnding.Exited })
            entries.Add(Entry(CountKind.EnteredInError, wrong, before, wrong.RegisteredOn, -1, offices));

        // One that had ended takes its exit out too.
        if (past?.Exit is { } exit)
            entries.Add(Entry(CountKind.Exit, wrong, before, past.EndedOn, -1, offices, (int)exit.Reason));
        if (before.Registration is { } other && other.Number != wrong.Number)
            entries.AddRange(Corrected(before, after, offices));
        else if (after.Registration is { } now)
            entries.Add(StandsAgain(before, now, after, e.On, offices) ?? Entry(CountKind.Link, now, after, e.On, 1, offices));
        return [.. entries];
    }

    /// <summary>A case by reference that had ended because of an ordinary one that is gone.</summary>
    private static CountEntry? StandsAgain(PersonRecord before, Registration now, PersonRecord after, DateOnly on, OfficeDirectory offices) =>
        PastCases.Find(before, now.Number) is { Ending: PastEnding.BecameOrdinary }
            ? Entry(CountKind.ByReferenceEnded, now, after, on, -1, offices)
            : null;

    private static CountEntry Entry(CountKind kind, Registration registration, PersonRecord record, DateOnly on, int sign, OfficeDirectory offices, int? exitReason = null) =>
        new(kind, CountingUnits.Of(registration.Office, offices), registration.Office, on, sign, Statistics.ExactFacts(registration, record.Identity!, record.Details), exitReason);
}
