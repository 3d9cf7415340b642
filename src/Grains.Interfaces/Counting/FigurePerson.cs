using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>One person behind a figure; the name is masked by the API.</summary>
/// <param name="Event">What moved the figure, with its date: the journal entry that a segment or an adjustment names.</param>
public sealed record FigurePerson(PersonId Person, string? Name, string Office, RegistrationNumber Registration, DateOnly On, string Event);
