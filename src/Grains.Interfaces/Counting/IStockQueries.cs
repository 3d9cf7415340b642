using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>Questions to the segments: any day's stock, the breakdowns that time changes, and the persons behind a figure.</summary>
public interface IStockQueries
{
    /// <summary>
    /// The stock at the end of a day in the leaves given, with everything that was folded until now: total, sex, education, office's leaf,
    /// age and duration in the bands given, hardship, benefit, long-term (6 months and more). For a period that is open, the day's stock on
    /// its last day is its closing.
    /// </summary>
    Task<StockOnDay> OnAsync(IReadOnlyList<string> leaves, DateOnly day, StockBands bands, CancellationToken cancellationToken);

    /// <summary>
    /// The persons behind a cell of a leaf region or office in a period, by cursor, in an order that stays. A cell of reason 70 is asked
    /// for as 90. Adjustments lead to the persons of their events.
    /// </summary>
    Task<Page<FigurePerson>> PersonsAsync(FigureQuery query, PageRequest page, CancellationToken cancellationToken);
}
