using Grid.Domain.Calendar;

namespace Grid.PlatformSimulator.Months;

/// <summary>Adds movements up by month, leaf region and block.</summary>
internal sealed class MonthFigures
{
    private readonly SortedDictionary<(string Region, string Block), SortedDictionary<YearMonth, List<Movement>>> cells = [];

    public void Add(IEnumerable<Movement> movements)
    {
        foreach (var movement in movements)
        {
            var place = (movement.Region, movement.Block);
            if (!cells.TryGetValue(place, out var months))
                cells.Add(place, months = []);
            var month = Period.Of(movement.On);
            if (!months.TryGetValue(month, out var cell))
                months.Add(month, cell = []);
            cell.Add(movement);
        }
    }

    /// <summary>Rows of the months from and to, both inclusive; a month in which nothing moved is there too, once anything has.</summary>
    public IReadOnlyList<MonthRow> Rows(YearMonth from, YearMonth to, string within)
    {
        var rows = cells
            .Where(cell => cell.Key.Region.StartsWith(within, StringComparison.Ordinal))
            .SelectMany(cell => Rows(cell.Key.Region, cell.Key.Block, cell.Value, from, to))
            .ToList();
        return
        [
            .. rows.OrderBy(row => row.Month)
                .ThenBy(row => row.Region, StringComparer.Ordinal)
                .ThenBy(row => row.Block, StringComparer.Ordinal),
        ];
    }

    /// <summary>The rows of all regions together, by month and block.</summary>
    public static IReadOnlyList<MonthRow> Total(IEnumerable<MonthRow> rows) =>
        [
            .. rows.GroupBy(row => (row.Month, row.Block))
                .Select(group => new MonthRow(
                    group.Key.Month,
                    Period.First(group.Key.Month),
                    Period.Last(group.Key.Month),
                    null,
                    group.Key.Block,
                    group.Sum(row => row.Opening),
                    group.Sum(row => row.New),
                    group.Sum(row => row.Exits),
                    ByReason(group.SelectMany(row => row.ExitsByReason)),
                    group.Sum(row => row.TransferredIn),
                    group.Sum(row => row.TransferredOut),
                    group.Sum(row => row.BecameOrdinary),
                    group.Sum(row => row.AdjustedOut),
                    group.Sum(row => row.Closing)
                )),
        ];

    private static IEnumerable<MonthRow> Rows(
        string region,
        string block,
        SortedDictionary<YearMonth, List<Movement>> months,
        YearMonth from,
        YearMonth to
    )
    {
        long stock = 0;
        for (var month = months.Keys.First(); month <= to; month = month.AddMonths(1))
        {
            var row = Row(region, block, month, stock, months.GetValueOrDefault(month) ?? []);
            stock = row.Closing;
            if (month >= from)
                yield return row;
        }
    }

    private static MonthRow Row(string region, string block, YearMonth month, long opening, List<Movement> moved)
    {
        long Count(MovementKind kind) => moved.LongCount(movement => movement.Kind == kind);
        var row = new MonthRow(
            month,
            Period.First(month),
            Period.Last(month),
            region,
            block,
            opening,
            Count(MovementKind.New),
            Count(MovementKind.Exit),
            ByReason(
                moved.Where(movement => movement.Kind == MovementKind.Exit).Select(movement => KeyValuePair.Create(movement.Reason!, 1L))
            ),
            Count(MovementKind.TransferIn),
            Count(MovementKind.TransferOut),
            Count(MovementKind.BecameOrdinary),
            Count(MovementKind.AdjustedOut),
            0
        );
        return row with
        {
            Closing = row.Opening + row.New + row.TransferredIn - row.Exits - row.TransferredOut - row.BecameOrdinary - row.AdjustedOut,
        };
    }

    private static SortedDictionary<string, long> ByReason(IEnumerable<KeyValuePair<string, long>> exits)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reason, count) in exits)
            sums[reason] = sums.GetValueOrDefault(reason) + count;
        return sums;
    }
}
