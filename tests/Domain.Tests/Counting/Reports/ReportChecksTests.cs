using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;

namespace Grid.Domain.Tests.Counting.Reports;

/// <summary>A sound report passes every check; each identity fails alone when it is broken.</summary>
public sealed class ReportChecksTests
{
    private static readonly ReportInputs Sound = MadeInputs.City2();

    [Fact]
    public void A_sound_report_passes_and_says_what_is_in_it()
    {
        var report = ReportMaker.Make(Sound);
        Assert.Empty(Failing(report, Sound));
        var urban = report.Urban;
        Assert.Equal([3, 2, 1, 1, 1, 0, 1, 0, 5], Enum.GetValues<Measure>().Select(urban.Total));
        Assert.Equal((1, 1), (urban.InternalIn, urban.InternalOut));
        Assert.Equal((1, 1), (urban.Reemployed, urban.HardshipReemployed));
        Assert.Equal(0.50m, report.Rate.Percent);
        Assert.Equal((75.00m, 75.00m), (report.Services.ContactRate, report.Services.OnTimeRate));
        Assert.Equal(
            (1, 2, 3),
            (report.LastMonth.Total(Measure.Opening), report.LastMonth.Total(Measure.New), report.LastMonth.Total(Measure.Closing))
        );
        Assert.Equal(
            (2, 3),
            (report.Children[0].Total(CountBlock.Urban, Measure.Closing), report.Children[1].Total(CountBlock.Urban, Measure.Closing))
        );
        Assert.Equal(1, report.Block(CountBlock.ByReferenceGraduate).Total(Measure.BecameOrdinary));
        Assert.Equal(0, report.Block(CountBlock.ByReferenceGraduate).Total(Measure.Closing));
    }

    [Fact]
    public void Between_two_blocks_nothing_is_internal()
    {
        var report = ReportMaker.Make(
            Sound.With(MadeInputs.West, leaf =>
                leaf with
                {
                    Flows = Shifted(
                        leaf.Flows,
                        new FigureCell(CountBlock.Urban, Measure.TransferredIn, Dimension.Peer, MadeInputs.East + "/urban"),
                        "360102/rural"
                    ),
                }
            )
        );
        Assert.Equal((0, 1), (report.Urban.InternalIn, report.Urban.InternalOut));
    }

    [Fact]
    public void Closing_must_follow()
    {
        Breaks(ReportCheckKind.Closing, ReportCheckKind.Children, report => Changed(report, Measure.New, measure => Plus(measure, 1)));
        Breaks(ReportCheckKind.Closing, null, report =>
            Changed(report, Measure.AdjustedIn, measure =>
                By(measure, Dimension.Sex, values => values["2"] = values.GetValueOrDefault("2") + 1, "1")
            )
        );
    }

    [Fact]
    public void No_stock_is_below_zero()
    {
        var report = Changed(Changed(ReportMaker.Make(Sound), Measure.Opening, opening => Plus(opening, -10)), Measure.New, entered =>
            Plus(entered, 10)
        );
        Assert.Equal("urban: a stock is below zero", Assert.Single(ReportIdentities.Closing(report)));
    }

    [Fact]
    public void Breakdowns_must_sum()
    {
        foreach (var measure in Enum.GetValues<Measure>().Where(measure => measure != Measure.Closing && measure != Measure.Opening))
        {
            foreach (
                var dimension in ReportMeasure
                    .DimensionsOf(measure)
                    .Where(dimension => dimension is not (Dimension.Sex or Dimension.Education))
            )
            {
                Breaks(ReportCheckKind.Breakdowns, null, report =>
                    Changed(report, measure, one => By(one, dimension, values => values["x"] = 1))
                );
            }
        }

        Breaks(ReportCheckKind.Breakdowns, null, report => Urban(report, block => block with { HardshipReemployed = 2 }));
    }

    [Fact]
    public void Children_must_sum() => Breaks(ReportCheckKind.Children, null, report => report with { Children = [report.Children[0]] });

