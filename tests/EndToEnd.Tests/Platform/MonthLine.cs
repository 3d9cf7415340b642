using System.Text.Json.Nodes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Text;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>A month of a region in one block, in those figures that the platform can know.</summary>
internal sealed record MonthLine(
    long Opening,
    long New,
    long TransferredIn,
    long Exited,
    long TransferredOut,
    long BecameOrdinary,
    long Adjusted,
    long Closing
)
{
    /// <summary>Of the simulator's answer, by leaf region and block; without those in which there is nothing.</summary>
    public static SortedDictionary<(string Region, string Block), MonthLine> OfPlatform(JsonNode answer, CountingPeriod period) =>
        Sorted(
            answer["months"]!
                .AsArray()
                .Where(row => (string)row!["month"]! == $"{period}")
                .Select(row => KeyValuePair.Create(((string)row!["region"]!, (string)row["block"]!), Of(row)))
        );

    /// <summary>Of the simulator's sums of all regions, by block.</summary>
    public static SortedDictionary<(string Region, string Block), MonthLine> TotalsOfPlatform(
        JsonNode answer,
        CountingPeriod period,
        string region
    ) =>
        Sorted(
            answer["total"]!
                .AsArray()
                .Where(row => (string)row!["month"]! == $"{period}")
                .Select(row => KeyValuePair.Create((region, (string)row!["block"]!), Of(row)))
        );

    /// <summary>Of reports, each by its region and block.</summary>
    public static SortedDictionary<(string Region, string Block), MonthLine> OfReports(IEnumerable<MonthlyReport> reports) =>
        Sorted(
            from report in reports
            from block in report.Blocks
            select KeyValuePair.Create((report.Region, EnumName.Of(block.Block)), Of(block))
        );

    /// <summary>Exits of the urban block by reason, as the platform counts them.</summary>
    public static SortedDictionary<string, long> ReasonsOfPlatform(JsonNode answer, CountingPeriod period) =>
        new(
            answer["total"]!
                .AsArray()
                .Where(row => (string)row!["month"]! == $"{period}" && (string)row["block"]! == "urban")
                .SelectMany(row => row!["exitsByReason"]!.AsObject())
                .ToDictionary(reason => reason.Key, reason => (long)reason.Value!),
            StringComparer.Ordinal
        );

    /// <summary>The same of a report.</summary>
    public static SortedDictionary<string, long> ReasonsOf(MonthlyReport report) =>
        new(
            report.Urban.Of(Measure.Exited).Values(Dimension.ExitReason).Where(reason => reason.Value != 0).ToDictionary(),
            StringComparer.Ordinal
        );

    private static MonthLine Of(JsonNode row)
    {
        long Count(string name) => (long)row[name]!;
        return new MonthLine(
            Count("opening"),
            Count("new"),
            Count("transferredIn"),
            Count("exits"),
            Count("transferredOut"),
            Count("becameOrdinary"),
            -Count("adjustedOut"),
            Count("closing")
        );
    }

    private static MonthLine Of(ReportBlock block) =>
        new(
            block.Total(Measure.Opening),
            block.Total(Measure.New),
            block.Total(Measure.TransferredIn),
            block.Total(Measure.Exited),
            block.Total(Measure.TransferredOut),
            block.Total(Measure.BecameOrdinary),
            block.Total(Measure.AdjustedIn) - block.Total(Measure.AdjustedOut),
            block.Total(Measure.Closing)
        );

    private static SortedDictionary<(string Region, string Block), MonthLine> Sorted(
        IEnumerable<KeyValuePair<(string Region, string Block), MonthLine>> lines
    ) => new(lines.Where(line => line.Value != new MonthLine(0, 0, 0, 0, 0, 0, 0, 0)).ToDictionary());
}
