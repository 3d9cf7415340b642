using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>All checks of a report (<c>docs/report.md</c>). Pure: what it needs of the store is in the inputs.</summary>
public static class ReportChecks
{
    /// <summary>Every check, passed or not, in the order of <see cref="ReportCheckKind"/>.</summary>
    public static IReadOnlyList<ReportCheck> Run(MonthlyReport report, ReportInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(inputs);
        return
        [
            ReportCheck.Of(ReportCheckKind.Closing, ReportIdentities.Closing(report)),
            ReportCheck.Of(ReportCheckKind.Opening, Opening(report, inputs)),
            ReportCheck.Of(ReportCheckKind.Breakdowns, ReportIdentities.Breakdowns(report)),
            ReportCheck.Of(ReportCheckKind.Children, ReportIdentities.Children(report)),
            InternalTransfers(report, inputs),
            ReportCheck.Of(ReportCheckKind.Stock, ReportIdentities.Stock(report)),
            ReportCheck.Of(
                ReportCheckKind.Waiting,
                inputs.Leaves.Where(leaf => leaf.Waiting > 0).Select(leaf => $"{leaf.Region}: {Text(leaf.Waiting)} entries wait")
            ),
            ReportCheck.Of(ReportCheckKind.Recount, Recount(inputs.Recount)),
            Denominator(report),
            Platform(inputs.Platform),
        ];
    }

    /// <summary>Whether it may be submitted.</summary>
    public static bool Allow(IEnumerable<ReportCheck> checks) => checks.All(check => check.Result != ReportCheckResult.Failed);

    private static IEnumerable<string> Opening(MonthlyReport report, ReportInputs inputs)
    {
        foreach (var leaf in inputs.Leaves.Where(leaf => !leaf.Opening.SameAs(leaf.ClosingBefore)))
            yield return $"{leaf.Region}: the opening is not the closing of {inputs.Period.Previous}";
        if (inputs.ReportBefore is not { } before)
            yield break;
        foreach (var block in report.Blocks)
        {
            var (opening, closing) = (block.Of(Measure.Opening), before.Block(block.Block).Of(Measure.Closing));
            if (opening.Total != closing.Total)
                yield return $"{EnumName.Of(block.Block)}/opening: {Text(opening.Total)} instead of {Text(closing.Total)} as reported for {before.Period}";
            else if (!Same(opening, closing, Dimension.Sex) || !Same(opening, closing, Dimension.Education))
                yield return $"{EnumName.Of(block.Block)}/opening: by sex or education it is not as reported for {before.Period}";
        }
    }

    private static bool Same(ReportMeasure one, ReportMeasure other, Dimension dimension)
    {
        var (left, right) = (one.Values(dimension), other.Values(dimension));
        return left.Keys.Union(right.Keys, StringComparer.Ordinal).All(key => left.GetValueOrDefault(key) == right.GetValueOrDefault(key));
    }

    /// <summary>
    /// In and out are the same unless the two sides of a transfer are counted in different periods: one leaf had closed the period before
    /// the other (there it is an adjustment), or the transfer was dated before the case came to the office. The movements show that,
    /// of which each must have its other side somewhere.
    /// </summary>
    private static ReportCheck InternalTransfers(MonthlyReport report, ReportInputs inputs)
    {
        List<string> faults = [];
        foreach (var block in report.Blocks)
        {
            var sides = inputs.Transfers.Blocks.GetValueOrDefault(block.Block) ?? InternalSides.None;
            if (sides != new InternalSides(block.InternalIn, block.InternalOut))
            {
                faults.Add(
                    $"{EnumName.Of(block.Block)}/internal transfers: {Text(block.InternalIn)} in and {Text(block.InternalOut)} out instead of {Text(sides.In)} and {Text(sides.Out)}"
                );
            }
        }

        if (inputs.Transfers.Unpaired > 0)
            faults.Add($"{Text(inputs.Transfers.Unpaired)} internal transfers have one side only");
        var differing = ReportIdentities.InternalTransfers(report).ToList();
        return faults.Count == 0 && differing.Count > 0
            ? new ReportCheck(
                ReportCheckKind.InternalTransfers,
                ReportCheckResult.Noted,
                ["the other side of some is counted in another period, or as an adjustment", .. differing]
            )
            : ReportCheck.Of(ReportCheckKind.InternalTransfers, faults);
    }

