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
        var was = StatisticalStatuses.Of(before, context.Offices);
        var now = StatisticalStatuses.Of(after, context.Offices);
        var error = change switch
        {
            EnteredInError => ExitedInError(before, context),
            RegistrationRevoked e => AfterItsExit(before, e.Number, context),
            _ => null,
        };
        if (was == now)
            return error is null ? [] : [error];
        if (was is not null && now is not null && was.Number == now.Number)
            return error is null ? Changed(was, now, change, context) : [error, .. Changed(was, now, change, context)];

        var entries = new List<CountEntry>(2);
        if (error is not null)
            entries.Add(error);
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

        // A recount reads the entries that have a status; it must learn of a revocation also where the registration was over.
        return change is not RegistrationRevoked && StatisticalStatuses.Of(before, context.Offices)?.Shown() == now
            ? null
            : new StatisticalStatusChange(now);
    }

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
            EnteredInError or RegistrationRevoked => new CountEntry(CountKind.Removed, was, context.Today, context.Today),
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
            Registered => new CountEntry(CountKind.New, now, now.RegisteredOn, context.Today),
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
