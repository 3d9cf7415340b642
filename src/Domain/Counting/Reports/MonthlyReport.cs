using System.Text.Json.Serialization;

namespace Grid.Domain.Counting.Reports;

/// <summary>
/// The report of a region for a period (月报, 79/2020 (九); §5.2): everything that the form shows and nothing that changes by itself, so the same figures make the same
/// document and the same digest. Names no person.
/// </summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive; the stock is that of its end.</param>
/// <param name="Blocks">Every block, the urban one (the stock of 79/2020 (十)) first.</param>
/// <param name="Denominator">As entered; null when it is not.</param>
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
    IReadOnlyList<ReportChild> Children)
{
    [JsonIgnore]
    public ReportBlock Urban => Block(CountBlock.Urban);

    public ReportBlock Block(CountBlock block) => Blocks.Single(one => one.Block == block);
}
