using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>How offices keep their duties (79/2020 (十四)), from what was closed and recorded.</summary>
public interface IPerformance
{
    /// <summary>Figures by office for the days from and to, both inclusive.</summary>
    Task<IReadOnlyList<OfficePerformance>> OfAsync(SearchScope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
