using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>Open applications in the order of their deadlines, and what was escalated.</summary>
public interface IApplicationList
{
    /// <summary>Open applications within the scope, by review deadline, earliest first.</summary>
    /// <param name="overdueOnly">Only those whose deadline passed and that were escalated.</param>
    Task<Page<ApplicationListItem>> OpenAsync(SearchScope scope, bool overdueOnly, PageRequest page, CancellationToken cancellationToken);
}

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
) : Discreet;
