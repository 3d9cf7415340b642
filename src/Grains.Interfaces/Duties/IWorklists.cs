using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>What is due, for an office or for everything below a region. Lists and counts come from the same rows.</summary>
public interface IWorklists
{
    /// <summary>Open duties in the order of their last day; those postponed until after <paramref name="today"/> are left out.</summary>
    Task<Page<WorklistItem>> ListAsync(
        SearchScope scope,
        WorklistFilter filter,
        DateOnly today,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <summary>How many open duties there are by kind and bucket.</summary>
    Task<IReadOnlyList<WorklistCount>> CountAsync(SearchScope scope, DateOnly today, CancellationToken cancellationToken);

    /// <summary>The same by area: for areas of two, four or six digits that offices' codes begin with.</summary>
    Task<IReadOnlyList<WorklistAreaCount>> CountByAreaAsync(
        IReadOnlyList<string> areas,
        DateOnly today,
        CancellationToken cancellationToken
    );

    /// <summary>The same by office, for the offices of a scope no larger than a county.</summary>
    Task<IReadOnlyList<WorklistAreaCount>> CountByOfficeAsync(SearchScope scope, DateOnly today, CancellationToken cancellationToken);

    /// <summary>
    /// Persons with open duties whose last day is on or after a day, in the order of their keys: those that a changed calendar may move.
    /// </summary>
    Task<IReadOnlyList<Grid.Domain.Identity.PersonId>> WithDutiesDueFromAsync(
        DateOnly from,
        Grid.Domain.Identity.PersonId? after,
        int limit,
        CancellationToken cancellationToken
    );
}
