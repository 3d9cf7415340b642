using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Changes;

/// <summary>
/// The cases that are open now, from the rows that come with each commit: what a reader of changes begins with. By index; no grain is asked.
/// </summary>
public interface IOpenCases
{
    /// <summary>A page of the active registrations, then of the open applications.</summary>
    /// <param name="scopes">The offices whose cases are listed; the same in the same order for every page.</param>
    /// <param name="page">Rows, 1 to 500, and where to go on.</param>
    /// <exception cref="InvalidCursorException">The text is no cursor of this list.</exception>
    Task<Page<OpenCase>> ListAsync(IReadOnlyList<SearchScope> scopes, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>An active registration or an open application; a person may have one of each.</summary>
/// <param name="Registration">Its number; null for an application.</param>
/// <param name="Application">Its number; null for a registration.</param>
public sealed record OpenCase(PersonId Person, string Office, string? Registration, string? Application) : Discreet;