    [Fact]
    public void The_stock_must_be_the_closing()
    {
        Breaks(ReportCheckKind.Stock, null, report =>
            Urban(report, block => block with { Stock = block.Stock with { Total = block.Stock.Total + 1 } })
        );
        Breaks(ReportCheckKind.Stock, null, report =>
            Urban(report, block => block with { Stock = block.Stock with { Ages = [.. block.Stock.Ages.Skip(1).Take(1)] } })
        );
        Breaks(ReportCheckKind.Stock, null, report => Urban(report, block => block with { Stock = block.Stock with { Months = [] } }));
        Breaks(ReportCheckKind.Stock, null, report => Urban(report, block => block with { Stock = block.Stock with { LongTerm = 99 } }));
        Breaks(ReportCheckKind.Stock, null, report =>
            Urban(report, block => block with { Stock = block.Stock with { Sex = new Dictionary<string, long> { ["1"] = 5 } } })
        );
    }

    [Fact]
    public void Internal_transfers_must_be_those_of_the_movements_and_have_two_sides()
    {
        Breaks(ReportCheckKind.InternalTransfers, null, report => Urban(report, block => block with { InternalIn = 2 }));
        Fails(ReportCheckKind.InternalTransfers, Sound with { Transfers = Sound.Transfers with { Unpaired = 1 } });

        // The other side is in another period: noted.
        var late = Sound with
        {
            Transfers = Sound.Transfers with { Blocks = new Dictionary<CountBlock, InternalSides> { [CountBlock.Urban] = new(2, 1) } },
        };
        var report = Urban(ReportMaker.Make(late), block => block with { InternalIn = 2 });
        var check = ReportChecks.Run(report, late).Single(one => one.Kind == ReportCheckKind.InternalTransfers);
        Assert.Equal(ReportCheckResult.Noted, check.Result);
        Assert.Empty(Failing(report, late));
    }

    [Fact]
    public void The_opening_must_be_the_closing_before()
    {
        Fails(ReportCheckKind.Opening, Sound.With(MadeInputs.East, leaf => leaf with { ClosingBefore = new Figures() }));

        var before = ReportMaker.Make(Sound with { Period = Sound.Period.Previous });
        Fails(ReportCheckKind.Opening, Sound with { ReportBefore = before });
        var agreed = Urban(before, block =>
            block with
            {
                Measures =
                [
                    .. block.Measures.Select(one =>
                        one.Measure == Measure.Closing ? block.Of(Measure.Opening) with { Measure = Measure.Closing } : one
                    ),
                ],
            }
        );
        Assert.Empty(Failing(ReportMaker.Make(Sound), Sound with { ReportBefore = agreed }));
    }

    [Fact]
    public void Nothing_may_wait() => Fails(ReportCheckKind.Waiting, Sound.With(MadeInputs.West, leaf => leaf with { Waiting = 1 }));

    [Fact]
    public void The_recount_must_be_of_these_figures_and_find_nothing()
    {
        Fails(ReportCheckKind.Recount, Sound with { Recount = null });
        Fails(ReportCheckKind.Recount, Sound with { Recount = Sound.Recount! with { DifferentCells = 1 } });
        Fails(ReportCheckKind.Recount, Sound with { Recount = Sound.Recount! with { OfTheseFigures = false } });
    }

    [Fact]
    public void A_missing_denominator_is_noted_and_one_below_the_stock_fails()
    {
        var missing = Sound with { Denominator = null };
        var checks = ReportChecks.Run(ReportMaker.Make(missing), missing);
        Assert.True(ReportChecks.Allow(checks));
        Assert.Equal(ReportCheckResult.Noted, checks.Single(check => check.Kind == ReportCheckKind.Denominator).Result);
        Fails(ReportCheckKind.Denominator, Sound with { Denominator = Sound.Denominator! with { UrbanEmployed = 4 } });
    }

