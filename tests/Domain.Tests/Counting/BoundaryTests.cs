using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Counting;

/// <summary>Where one period ends and the next begins, and what comes after it was closed.</summary>
public sealed class BoundaryTests
{
    private const string East = "980102";

    private readonly CountedProvince province = new(1, _ => [World.Citizen(), World.Permit(), World.Foreigner()]);

    private SmallRegister Register => province.Registers[0];

    private LeafStore Leaf => province.Leaf(East);

    [Theory]
    [InlineData("2026-02-20T23:59:59", "2026-02")]
    [InlineData("2026-02-21T00:00:00", "2026-03")]
    [InlineData("2026-01-20T12:00:00", "2026-01")]
    [InlineData("2026-12-20T23:59:59", "2026-12")]
    [InlineData("2026-12-21T00:00:00", "2027-01")]
    [InlineData("2026-12-31T23:59:59", "2027-01")]
    [InlineData("2027-01-01T00:00:00", "2027-01")]
    public void The_day_in_China_decides_from_the_21st_to_the_20th(string at, string period)
    {
        Register.Now = World.At(at);
        Scripts.Register(Register, 0);
        Leaf.Drain();
        Assert.Equal(period, Assert.Single(Leaf.Periods).ToString());
        Assert.Equal(1, Total(period, Measure.New));
        Assert.Equal(0, Leaf.Opening("*", Period(period)).Total(CountBlock.Urban, Measure.Opening));
        Assert.Equal(1, Leaf.Opening("*", Period(period).Next).Total(CountBlock.Urban, Measure.Opening));
        province.CheckRecount();
    }

    [Fact]
    public void A_period_names_its_first_and_last_day()
    {
        var january = Period("2026-01");
        Assert.Equal((World.Day("2025-12-21"), World.Day("2026-01-20")), (january.First, january.Last));
        Assert.Equal(
            ("2025-12", "2026-02", "2025-01"),
            (january.Previous.ToString(), january.Next.ToString(), january.YearBefore.ToString())
        );
        Assert.False(january.IsOver(World.Day("2026-01-20")));
        Assert.True(january.IsOver(World.Day("2026-01-21")));
    }

    [Fact]
    public void While_nothing_was_ever_closed_a_late_exit_is_counted_in_its_own_period()
    {
        Registered("2026-02-10T10:00");
        Exit("2026-04-01T10:00", on: "2026-02-15");
        Leaf.Drain();
        Assert.Equal((1, 1), (Total("2026-02", Measure.New), Total("2026-02", Measure.Exited)));
        Assert.Empty(Leaf.Adjustments);
        Checks("2026-04");
    }

    [Fact]
    public void A_late_exit_of_a_closed_period_is_an_adjustment_of_the_open_one_that_names_both()
    {
        Registered("2026-02-10T10:00");
        Close("2026-02");
        Exit("2026-04-01T10:00", on: "2026-02-15");
        Leaf.Drain();
        Assert.Equal(0, Total("2026-02", Measure.Exited));
        Assert.Equal(1, Total("2026-03", Measure.AdjustedOut));
        var made = Assert.Single(Leaf.Adjustments);
        Assert.Equal(
            ("2026-03", "2026-02", -1, AdjustmentCause.Late, Measure.Exited),
            (made.Period.ToString(), made.Natural.ToString(), made.Sign, made.Cause, made.Instead)
        );
        Assert.Equal((World.Day("2026-02-15"), Register.Records[0].Id, ExitSequence()), (made.On, made.Person, made.Sequence));
        Checks("2026-04");
    }

