using Grid.Domain.Calendar;
using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons.Events;

/// <summary>A duty got another last day because the calendar changed, or another office because the case moved.</summary>
/// <param name="Before">The last day until now.</param>
/// <param name="After">The duty from now on; never with a snooze, whose reason is personal.</param>
public sealed record DutyMoved(string Key, DutyKind Kind, Deadline Before, Duty After) : PersonEvent;
