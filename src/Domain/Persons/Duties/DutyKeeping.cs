using Grid.Domain.Calendar;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Duties;

/// <summary>
/// Brings a record's duties up to what state, clock and calendars say: opens, recomputes, warns, escalates and closes. Run before and after every command, so
/// a late or missing tick is made up for by whatever comes next, and running it again changes nothing.
/// </summary>
public static class DutyKeeping
{
    /// <summary>What came due while nobody looked: run before a command is decided, on the record as it was left. In the order of the days.</summary>
    public static IReadOnlyList<PersonEvent> CatchUp(PersonRecord record, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(context);
        return InOrder([.. MissedMonths.Of(record, context), .. Steps(record, context, [])]);
    }

    /// <summary>The events that are missing, given what has just happened to the record.</summary>
    /// <param name="record">The record after <paramref name="cause"/>.</param>
    /// <param name="context">Clock, calendars and offices.</param>
    /// <param name="cause">The events of the command: they tell what fulfilled a duty.</param>
    public static IReadOnlyList<PersonEvent> Follow(PersonRecord record, DecisionContext context, params IReadOnlyList<PersonEvent> cause)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(cause);
        return InOrder(Steps(record, context, cause));
    }

    /// <summary>The first moment after now at which <see cref="CatchUp"/> will have something to do; null when none is ahead.</summary>
    public static DateTimeOffset? NextMoment(PersonRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        var moments = record.Duties.Where(d => d.OverdueSince is null).Select(d => d.WarnedAt is null && d.WarnFrom > now ? d.WarnFrom : d.Due.LateFrom());
        return ExpectedDuties.NextOpening(record, now) is { } opening ? moments.Append(opening).Min() : moments.Select(m => (DateTimeOffset?)m).Min();
    }

    private static IEnumerable<DutyStep> Steps(PersonRecord record, DecisionContext context, IReadOnlyList<PersonEvent> cause)
    {
        var expected = ExpectedDuties.Of(record, context);
        foreach (var open in record.Duties.Where(d => expected.All(e => !Same(d, e))))
        {
            // What a command closed comes first: another duty of the same key may take its place.
            var closed = DutyEnding.Of(open, cause, context.Today);
            var at = cause.Count > 0 ? DateTimeOffset.MinValue : ChinaTime.StartOf(closed.On);
            if (open.OverdueSince is null && open.Due.IsPassedAt(context.Now))
                yield return cause.Count > 0 ? DutyStep.Overdue(open, context) with { At = at } : DutyStep.Overdue(open, context);
            yield return new DutyStep(at, closed);
        }

        foreach (var wanted in expected)
        {
            var duty = wanted;
            if (record.Duties.FirstOrDefault(d => Same(d, wanted)) is not { } present)
                yield return DutyStep.Opened(wanted);
            else if (DutyMoving.IsNeeded(present, wanted, context.Now))
                yield return new DutyStep(DateTimeOffset.MinValue, DutyMoving.Of(present, wanted, out duty));
            else
                duty = present;
            if (duty.OverdueSince is null && duty.Due.IsPassedAt(context.Now))
                yield return DutyStep.Overdue(duty, context);
            else if (duty.OverdueSince is null && duty.WarnedAt is null && duty.WarnFrom <= context.Now)
                yield return DutyStep.Warned(duty, context);
        }
    }

    private static PersonEvent[] InOrder(IEnumerable<DutyStep> steps) => [.. steps.OrderBy(s => s.At).Select(s => s.Event)];

    /// <summary>A registration that takes another's place has duties of the same name, but of its own.</summary>
    private static bool Same(Duty one, Duty other) => string.Equals(one.Key, other.Key, StringComparison.Ordinal) && one.OpenedOn == other.OpenedOn;
}
