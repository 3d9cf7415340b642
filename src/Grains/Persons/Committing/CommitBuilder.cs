using Grid.Domain.Persons;
using Grid.Domain.Persons.Consequences;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Persons.Duties;

namespace Grid.Grains.Persons.Committing;

/// <summary>Folds a decision's events and gathers everything that must be committed with them. Pure.</summary>
public static class CommitBuilder
{
    public static (PersonRecord After, PersonCommit Commit) Build(
        PersonRecord before, IReadOnlyList<PersonEvent> events, DecisionContext context, CommitOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(origin);

        var journal = new List<JournalEntry>(events.Count);
        var counts = new List<CountRow>();
        var platform = new List<PlatformItem>();
        var notices = new List<PersonNotice>();
        var services = new List<ServiceRow>();
        var duties = new DutyRows(before, context);
        var after = before;
        foreach (var fact in events)
        {
            var earlier = after;
            after = PersonFold.Apply(earlier, fact);
            var sequence = after.Sequence;
            var consequences = ConsequenceRules.Of(earlier, fact, after, context);
            journal.Add(new JournalEntry(
                after.Sequence, fact, EventDate.Of(fact, context.Today), CaseScope.OfficeOf(after) ?? CaseScope.OfficeOf(earlier), context.Actor, context.Now, origin.TraceId)
            {
                Standing = consequences.Standing,
            });
            counts.AddRange(consequences.Counts.Select((entry, ordinal) => new CountRow(sequence, ordinal, entry)));
            platform.AddRange(consequences.PlatformItems);
            notices.AddRange(consequences.Notices);
            duties.Add(earlier, fact);
            if (ServiceRows.Of(fact, after, context.Actor.Subject) is { } row)
                services.Add(row);
        }

        return (after, new PersonCommit
        {
            Id = Guid.CreateVersion7(context.Now),
            At = context.Now,
            Journal = journal,
            Receipt = origin.Receipt,
            Counts = counts,
            PlatformItems = platform,
            Notices = notices,
            Application = ChangedRows.Application(before, after, events, context.Offices),
            Registrations = ChangedRows.Registrations(before, after, events, context.Offices),
            Duties = duties.Of(after),
            Services = services,
            Search = ChangedRows.Search(before, after, context.Offices),
            Duty = events.Count > 0 && DutyPlan.Changes(before, after, context.Now) ? new DutyRow(DutyPlan.For(after, context.Now)) : null,
        });
    }
}
