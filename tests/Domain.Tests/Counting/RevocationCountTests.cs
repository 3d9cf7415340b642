using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Counting;

/// <summary>
/// What a revocation (撤销登记) does to figures: as if the registration had not been; an adjustment where the period is submitted. The recount
/// agrees at every step.
/// </summary>
public sealed class RevocationCountTests
{
    private const string East = "980102";

    private readonly CountedProvince province = new(1, _ => [World.Citizen(), World.Permit(), World.Foreigner()]);

    private SmallRegister Register => province.Registers[0];

    private LeafStore Leaf => province.Leaf(East);

    [Fact]
    public void In_an_open_period_the_new_one_goes_away()
    {
        Registered();
        Revoke();
        Assert.Equal((0, 0, 0), (Total("2026-03", Measure.New), Total("2026-03", Measure.Exited), Total("2026-03", Measure.AdjustedOut)));
        Checks("2026-03");
    }

    [Fact]
    public void In_a_submitted_period_it_is_an_adjustment_of_the_open_one()
    {
        Registered();
        Close("2026-03");
        Register.Now = World.At("2026-03-25T10:00");
        Revoke();
        Assert.Equal(1, Total("2026-03", Measure.New));
        Assert.Equal(1, Total("2026-04", Measure.AdjustedOut));
        var made = Assert.Single(Leaf.Adjustments);
        Assert.Equal((AdjustmentCause.Removed, Measure.New, -1), (made.Cause, made.Instead, made.Sign));
        Checks("2026-04");
    }

    [Fact]
    public void The_false_re_employed_goes_with_the_false_new()
    {
        Registered();
        Scripts.Ok(Register.Ask(0, States.Exit(ExitReason.Hired), World.Supervisor));
        Leaf.Drain();
        Assert.Equal(1, Total("2026-03", Measure.Exited));
        Revoke();
        Assert.Equal((0, 0), (Total("2026-03", Measure.New), Total("2026-03", Measure.Exited)));
        Checks("2026-03");
    }

    [Fact]
    public void The_exit_of_an_open_and_the_entry_of_a_submitted_period_leave_each_their_own()
    {
        Registered();
        Close("2026-03");
        Register.Now = World.At("2026-03-25T10:00");
        Scripts.Ok(
            Register.Ask(0, new RecordExit(States.Exit(ExitReason.Hired).Exit with { On = World.Day("2026-03-24") }), World.Supervisor)
        );
        Revoke();
        Assert.Equal((0, 1), (Total("2026-04", Measure.Exited), Total("2026-04", Measure.AdjustedOut)));
        Checks("2026-04");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Undone_it_counts_as_before(bool closedBefore, bool exited)
    {
        Registered();
        if (exited)
            Scripts.Ok(Register.Ask(0, States.Exit(ExitReason.Hired), World.Supervisor));
        if (closedBefore)
        {
            Close("2026-03");
            Register.Now = World.At("2026-03-25T10:00");
        }

        Revoke();
        Undo();
        var stands = exited ? 0 : 1;
        var open = closedBefore ? "2026-04" : "2026-03";
        Assert.Equal((1, exited ? 1 : 0), (Total("2026-03", Measure.New), Total("2026-03", Measure.Exited)));
        Assert.Equal(Total(open, Measure.AdjustedIn), Total(open, Measure.AdjustedOut));
        Assert.Equal(
            stands,
            Balance.Closing(Leaf.Opening("*", Period(open)), Leaf.Flows("*", Period(open))).Total(CountBlock.Urban, Measure.Closing)
        );
        Checks(open);
    }

    [Fact]
    public void One_that_was_transferred_leaves_where_it_is_and_comes_back_there()
    {
        Registered();
        Scripts.Ok(Register.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Supervisor));
        Revoke();
        var there = province.Leaves.Single(l => l.Region != East || World.OtherUrban.StartsWith(East, StringComparison.Ordinal));
        Assert.Equal(0, Stock());
        Undo();
        Assert.Equal(1, Stock());
        Assert.Contains(there.Adjustments, a => a.Cause == AdjustmentCause.Reopened);
    }

    private int Stock()
    {
        var sum = 0;
        foreach (var leaf in province.Leaves)
        {
            leaf.Drain();
            LeafChecks.Check(leaf, province.Model, Period("2026-03"));
            sum += leaf.Segments.Count(s => s.To is null);
        }

        province.CheckRecount();
        return sum;
    }

    private void Registered() => Scripts.Register(Register, 0);

    private void Revoke()
    {
        Scripts.Revoked(Register, 0);
        foreach (var leaf in province.Leaves)
            leaf.Drain();
    }

    private void Undo()
    {
        Scripts.Ok(Register.Ask(0, new RaiseObjection(ObjectionSubject.Revocation, "当时并未就业"), World.Clerk));
        Scripts.Ok(
            Register.Ask(
                0,
                new AnswerObjection(Register.Records[0].Objections[0].Id, true, "原决定有误"),
                World.CountySupervisor with
                {
                    Office = World.Supervisor.Office,
                }
            )
        );
        foreach (var leaf in province.Leaves)
            leaf.Drain();
    }

    private void Close(string period)
    {
        Leaf.Drain();
        Leaf.Close(Period(period));
    }

    private void Checks(string through)
    {
        Leaf.Drain();
        LeafChecks.Check(Leaf, province.Model, Period(through));
        province.CheckRecount();
    }

    private long Total(string period, Measure measure) => Leaf.Flows("*", Period(period)).Total(CountBlock.Urban, measure);

    private static CountingPeriod Period(string text) =>
        CountingPeriod.TryParse(text, out var period) ? period : throw new FormatException(text);
}
