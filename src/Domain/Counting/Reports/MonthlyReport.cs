using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>
/// The report of a region for a period (月报, 79/2020 (九)): everything that the form shows and nothing that changes over time, so the same
/// figures make the same document and the same digest. Names no person.
/// </summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive; the stock is that of its end.</param>
/// <param name="Blocks">Every block, the urban one (the stock of 79/2020 (十)) first.</param>
/// <param name="Denominator">As entered; absent when it is not.</param>
/// <param name="LastMonth">The period before.</param>
/// <param name="LastYear">The same month of the year before.</param>
/// <param name="Children">The regions directly below; empty for a leaf.</param>
public sealed record MonthlyReport(
    string Region,
    CountingPeriod Period,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<ReportBlock> Blocks,
    RegisteredRate Rate,
    Denominator? Denominator,
    ReportServices Services,
    ReportComparison LastMonth,
    ReportComparison LastYear,
    IReadOnlyList<ReportChild> Children
) : Discreet
{
    [JsonIgnore]
    public ReportBlock Urban => Block(CountBlock.Urban);

    public ReportBlock Block(CountBlock block) => Blocks.Single(one => one.Block == block);
}

/// <summary>One block's figures of the period.</summary>
/// <param name="Measures">Every measure, opening first, closing last.</param>
/// <param name="InternalIn">Of transferred in: from a leaf of this very region, in the same block (内部转移).</param>
/// <param name="InternalOut">Of transferred out: to a leaf of this very region, in the same block.</param>
/// <param name="Reemployed">Exits 11 to 14 (再就业).</param>
/// <param name="HardshipReemployed">Of them: recognised hardship persons (就业困难人员再就业).</param>
/// <param name="Stock">Who is registered on the last day.</param>
public sealed record ReportBlock(
    CountBlock Block,
    IReadOnlyList<ReportMeasure> Measures,
    long InternalIn,
    long InternalOut,
    long Reemployed,
    long HardshipReemployed,
    ReportStock Stock
) : Discreet
{
    public ReportMeasure Of(Measure measure) => Measures.Single(one => one.Measure == measure);

    public long Total(Measure measure) => Of(measure).Total;
}

/// <summary>
/// One block's stock on the last day of the period (期末实有), by what time changes too. Lists sum to <c>total</c>; hardship,
/// benefit and long-term are "of which".
/// </summary>
/// <param name="Sex">By GB/T 2261.1 code.</param>
/// <param name="Education">By GB/T 4658 code; <c>none</c> where not known.</param>
/// <param name="Ages">Full years on that day, by band; those in none are under −1.</param>
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
    long LongTerm
) : Discreet
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
            all.Sum(part => part.LongTerm)
        );
    }

    private static SortedDictionary<string, long> Sum(IEnumerable<KeyValuePair<string, long>> counts) =>
        new(
            counts
                .GroupBy(count => count.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(count => count.Value), StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    private static List<ReportBand> Bands(IEnumerable<ReportBand> bands) =>
        [
            .. bands
                .GroupBy(band => band.From)
                .Select(group => new ReportBand(group.Key, group.Sum(band => band.Count)))
                .OrderBy(band => band.From < 0)
                .ThenBy(band => band.From),
        ];
}

/// <summary>What offices did for persons on the days of the period (79/2020 (五), (十四)).</summary>
/// <param name="Given">Services given, by code of the list service-kind.</param>
/// <param name="Contacts">Contacts and attempts.</param>
/// <param name="Reached">Those that reached the person.</param>
/// <param name="DutiesInTime">Duties that ended in time.</param>
/// <param name="DutiesEnded">All that ended in time, late or missed.</param>
public sealed record ReportServices(
    IReadOnlyDictionary<string, long> Given,
    long Contacts,
    long Reached,
    long DutiesInTime,
    long DutiesEnded
) : Discreet
{
    public static ReportServices None { get; } = new(new Dictionary<string, long>(), 0, 0, 0, 0);

    /// <summary>Reached by contacts, in percent with two decimals; absent without contacts.</summary>
    public decimal? ContactRate => Percent(Reached, Contacts);

    /// <summary>In time by all ended, in percent with two decimals; absent where none ended.</summary>
    public decimal? OnTimeRate => Percent(DutiesInTime, DutiesEnded);

    private static decimal? Percent(long part, long whole) =>
        whole == 0 ? null : Math.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero) + 0.00m;
}

/// <summary>One measure of a block.</summary>
public sealed record ReportMeasure(Measure Measure, long Total, IReadOnlyList<ReportBreakdown> By) : Discreet
{
    /// <summary>The values by a dimension; empty when it has none.</summary>
    public IReadOnlyDictionary<string, long> Values(Dimension dimension) =>
        By.FirstOrDefault(breakdown => breakdown.Dimension == dimension)?.Values ?? Empty;

