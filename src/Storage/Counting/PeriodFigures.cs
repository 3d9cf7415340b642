using Grid.Domain.Counting;

namespace Grid.Storage.Counting;

/// <summary>
/// The stored figures of one office, or of a region, by period. Openings are stored for closed periods and the first open one; those of
/// later periods are that one and the net flows between.
/// </summary>
internal sealed class PeriodFigures(CountingPeriod? closedThrough)
{
    private readonly SortedDictionary<CountingPeriod, (Figures Opening, Figures Flows)> periods = [];

    /// <summary>The periods that have a row, in order.</summary>
    public IEnumerable<CountingPeriod> Periods => periods.Keys;

    public void Add(CountingPeriod period, Figures opening, Figures flows) => periods.Add(period, (opening, flows));

    public Figures Flows(CountingPeriod period) => periods.TryGetValue(period, out var stored) ? stored.Flows : new Figures();

    public Figures Opening(CountingPeriod period)
    {
        if (closedThrough is { } closed && period <= closed.Next)
            return periods.TryGetValue(period, out var stored) ? stored.Opening : new Figures();
        var opening = closedThrough is { } last ? Opening(last.Next) : new Figures();
        foreach (var (open, (_, flows)) in periods)
        {
            if (open < period && !(open <= closedThrough))
                opening = Balance.NextOpening(opening, flows);
        }

        return opening;
    }
}
