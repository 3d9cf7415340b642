using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Commands;

namespace Grid.Domain.Persons.Events;

/// <summary>An application, and the registration that came of it, had been entered in error; the record is again what it was before.</summary>
/// <param name="Facts">The registration that leaves the counts, active or over; null when the application led to none.</param>
/// <param name="ExitedOn">The day of its exit, when it is over; its exit leaves the counts too.</param>
public sealed record EnteredInError(ApplicationNumber Application, DateOnly On, [property: Personal] string Why, RegistrationFacts? Facts, DateOnly? ExitedOn) : PersonEvent
{
    /// <summary>The number that should have been typed; null where there is none, or of an older version.</summary>
    [Personal]
    public IdentityNumber? RightNumber { get; init; }

    /// <summary>Why there is no right number.</summary>
    public NoRightNumber? NoRightNumber { get; init; }
}