    private static IEnumerable<string> Recount(RecountEvidence? recount)
    {
        if (recount is null)
            yield return "there is no recount of these leaves";
        else if (recount.DifferentCells != 0)
            yield return $"recount {recount.Id}: {Text(recount.DifferentCells)} cells differ";
        else if (!recount.OfTheseFigures)
            yield return $"recount {recount.Id} is older than the figures";
    }

    private static ReportCheck Denominator(MonthlyReport report) =>
        report.Rate.Missing switch
        {
            RateMissing.DenominatorNotEntered => ReportCheck.Noted(
                ReportCheckKind.Denominator,
                "no denominator is entered: there is no rate"
            ),
            RateMissing.DenominatorBelowRegistered => ReportCheck.Of(
                ReportCheckKind.Denominator,
                [$"{Text(report.Rate.UrbanEmployed ?? 0)} urban employed are fewer than {Text(report.Rate.Registered)} registered"]
            ),
            _ => ReportCheck.Of(ReportCheckKind.Denominator, []),
        };

    private static ReportCheck Platform(PlatformEvidence? platform)
    {
        if (platform is null)
            return ReportCheck.Noted(ReportCheckKind.Platform, "not connected: the platform's own figures are not compared");
        List<string> noted = [];
        if (platform.NotClosed > 0)
            noted.Add($"{Text(platform.NotClosed)} days are not closed yet");
        if (platform.Compared < platform.Days)
            noted.Add($"{Text(platform.Days - platform.Compared)} days have no figures of the platform yet");
        noted.AddRange(platform.Differences.Select(one => $"{one.Day:yyyy-MM-dd}: {Text(one.Items)} items differ"));
        var check = ReportCheck.Of(ReportCheckKind.Platform, noted);
        return noted.Count == 0 ? check : check with { Result = ReportCheckResult.Noted };
    }

    private static string Text(long n) => n.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One check of a report.</summary>
/// <param name="Details">Where it failed, or what is noted: figures by their names, in English; nothing personal. At most twenty.</param>
public sealed record ReportCheck(ReportCheckKind Kind, ReportCheckResult Result, IReadOnlyList<string> Details) : Discreet
{
    private const int MostDetails = 20;

    /// <summary>Failed when there is anything to report, else passed.</summary>
    public static ReportCheck Of(ReportCheckKind kind, IEnumerable<string> faults)
    {
        string[] found = [.. faults.Take(MostDetails)];
        return new ReportCheck(kind, found.Length == 0 ? ReportCheckResult.Passed : ReportCheckResult.Failed, found);
    }

    public static ReportCheck Noted(ReportCheckKind kind, string what) => new(kind, ReportCheckResult.Noted, [what]);
}

/// <summary>What a report is checked for before it may be submitted (<c>docs/report.md</c>).</summary>
[JsonConverter(typeof(StrictEnumConverter<ReportCheckKind>))]
public enum ReportCheckKind
{
    /// <summary>
    /// Closing = opening + new + transferred in + adjusted in − exited − became ordinary − transferred out − adjusted out, in total, by sex
    /// and by education; no stock below zero.
    /// </summary>
    Closing,

    /// <summary>Opening = closing of the period before, in the figures and in that period's submitted report.</summary>
    Opening,

    /// <summary>Each breakdown sums to its total.</summary>
    Breakdowns,

    /// <summary>The region is the sum of the regions below.</summary>
    Children,

    /// <summary>
    /// What went from one leaf of the region came to another. Noted where the two sides of some are in different periods, because one
    /// leaf had closed before the other.
    /// </summary>
    InternalTransfers,

    /// <summary>The stock by the segments is the closing, in total, by sex and by education; its bands sum to it.</summary>
    Stock,

    /// <summary>Nothing waits to be folded.</summary>
    Waiting,

    /// <summary>The latest recount from the journal is of these figures and found no difference.</summary>
    Recount,

    /// <summary>The denominator is not below the stock. Without one there is no rate, which is noted.</summary>
    Denominator,

    /// <summary>
    /// The national platform's own figures (R11.2): noted while the register is not connected, or while days differ. Never hinders a
    /// submission: no office waits for the platform.
    /// </summary>
    Platform,
}

/// <summary>How a check ended.</summary>
[JsonConverter(typeof(StrictEnumConverter<ReportCheckResult>))]
public enum ReportCheckResult
{
    Passed,

    /// <summary>Could not be made, or something is to be known; does not hinder a submission.</summary>
    Noted,

    /// <summary>The report cannot be submitted.</summary>
    Failed,
}
