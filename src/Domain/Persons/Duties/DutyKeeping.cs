using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Duties;

/// <summary>
/// Brings a record's duties up to what state, clock and calendars say: opens, recomputes, warns, escalates and closes. Run after every command, so a late or
/// missing tick is made up for by whatever comes next, and running it again changes nothing.
/// </summary>
public static class DutyKeeping
{
    /// <summary>The events that are missing; in the order in which they are due.</summary>
    public static IReadOnlyList<PersonEvent> Follow(PersonRecord record, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(context);
        var expected = ExpectedDuties.Of(record, context);
        var events = new List<PersonEvent>();
        foreach (var open in record.Duties.Where(d => expected.All(e => !Same(d, e))))
            events.Add(new DutyClosed(open.Key, open.Kind, DutyEnding.Of(record, open, context), open.Office, context.Today, open.Due.Date));

        foreach (var wanted in expected)
        {
            var present = record.Duties.FirstOrDefault(d => Same(d, wanted));
            var duty = present ?? wanted;
            if (present is null)
                events.Add(new DutyOpened(wanted));
            else if (present.Due != wanted.Due || !string.Equals(present.Office, wanted.Office, StringComparison.Ordinal))
                events.Add(Moved(present, wanted, out duty));
            if (duty.OverdueSince is not null)
                continue;
            if (duty.Due.IsPassedAt(context.Now))
                events.Add(new DutyOverdue(duty.Key, duty.Kind, duty.Due.Date, duty.Due.LateFrom(), Above(duty.Office, context)));
            else if (duty.WarnedAt is null && duty.WarnFrom <= context.Now)
                events.Add(new DutyWarned(duty.Key, duty.Kind, context.Now));
        }

        return events;
    }

    /// <summary>The first moment after now at which <see cref="Follow"/> will have something to do; null when none is ahead.</summary>
    public static DateTimeOffset? NextMoment(PersonRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        var moments = record.Duties.Where(d => d.OverdueSince is null).Select(d => d.WarnedAt is null && d.WarnFrom > now ? d.WarnFrom : d.Due.LateFrom());
        return ExpectedDuties.NextOpening(record, now) is { } opening ? moments.Append(opening).Min() : moments.Select(m => (DateTimeOffset?)m).Min();
    }

    private static bool Same(Duty one, Duty other) => string.Equals(one.Key, other.Key, StringComparison.Ordinal);

    /// <summary>The office's duty takes the recomputed day; the day that the person was told only moves later (§4.2).</summary>
    private static DutyMoved Moved(Duty present, Duty wanted, out Duty after)
    {
        var told = present.ToldDue is { } t && wanted.Due.Date > t ? wanted.Due.Date : present.ToldDue;
        after = present with { Due = wanted.Due, Office = wanted.Office, ToldDue = told };

        // What was overdue by the old day is not any more when the new day is still ahead.
        if (present.OverdueSince is not null && present.Due != wanted.Due)
            after = after with { OverdueSince = null, EscalatedTo = null };
        if (present.Due != wanted.Due)
            after = after with { WarnedAt = null };
        return new DutyMoved(present.Key, present.Kind, present.Due, after);
    }

    private static string Above(string office, DecisionContext context) =>
        context.Offices.Find(office) is { } known && context.Offices.SupervisorOf(known) is { } above ? above.Code.Value : office;
}
