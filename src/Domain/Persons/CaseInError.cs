using Grid.Domain.Identity;
using Grid.Domain.Persons.Commands;

namespace Grid.Domain.Persons;

/// <summary>
/// A case that was entered under this number in error, as it was when it ended. It is not the number's owner's, and no view of the owner shows
/// it; the office reads it by its own number, and the person who applied asks for its progress.
/// </summary>
/// <param name="Application">The application.</param>
/// <param name="Registration">The registration that came of it; null when none did.</param>
/// <param name="Exit">How that was over already; null when it was active.</param>
/// <param name="Identity">Who applied, with the wrong number.</param>
/// <param name="On">The day on which it ended as entered in error.</param>
/// <param name="Why">What the first person wrote.</param>
public sealed record CaseInError(Application Application, Registration? Registration, PastRegistration? Exit, PersonIdentity Identity, DateOnly On, string Why)
{
    public IdentityNumber? RightNumber { get; init; }

    public NoRightNumber? NoRightNumber { get; init; }
}
