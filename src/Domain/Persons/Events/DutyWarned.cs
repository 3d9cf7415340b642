using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons.Events;

/// <summary>The office was warned that a duty is due soon.</summary>
public sealed record DutyWarned(string Key, DutyKind Kind, DateTimeOffset At) : PersonEvent;
