using Grid.Domain.Calendar;
using Grid.Domain.Persons.Deciding;

namespace Grid.Domain.Persons.Duties;

/// <summary>The follow-ups of whole months in which the register did not run: each came up, fell due and was missed, and the journal says so.</summary>
internal static class MissedMonths
{
    /// <summary>Of a longer outage only the latest months are made up for, so that one commit stays small.</summary>
    public const int Most = 24;

    public static IEnumerable<DutyStep> Of(PersonRecord record, DecisionContext context)
    {
        if (record.AliasOf is not null || record.Registration is not { } registration)
            yield break;
        var last = YearMonth.Of(ExpectedDuties.DayOf(record, context.Now)).AddMonths(-2);
        var first = FollowedUntil(record, registration).AddMonths(1);
        if (last.MonthsSince(first) >= Most)
            first = last.AddMonths(1 - Most);
        for (var month = first; month <= last; month = month.AddMonths(1))
        {
            var duty = ExpectedDuties.FollowUp(registration, month);
            yield return DutyStep.Opened(duty);
            yield return DutyStep.Overdue(duty, context);
            var closed = DutyEnding.Of(duty, [], context.Today);
            yield return new DutyStep(ChinaTime.StartOf(closed.On), closed);
        }
    }

    /// <summary>The latest month that needs none any more or has its duty: whoever is registered without a break has one for every later one.</summary>
    private static YearMonth FollowedUntil(PersonRecord record, Registration registration)
    {
        var latest = YearMonth.Of(registration.RegisteredOn);
        if (registration.Service.LastReachedOn is { } reached && YearMonth.Of(reached) > latest)
            latest = YearMonth.Of(reached);
        foreach (var open in record.Duties.Where(d => d.Kind == DutyKind.FollowUp && YearMonth.Of(d.OpenedOn) > latest))
            latest = YearMonth.Of(open.OpenedOn);
        return latest;
    }
}
