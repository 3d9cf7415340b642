using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons.Events;

/// <summary>A duty's last day passed; it is on the list of the office above.</summary>
/// <param name="Since">The first late moment, whenever the register noticed.</param>
public sealed record DutyOverdue(string Key, DutyKind Kind, DateOnly Due, DateTimeOffset Since, string EscalatedTo) : PersonEvent;
