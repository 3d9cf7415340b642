using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>One line of the list of applications.</summary>
public sealed record ApplicationListItem(
    ApplicationNumber Number,
    PersonId Person,
    ApplicationStatus Status,
    string Office,
    DateTimeOffset SubmittedAt,
    DateOnly ReviewDue,
    DateTimeOffset? OverdueSince,
    string? EscalatedTo
);
