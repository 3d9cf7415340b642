using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Systems;
using Grid.Grains.Persons.Duties;

namespace Grid.Grains.Persons.Committing;

/// <summary>Gathers everything that must be committed with a decision's events. Pure.</summary>
public static class CommitBuilder
{
    public static PersonCommit Build(PersonRecord before, Decision decision, DecisionContext context, CommitOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(origin);

        var events = decision.Events;
        var journal = new List<JournalEntry>(events.Count);
        var counts = new List<CountRow>();
        var platform = new List<PlatformItem>();
        var notices = new List<PersonNotice>();
        var toSystems = new List<SystemMessage>();
        var services = new List<ServiceRow>();
        var reach = new List<ReachRow>();
        var duties = new DutyRows(before, context);
        var after = before;
        foreach (var (fact, then) in decision.Steps)
        {
            var earlier = after;
            after = then;
            var sequence = after.Sequence;
            var office = CaseScope.OfficeOf(after) ?? CaseScope.OfficeOf(earlier);
            var consequences = ConsequenceRules.Of(earlier, fact, after, context);
            journal.Add(
                new JournalEntry(after.Sequence, fact, fact.DateOf(context.Today), office, context.Actor, context.Now, origin.TraceId)
                {
                    StatisticalStatus = consequences.StatisticalStatus,
                }
            );
            reach.AddRange(ReachRows.Of(earlier, after, office));
            counts.AddRange(consequences.Counts.Select((entry, ordinal) => new CountRow(sequence, ordinal, entry)));
            platform.AddRange(consequences.PlatformItems);
            notices.AddRange(consequences.Notices);
            toSystems.AddRange(consequences.MatterMessages.Select(SystemMessage.Of));
            toSystems.AddRange(consequences.LicenceItems.Select(SystemMessage.Of));
            duties.Add(earlier, fact);
            if (ServiceRows.Of(fact, after, context.Actor.Subject) is { } row)
                services.Add(row);
        }

        return new PersonCommit
        {
            Id = Guid.CreateVersion7(context.Now),
            At = context.Now,
            Journal = journal,
            Reach = reach,
            Receipt = origin.Receipt,
            Counts = counts,
            PlatformItems = platform,
            Notices = notices,
            SystemMessages = toSystems,
            Matters = MatterRows.Of(before, after, events, context.Offices),
            Application = ChangedRows.Application(before, after, events, context.Offices),
            Registrations = ChangedRows.Registrations(before, after, events, context.Offices),
            Duties = duties.Of(after),
            Services = services,
            Search = ChangedRows.Search(before, after, context.Offices),
            Reminder =
                events.Count > 0 && ReminderSchedule.Changes(before, after, context.Now)
                    ? new ReminderRow(ReminderSchedule.For(after, context.Now))
                    : null,
        };
    }
}

/// <summary>The request behind a commit.</summary>
/// <param name="Receipt">The receipt that goes with it; null for the register's own commands.</param>
/// <param name="TraceId">W3C trace identifier, for the journal.</param>
public sealed record CommitOrigin(ReceiptEntry? Receipt, string? TraceId);
