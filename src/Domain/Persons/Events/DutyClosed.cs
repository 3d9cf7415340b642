using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons.Events;

/// <summary>A duty came to its end. What fulfilled it is an event before it in the same commit.</summary>
/// <param name="On">The day of what fulfilled it, else the day on which it ended.</param>
/// <param name="Due">Its last day as it stood at the end.</param>
public sealed record DutyClosed(string Key, DutyKind Kind, DutyClosing How, string Office, DateOnly On, DateOnly Due) : PersonEvent;