    [Fact]
    public void A_revoked_exit_lowers_the_exits_of_an_open_period_and_adjusts_after_a_closed_one()
    {
        Registered("2026-02-10T10:00");
        Exit("2026-02-16T10:00", on: "2026-02-15");
        Leaf.Drain();
        Assert.Equal(1, Total("2026-02", Measure.Exited));
        Revoke("2026-02-17T10:00");
        Leaf.Drain();
        Assert.Equal(0, Total("2026-02", Measure.Exited));
        Exit("2026-02-18T10:00", on: "2026-02-18");
        Close("2026-02");
        Revoke("2026-02-22T10:00");
        Leaf.Drain();
        Assert.Equal((1, 1), (Total("2026-02", Measure.Exited), Total("2026-03", Measure.AdjustedIn)));
        Assert.Equal(
            1,
            Leaf.Flows("*", Period("2026-03"))[new FigureCell(CountBlock.Urban, Measure.AdjustedIn, Dimension.Cause, "reopened")]
        );
        Checks("2026-03");
    }

    [Fact]
    public void Released_from_prison_is_distinguished_in_the_regions_own_figures_alone()
    {
        Register.Now = World.At("2026-02-10T10:00");
        Scripts.Register(Register, 0, with: a => a with { Reason = UnemploymentReason.ReleasedFromPrison });
        Leaf.Drain();
        var february = Period("2026-02");
        Assert.Equal(1, Leaf.Flows("*", february)[Reason("70")]);
        Assert.Equal((0, 1), (Leaf.Flows(World.Urban, february)[Reason("70")], Leaf.Flows(World.Urban, february)[Reason("90")]));

        // A correction between the two changes nothing that may be shown, and so no closed period.
        Close("2026-02");
        Register.Now = World.At("2026-02-25T10:00");
        Scripts.Ok(
            Register.Ask(
                0,
                new CorrectData
                {
                    Why = "更正",
                    Reason = UnemploymentReason.Other,
                    OtherReason = "其他",
                },
                World.Supervisor
            )
        );
        Leaf.Drain();
        Assert.Empty(Leaf.Adjustments);
        Checks("2026-03");
    }

    [Fact]
    public void A_correction_after_closing_goes_out_with_the_old_and_in_with_the_right_facts()
    {
        Registered("2026-02-10T10:00");
        Close("2026-02");
        Register.Now = World.At("2026-02-25T10:00");
        Scripts.Ok(Register.Ask(0, new CorrectData { Why = "更正", Education = "10" }, World.Supervisor));
        Leaf.Drain();
        var march = Leaf.Flows("*", Period("2026-03"));
        Assert.Equal(1, march[new FigureCell(CountBlock.Urban, Measure.AdjustedOut, Dimension.Education, "21")]);
        Assert.Equal(1, march[new FigureCell(CountBlock.Urban, Measure.AdjustedIn, Dimension.Education, "10")]);
        Checks("2026-03");
    }

    [Fact]
    public void A_move_between_a_counted_and_an_uncounted_office_has_one_side_in_each_block()
    {
        Registered("2026-02-10T10:00");
        Register.Now = World.At("2026-02-12T10:00");
        Scripts.Ok(Register.Ask(0, new Transfer(World.Rural, null, "本人要求"), World.Supervisor));
        Leaf.Drain();
        var flows = Leaf.Flows("*", Period("2026-02"));
        Assert.Equal((1, 0), (flows.Total(CountBlock.Urban, Measure.TransferredOut), flows.Total(CountBlock.Urban, Measure.TransferredIn)));
        Assert.Equal(1, flows[new FigureCell(CountBlock.Rural, Measure.TransferredIn, Dimension.Peer, "980102/urban")]);
        var leaves = new HashSet<string> { East };
        Assert.Equal(1, InternalTransfers.Total(flows, leaves, CountBlock.Urban, Measure.TransferredOut));
        Assert.Equal(0, InternalTransfers.Total(flows, new HashSet<string> { "981900" }, CountBlock.Urban, Measure.TransferredOut));
        Checks("2026-02");
    }

