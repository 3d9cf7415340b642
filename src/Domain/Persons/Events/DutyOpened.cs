using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons.Events;

/// <summary>A duty came up.</summary>
public sealed record DutyOpened(Duty Duty) : PersonEvent;
