namespace Grid.Domain.Counting.Reports;

/// <summary>One block's stock on the last day of the period (期末实有), by what time changes too. Lists sum to <paramref name="Total"/>; hardship, benefit and long-term are "of which".</summary>
/// <param name="Sex">By GB/T 2261.1 code.</param>
/// <param name="Education">By GB/T 4658 code; <c>none</c> where not known.</param>
/// <param name="Ages">Full years on that day, by band; those in none stand under −1.</param>
/// <param name="Months">Full months registered on that day, by band.</param>
/// <param name="Hardship">就业困难人员</param>
/// <param name="Benefit">领取失业保险金人员</param>
/// <param name="LongTerm">Six months and more.</param>
public sealed record ReportStock(
    long Total,
    IReadOnlyDictionary<string, long> Sex,
    IReadOnlyDictionary<string, long> Education,
    IReadOnlyList<ReportBand> Ages,
    IReadOnlyList<ReportBand> Months,
    long Hardship,
    long Benefit,
    long LongTerm)
{
    public static ReportStock None { get; } = new(0, new Dictionary<string, long>(), new Dictionary<string, long>(), [], [], 0, 0, 0);

    /// <summary>Several regions' together; each must have the same bands, or none.</summary>
    public static ReportStock Sum(IEnumerable<ReportStock> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var all = parts.ToList();
        return new ReportStock(
            all.Sum(part => part.Total),
            Sum(all.SelectMany(part => part.Sex)),
            Sum(all.SelectMany(part => part.Education)),
            Bands(all.SelectMany(part => part.Ages)),
            Bands(all.SelectMany(part => part.Months)),
            all.Sum(part => part.Hardship),
            all.Sum(part => part.Benefit),
            all.Sum(part => part.LongTerm));
    }

    private static SortedDictionary<string, long> Sum(IEnumerable<KeyValuePair<string, long>> counts) => new(
        counts.GroupBy(count => count.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(count => count.Value), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static List<ReportBand> Bands(IEnumerable<ReportBand> bands) =>
    [
        .. bands.GroupBy(band => band.From).Select(group => new ReportBand(group.Key, group.Sum(band => band.Count)))
            .OrderBy(band => band.From < 0).ThenBy(band => band.From),
    ];
}
