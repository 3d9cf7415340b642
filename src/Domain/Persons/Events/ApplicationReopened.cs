using Grid.Domain.Calendar;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Events;

/// <summary>A non-approval was taken back because of an objection: the application is open again, and its three working days begin anew.</summary>
public sealed record ApplicationReopened(ApplicationNumber Number, DateOnly On, Deadline ReviewDue) : PersonEvent;
