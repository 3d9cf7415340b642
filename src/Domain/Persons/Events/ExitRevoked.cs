using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Events;

/// <summary>An exit was wrong: the registration is active again with its original date.</summary>
/// <param name="ExitedOn">The event date of the exit that is taken back.</param>
public sealed record ExitRevoked(RegistrationNumber Number, string Office, DateOnly ExitedOn, DateOnly On, bool Counted, [property: Personal] Evidence Evidence) : PersonEvent;
