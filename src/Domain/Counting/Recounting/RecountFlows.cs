using Grid.Domain.Codes;

namespace Grid.Domain.Counting.Recounting;

/// <summary>Counts the movements of a recount: each in the period of its day, or where an adjustment that was made says.</summary>
internal sealed class RecountFlows(IEnumerable<Adjustment> adjustments)
{
    private readonly KnownAdjustments adjustments = new(adjustments);
    private readonly RecountTally tally = new();

    public IReadOnlyList<RegionOfficeFigures> Figures() => tally.Figures();

    public void Count(
        RecountLine line,
        StatisticalStatus facts,
        Measure measure,
        DateOnly on,
        ExitReason? exit,
        string? peer,
        AdjustmentCause cause
    )
    {
        var effect = Balance.SignOf(measure);
        if (measure is Measure.AdjustedIn or Measure.AdjustedOut)
            Adjust(line, facts, measure, effect, on, cause);
        else if (adjustments.Take(line, facts, measure, effect, on, cause) is { } elsewhere)
            tally.Add(elsewhere, effect > 0 ? Measure.AdjustedIn : Measure.AdjustedOut, facts, 1, null, false, null, cause);
        else
            tally.Add(CountingPeriod.Of(on), measure, facts, 1, exit, OfHardship(facts, exit, on), peer, null);
    }

    public void TakeBack(
        RecountLine line,
        StatisticalStatus facts,
        Measure measure,
        DateOnly on,
        ExitReason? exit,
        string? peer,
        AdjustmentCause cause
    )
    {
        var effect = -Balance.SignOf(measure);
        if (adjustments.Take(line, facts, measure, effect, on, cause) is { } elsewhere)
            tally.Add(elsewhere, effect > 0 ? Measure.AdjustedIn : Measure.AdjustedOut, facts, 1, null, false, null, cause);
        else
            tally.Add(CountingPeriod.Of(on), measure, facts, -1, exit, OfHardship(facts, exit, on), peer, null);
    }

    /// <summary>A movement that is an adjustment even in its own period.</summary>
    public void Adjust(RecountLine line, StatisticalStatus facts, Measure instead, int effect, DateOnly on, AdjustmentCause cause)
    {
        var period = adjustments.Take(line, facts, instead, effect, on, cause) ?? CountingPeriod.Of(on);
        tally.Add(period, effect > 0 ? Measure.AdjustedIn : Measure.AdjustedOut, facts, 1, null, false, null, cause);
    }

    private static bool OfHardship(StatisticalStatus facts, ExitReason? exit, DateOnly on) =>
        exit is ExitReason.Hired or ExitReason.SelfEmployed or ExitReason.StableIncome or ExitReason.PublicWelfarePost
        && facts.Hardship is { } recognised
        && recognised.From <= on
        && (recognised.To is not { } to || on <= to);
}
