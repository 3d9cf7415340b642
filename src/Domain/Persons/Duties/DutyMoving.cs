using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Duties;

/// <summary>A duty whose last day or office is another one now: the calendar changed (§4.2), or the case moved.</summary>
internal static class DutyMoving
{
    /// <summary>Clocks of silos may differ by less than this; what lies further in the future was written by a clock that was wrong.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    public static bool IsNeeded(Duty present, Duty wanted, DateTimeOffset now) =>
        present.Due != wanted.Due
        || !string.Equals(present.Office, wanted.Office, StringComparison.Ordinal)
        || present.OverdueSince > now + ClockSkew;

    /// <summary>
    /// The office's duty takes the recomputed day; the day that the person was told only moves later. A new office has not claimed it and has its own office
    /// above; one with a new day is warned of and put off anew. The event never carries the reason of a snooze: that is personal.
    /// </summary>
    public static DutyMoved Of(Duty present, Duty wanted, out Duty after)
    {
        var sameOffice = string.Equals(present.Office, wanted.Office, StringComparison.Ordinal);
        var sameDay = present.Due.Date == wanted.Due.Date;
        after = present with
        {
            Due = wanted.Due,
            Office = wanted.Office,
            ToldDue = ExpectedDuties.Later(present.ToldDue, wanted.ToldDue),
            WarnedAt = sameDay ? present.WarnedAt : null,
            OverdueSince = null,
            EscalatedTo = null,
            Claim = sameOffice ? present.Claim : null,
            Snooze = null,
        };
        return new DutyMoved(present.Key, present.Kind, present.Due, after);
    }
}
