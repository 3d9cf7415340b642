using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons.Events;

/// <summary>A duty came to its end. What fulfilled it is the event before it.</summary>
public sealed record DutyClosed(string Key, DutyKind Kind, DutyClosing How, string Office, DateOnly On, DateOnly Due) : PersonEvent;
