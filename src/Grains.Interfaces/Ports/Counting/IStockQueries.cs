using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
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

/// <summary>
/// The bands of a stock, configurable. Each list holds the lower ends, rising; a band reaches to just below the next one, the last has no
/// end.
/// </summary>
/// <param name="Ages">Full years on the day, from 16: 16, 25, 35, 45, 55.</param>
/// <param name="Months">Full months registered on the day: 0 (up to 3), 4, 7, 13, 25; "≤ 3 months" means fewer than 4 full months.</param>
/// <param name="LongTermMonths">Full months from which a person is long-term unemployed.</param>
public sealed record StockBands(IReadOnlyList<int> Ages, IReadOnlyList<int> Months, int LongTermMonths) : Discreet
{
    public static StockBands Usual { get; } = new([16, 25, 35, 45, 55], [0, 4, 7, 13, 25], 6);
}

/// <summary>The stock at the end of a day by block.</summary>
/// <param name="Blocks">Only blocks that are not empty.</param>
public sealed record StockOnDay(DateOnly Day, IReadOnlyDictionary<CountBlock, StockBreakdown> Blocks) : Discreet;

/// <summary>
/// One block's stock on a day. Each list sums to <c>total</c>; hardship, benefit and long-term are "of which".
/// </summary>
/// <param name="Sex">By GB/T 2261.1 code.</param>
/// <param name="Education">By GB/T 4658 code; <c>none</c> where not known.</param>
/// <param name="Ages">By band, in its order; those below the first band or without a birth date are under −1 at the end.</param>
/// <param name="Months">By band, in its order.</param>
public sealed record StockBreakdown(
    long Total,
    IReadOnlyDictionary<string, long> Sex,
    IReadOnlyDictionary<string, long> Education,
    IReadOnlyList<BandCount> Ages,
    IReadOnlyList<BandCount> Months,
    long Hardship,
    long Benefit,
    long LongTerm
) : Discreet;

/// <summary>How many are in a band.</summary>
/// <param name="From">The band's lower end, inclusive; −1 for those in none.</param>
public sealed record BandCount(int From, long Count) : Discreet;

/// <summary>Whose persons are asked for.</summary>
/// <param name="Leaves">The leaves of the region.</param>
/// <param name="Office">One office only; null for all.</param>
public sealed record FigureQuery(IReadOnlyList<string> Leaves, string? Office, CountingPeriod Period, FigureCell Cell) : Discreet;

/// <summary>One person behind a figure; the name is masked by the API.</summary>
/// <param name="Event">What moved the figure, with its date: the journal entry that a segment or an adjustment names.</param>
public sealed record FigurePerson(PersonId Person, string? Name, string Office, RegistrationNumber Registration, DateOnly On, string Event)
    : Discreet;
