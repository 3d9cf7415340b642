using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons.Events;

/// <summary>A duty was put off, never beyond its last day.</summary>
public sealed record DutySnoozed(string Key, DutyKind Kind, [property: Personal] DutySnooze Snooze) : PersonEvent;
