using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>One open duty by the number of its case.</summary>
/// <param name="Number">Of the registration, or of the application while there is none.</param>
public sealed record DueCase(PersonId Person, DutyKind Kind, string Office, DateOnly From, DateOnly Due, string Number);