    private static readonly Dictionary<string, long> Empty = [];

    /// <summary>The dimensions that sum to the measure's total.</summary>
    public static IReadOnlyList<Dimension> DimensionsOf(Measure measure) =>
        measure switch
        {
            Measure.New => [Dimension.Sex, Dimension.Education, Dimension.Reason, Dimension.Ground, Dimension.Channel],
            Measure.Exited => [Dimension.Sex, Dimension.Education, Dimension.ExitReason],
            Measure.TransferredIn or Measure.TransferredOut => [Dimension.Sex, Dimension.Education, Dimension.Peer],
            Measure.AdjustedIn or Measure.AdjustedOut => [Dimension.Sex, Dimension.Education, Dimension.Cause],
            _ => [Dimension.Sex, Dimension.Education],
        };
}

/// <summary>A measure by one dimension; sums to the measure's total.</summary>
/// <param name="Values">By the dimension's value, in its order.</param>
public sealed record ReportBreakdown(Dimension Dimension, IReadOnlyDictionary<string, long> Values) : Discreet;

/// <summary>How many are in a band.</summary>
/// <param name="From">Its lower end, inclusive; it reaches to just below the next one. −1 for those in none.</param>
public sealed record ReportBand(int From, long Count) : Discreet;

/// <summary>A region directly below, in the summary of its parent's report.</summary>
/// <param name="Totals">The totals of each block that has any: by the block's name, then by the measure's.</param>
public sealed record ReportChild(string Region, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Totals) : Discreet
{
    public long Total(CountBlock block, Measure measure) =>
        Totals.TryGetValue(Text.EnumName.Of(block), out var totals) ? totals.GetValueOrDefault(Text.EnumName.Of(measure)) : 0;
}

/// <summary>The urban totals of another period, to compare with.</summary>
/// <param name="Totals">By the measure's name.</param>
public sealed record ReportComparison(
    CountingPeriod Period,
    IReadOnlyDictionary<string, long> Totals,
    long Reemployed,
    long HardshipReemployed,
    RegisteredRate Rate
) : Discreet
{
    public long Total(Measure measure) => Totals.GetValueOrDefault(Text.EnumName.Of(measure));
}

/// <summary>How far a report is: draft → checked → submitted.</summary>
[JsonConverter(typeof(StrictEnumConverter<ReportStatus>))]
public enum ReportStatus
{
    /// <summary>草稿: computed live; not checked, or its checks failed, or its figures moved since.</summary>
    Draft,

    /// <summary>已审核: every check passed, and the figures are those that were checked.</summary>
    Checked,

    /// <summary>已上报: immutable, and the period is closed in all leaves below.</summary>
    Submitted,
}

/// <summary>
/// The registered urban unemployment rate (城镇登记失业率): registered unemployed at the end of the period ÷ (urban employed + registered
/// unemployed) × 100, with two decimals.
/// </summary>
/// <param name="Registered">The urban stock at the end.</param>
/// <param name="UrbanEmployed">As entered; absent when it is not.</param>
/// <param name="Percent">Two decimals, half away from zero; absent when there is none, and then <c>missing</c> says why.</param>
public sealed record RegisteredRate(long Registered, long? UrbanEmployed, decimal? Percent, RateMissing? Missing) : Discreet
{
    private const int Decimals = 2;

    public static RegisteredRate Of(long registered, Denominator? denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(registered);
        if (denominator is null)
            return new RegisteredRate(registered, null, null, RateMissing.DenominatorNotEntered);
        var employed = denominator.UrbanEmployed;
        return employed <= 0 || employed < registered
            ? new RegisteredRate(registered, employed, null, RateMissing.DenominatorBelowRegistered)
            : new RegisteredRate(registered, employed, PercentOf(registered, employed), null);
    }

    private static decimal PercentOf(long registered, long employed)
    {
        var rounded = Math.Round(100m * registered / (employed + registered), Decimals, MidpointRounding.AwayFromZero);

        // Always written with two decimals (0.10, not 0.1), so that the same rate is the same text.
        return rounded + 0.00m;
    }
}

/// <summary>Why there is no rate.</summary>
[JsonConverter(typeof(StrictEnumConverter<RateMissing>))]
public enum RateMissing
{
    /// <summary>The urban employed of the region at the period's end were not entered.</summary>
    DenominatorNotEntered,

    /// <summary>The stock has grown above the figure that was entered: one of the two is wrong.</summary>
    DenominatorBelowRegistered,
}