    [Fact]
    public void The_platform_is_noted_as_not_connected()
    {
        var check = ReportChecks.Run(ReportMaker.Make(Sound), Sound).Single(one => one.Kind == ReportCheckKind.Platform);
        Assert.Equal(ReportCheckResult.Noted, check.Result);
        Assert.Contains("not connected", check.Details[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(31, 31, 0, 0, ReportCheckResult.Passed, 0)]
    [InlineData(31, 31, 0, 2, ReportCheckResult.Noted, 1)]
    [InlineData(30, 29, 1, 0, ReportCheckResult.Noted, 2)]
    public void The_platforms_days_are_compared_and_never_hinder_a_submission(
        int days,
        int compared,
        int notClosed,
        long differing,
        ReportCheckResult result,
        int details
    )
    {
        var inputs = Sound with
        {
            Platform = new PlatformEvidence(
                days,
                compared,
                notClosed,
                differing == 0 ? [] : [new PlatformDifference(new DateOnly(2026, 11, 3), differing)]
            ),
        };
        var checks = ReportChecks.Run(ReportMaker.Make(inputs), inputs);
        var check = checks.Single(one => one.Kind == ReportCheckKind.Platform);
        Assert.Equal((result, details), (check.Result, check.Details.Count));
        Assert.True(differing == 0 || check.Details[0] == "2026-11-03: 2 items differ");
        Assert.True(ReportChecks.Allow(checks));
    }

    [Fact]
    public void Every_kind_of_check_is_made_once() =>
        Assert.Equal(Enum.GetValues<ReportCheckKind>(), ReportChecks.Run(ReportMaker.Make(Sound), Sound).Select(check => check.Kind));

    private static void Fails(ReportCheckKind kind, ReportInputs inputs) => Assert.Equal([kind], Failing(ReportMaker.Make(inputs), inputs));

    /// <param name="also">What the same change breaks too.</param>
    private static void Breaks(ReportCheckKind kind, ReportCheckKind? also, Func<MonthlyReport, MonthlyReport> change)
    {
        var failing = Failing(change(ReportMaker.Make(Sound)), Sound);
        Assert.Contains(kind, failing);
        Assert.DoesNotContain(failing, one =>
            one != kind && one != also && !(kind == ReportCheckKind.Closing && one == ReportCheckKind.Breakdowns)
        );
    }

    private static ReportCheckKind[] Failing(MonthlyReport report, ReportInputs inputs) =>
        [.. ReportChecks.Run(report, inputs).Where(check => check.Result == ReportCheckResult.Failed).Select(check => check.Kind)];

    private static MonthlyReport Urban(MonthlyReport report, Func<ReportBlock, ReportBlock> change) =>
        report with
        {
            Blocks = [.. report.Blocks.Select(block => block.Block == CountBlock.Urban ? change(block) : block)],
        };

    private static MonthlyReport Changed(MonthlyReport report, Measure measure, Func<ReportMeasure, ReportMeasure> change) =>
        Urban(report, block => block with { Measures = [.. block.Measures.Select(one => one.Measure == measure ? change(one) : one)] });

    private static ReportMeasure Plus(ReportMeasure measure, long n) => measure with { Total = measure.Total + n };

    private static ReportMeasure By(
        ReportMeasure measure,
        Dimension dimension,
        Action<Dictionary<string, long>> change,
        string? without = null
    ) =>
        measure with
        {
            By =
            [
                .. measure.By.Select(one =>
                {
                    if (one.Dimension != dimension)
                        return one;
                    var values = one.Values.Where(value => value.Key != without).ToDictionary();
                    change(values);
                    return one with { Values = values };
                }),
            ],
        };

    private static Figures Shifted(Figures figures, FigureCell cell, string value)
    {
        var copy = figures.Copy();
        copy.Add(cell with { Value = value }, copy[cell]);
        copy.Add(cell, -copy[cell]);
        return copy;
    }
}
