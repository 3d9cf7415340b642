using Grid.Domain.Identity;

namespace Grid.Grains.Interfaces.Persons.Erasing;

/// <summary>Whose data was erased, in order: <c>./grid db erase</c> writes it.</summary>
public interface IErasures
{
    /// <summary>Number of the latest erasure that is at least ten minutes old; 0 without one.</summary>
    Task<long> LatestBeforeNowAsync(CancellationToken cancellationToken);

    /// <summary>Erasures after one, in order.</summary>
    Task<IReadOnlyList<(long Id, PersonId Person)>> AfterAsync(long id, int limit, CancellationToken cancellationToken);
}