    [Fact]
    public void An_exit_dated_before_the_case_came_to_this_office_counts_from_the_day_it_came()
    {
        Registered("2026-02-10T10:00");
        Register.Now = World.At("2026-02-25T10:00");
        Scripts.Ok(Register.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Supervisor));
        Exit("2026-03-02T10:00", on: "2026-02-15");
        var other = province.Leaf("981900");
        other.Drain();
        Leaf.Drain();
        Assert.Equal(
            (1, 1),
            (
                other.Flows("*", Period("2026-03")).Total(CountBlock.Urban, Measure.TransferredIn),
                other.Flows("*", Period("2026-03")).Total(CountBlock.Urban, Measure.Exited)
            )
        );
        Assert.Equal(World.Day("2026-02-25"), Assert.Single(other.Segments).To);
        Checks("2026-03");
    }

    [Fact]
    public void Entered_in_error_leaves_no_trace_in_an_open_period_and_an_adjustment_after_a_closed_one()
    {
        Registered("2026-02-10T10:00");
        Exit("2026-02-16T10:00", on: "2026-02-15");
        Error("2026-02-17T10:00");
        Leaf.Drain();
        Assert.True(Leaf.Flows("*", Period("2026-02")).IsEmpty);
        Assert.Empty(Leaf.Segments);
        Registered("2026-02-18T10:00");
        Close("2026-02");
        Error("2026-02-27T10:00");
        Leaf.Drain();
        Assert.Equal(
            1,
            Leaf.Flows("*", Period("2026-03"))[new FigureCell(CountBlock.Urban, Measure.AdjustedOut, Dimension.Cause, "removed")]
        );
        Checks("2026-03");
    }

    [Fact]
    public void What_has_no_segment_is_counted_and_reported()
    {
        Registered("2026-02-10T10:00");
        Exit("2026-02-16T10:00", on: "2026-02-15");
        var outcome = RegionFold.Fold(East, null, [.. Leaf.Waiting.Where(w => w.Entry.Kind == CountKind.Exit)], []);
        Assert.Equal(CountKind.Exit, Assert.Single(outcome.Unmatched).Entry.Kind);
        Assert.Equal(1, outcome.Deltas.Single(d => d.Office == FoldDelta.Region).Figures.Total(CountBlock.Urban, Measure.Exited));
        Assert.Empty(outcome.Segments);
    }

    private static FigureCell Reason(string code) => new(CountBlock.Urban, Measure.New, Dimension.Reason, code);

    private static CountingPeriod Period(string text) =>
        CountingPeriod.TryParse(text, out var period) ? period : throw new FormatException(text);

    private long Total(string period, Measure measure) => Leaf.Flows("*", Period(period)).Total(CountBlock.Urban, measure);

    private long ExitSequence() => Register.JournalOf(0).Index().Last(e => e.Item is Domain.Persons.Exited).Index + 1;

    private void Registered(string at)
    {
        Register.Now = World.At(at);
        Scripts.Register(Register, 0);
    }

    private void Exit(string at, string on)
    {
        Register.Now = World.At(at);
        Scripts.Ok(
            Register.Ask(
                0,
                new RecordExit(
                    new ExitDetails
                    {
                        Reason = ExitReason.Hired,
                        On = World.Day(on),
                        Evidence = World.Hand(),
                    }
                ),
                World.Supervisor
            )
        );
    }

    private void Revoke(string at)
    {
        Register.Now = World.At(at);
        Scripts.Ok(Register.Ask(0, new RevokeExit(Register.Records[0].Past[^1].Number, World.Hand()), World.Supervisor));
    }

    private void Error(string at)
    {
        Register.Now = World.At(at);
        Scripts.EndInError(Register, 0);
    }

    private void Close(string period)
    {
        Leaf.Drain();
        Leaf.Close(Period(period));
    }

    private void Checks(string through)
    {
        province.CheckRecount();
        foreach (var leaf in province.Leaves)
            LeafChecks.Check(leaf, province.Model, Period(through));
    }
}
