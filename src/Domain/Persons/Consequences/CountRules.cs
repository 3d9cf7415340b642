using Grid.Domain.Counting;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>
/// Which figures an event moves (79/2020 (九), (十)). The stock is the number of statistical statuses, so an event moves figures exactly if
/// it changes the record's status, or takes back a registration that is over; the event only says what the movement is called.
/// </summary>
internal static class CountRules
{
    public static IReadOnlyList<CountEntry> Of(PersonRecord before, PersonEvent change, PersonRecord after, DecisionContext context)
    {
        if (change is PastRegistrationImported past)
            return OfHistory(past, context);
        var was = StatisticalStatuses.Of(before, context.Offices);
        var now = StatisticalStatuses.Of(after, context.Offices);
        List<CountEntry> entries = [.. TakenBack(before, change, context)];
        if (was == now)
            return entries;
        if (was is not null && now is not null && was.Number == now.Number)
            return [.. entries, .. Changed(was, now, change, context)];
        if (was is not null)
            entries.Add(Leaves(was, change, after, context));
        if (now is not null)
            entries.Add(Comes(before, now, change, context));
        return entries;
    }

    /// <summary>The change of status to keep in the journal; null when nothing changed that may be shown.</summary>
    public static StatisticalStatusChange? StatusChange(
        PersonRecord before,
        PersonEvent change,
        PersonRecord after,
        DecisionContext context
    )
    {
        var now = StatisticalStatuses.Of(after, context.Offices)?.Shown();

        // A recount reads the entries that have a status; it must learn of a revocation also where the registration was over, and of what was
        // over when it was imported.
        return
            change is not (RegistrationRevoked or PastRegistrationImported or ImportUndone)
            && StatisticalStatuses.Of(before, context.Offices)?.Shown() == now
            ? null
            : new StatisticalStatusChange(now);
    }

    /// <summary>Of a registration that was over when it was imported: its entry and its exit, as far as they are counted.</summary>
    private static CountEntry[] OfHistory(PastRegistrationImported e, DecisionContext context)
    {
        if (e.Uncounted)
            return [];
        var exact = StatisticalStatusOf(e);
        return
        [
            e.BaselineOn is { } day
                ? new CountEntry(CountKind.Baseline, exact, day, context.Today)
                : new CountEntry(CountKind.New, exact, exact.RegisteredOn, context.Today),
            new CountEntry(CountKind.Exit, exact, e.On, context.Today) { ExitReason = e.Reason },
        ];
    }

    /// <summary>Registrations that were over and are taken back, each with its exit.</summary>
    private static IEnumerable<CountEntry> TakenBack(PersonRecord before, PersonEvent change, DecisionContext context) =>
        (
            change switch
            {
                EnteredInError => [ExitedInError(before, context)],
                RegistrationRevoked e => [AfterItsExit(before, e.Number, context)],
                ImportUndone e => e
                    .Over.Where(number => PastCases.Find(before, number)!.Registration.Imported is { Uncounted: false })
                    .Select(number => AfterItsExit(before, number, context)),
                _ => Array.Empty<CountEntry?>(),
            }
        ).OfType<CountEntry>();

    private static StatisticalStatus StatisticalStatusOf(PastRegistrationImported e) => e.Case with { Reason = e.Past.Registration.Reason };

    private static CountEntry[] Changed(StatisticalStatus was, StatisticalStatus now, PersonEvent change, DecisionContext context)
    {
        if (was.Office != now.Office || was.Region != now.Region || was.Block != now.Block)
        {
            var on = change is RegistrationTransferred moved ? moved.On : context.Today;
            return
            [
                new CountEntry(CountKind.TransferOut, was, on, context.Today) { PeerRegion = now.Region, PeerBlock = now.Block },
                new CountEntry(CountKind.TransferIn, now, on, context.Today) { PeerRegion = was.Region, PeerBlock = was.Block },
            ];
        }

        var kind = was with { Hardship = now.Hardship, Benefit = now.Benefit } == now ? CountKind.Changed : CountKind.Corrected;
        return [new CountEntry(kind, now, context.Today, context.Today)];
    }

    private static CountEntry Leaves(StatisticalStatus was, PersonEvent change, PersonRecord after, DecisionContext context) =>
        change switch
        {
            Exited e => new CountEntry(CountKind.Exit, was, e.On, context.Today) { ExitReason = e.Reason },
            EnteredInError or RegistrationRevoked or ImportUndone => new CountEntry(CountKind.Removed, was, context.Today, context.Today),
            _ => new CountEntry(
                PastCases.Find(after, was.Number) is { Ending: PastEnding.BecameOrdinary } ? CountKind.BecameOrdinary : CountKind.LinkOut,
                was,
                context.Today,
                context.Today
            ),
        };

    private static CountEntry Comes(PersonRecord before, StatisticalStatus now, PersonEvent change, DecisionContext context) =>
        change switch
        {
            Registered or RegistrationImported { BaselineOn: null } => new CountEntry(CountKind.New, now, now.RegisteredOn, context.Today),
            RegistrationImported { BaselineOn: { } day } => new CountEntry(CountKind.Baseline, now, day, context.Today),
            ExitRevoked e when PastCases.Find(before, e.Number) is { Registration.Imported.Uncounted: true } => new CountEntry(
                CountKind.Baseline,
                now,
                context.Today,
                context.Today
            ),
            ExitRevoked => new CountEntry(CountKind.Reopened, now, context.Today, context.Today),
            RevocationUndone => new CountEntry(CountKind.Restored, now, now.RegisteredOn, context.Today),
            _ => new CountEntry(
                PastCases.Find(before, now.Number) is { Ending: PastEnding.BecameOrdinary } ? CountKind.Reopened : CountKind.LinkIn,
                now,
                context.Today,
                context.Today
            ),
        };

    /// <summary>
    /// The registration that was entered in error is over: its entry and its exit are both taken back. One that ended otherwise has left
    /// the counts already.
    /// </summary>
    private static CountEntry? ExitedInError(PersonRecord before, DecisionContext context) =>
        EndingInError.OwnRegistration(before, before.Application!) is { } wrong ? AfterItsExit(before, wrong.Number, context) : null;

    private static CountEntry? AfterItsExit(PersonRecord before, RegistrationNumber number, DecisionContext context) =>
        PastCases.Find(before, number) is { Ending: PastEnding.Exited } past
            ? new CountEntry(
                CountKind.Removed,
                StatisticalStatuses.Of(past.Registration, before.Identity!, before.Details, context.Offices),
                context.Today,
                context.Today
            )
            : null;
}
