using Grid.Domain.Counting;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Unemployment benefit is written down for the statistics, and nothing else follows from it (79/2020 (二), (四)).</summary>
public sealed class BenefitTests
{
    private readonly SmallRegister register = Scripts.Registered();

    public BenefitTests() => register.Now = World.At("2026-06-15T10:00");

    [Fact]
    public void Another_state_ends_it_on_the_day_before()
    {
        Assert.Null(Drawn);
        Record("20", "2026-03-10", "2026-09-09");
        Assert.Equal(new ValidTime(World.Day("2026-03-10"), World.Day("2026-09-09")), Drawn);
        Record("46", "2026-05-01");
        Assert.Equal(new ValidTime(World.Day("2026-03-10"), World.Day("2026-04-30")), Drawn);

        // It had ended before: that it is over is nothing new.
        Record("30", "2026-06-01");
        Assert.Equal(World.Day("2026-04-30"), Drawn!.To);
        Record("10", "2026-03-10");
        Assert.Null(Drawn);
        Record("41", "2026-03-12");
        Assert.Null(Drawn);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("20")]
    [InlineData("30")]
    [InlineData("40")]
    [InlineData("44")]
    [InlineData("45")]
    [InlineData("46")]
    public void No_state_touches_the_registration(string state)
    {
        Record("20", "2026-03-10");
        Scripts.Ok(register.Ask(0, new Tick(), Actor.Register));
        var before = register.Records[0];
        var (notices, items) = (register.Notices.Count, register.PlatformItems.Count);
        Record(state, "2026-05-01");
        var after = register.Records[0];
        Assert.Equal(Plain(before), Plain(after));
        Assert.Equal((notices, items), (register.Notices.Count, register.PlatformItems.Count));
        Assert.Equal(CountKind.Changed, register.CountsOf(0)[^1].Kind);
        Assert.Equal(Drawn, register.CountsOf(0)[^1].Case.Benefit);
    }

    [Theory]
    [InlineData("21", "2026-05-01", null, "status")]
    [InlineData("20", "2026-06-16", null, "from")]
    [InlineData("20", "2026-05-01", "2026-04-30", "to")]
    [InlineData("30", "2026-05-01", "2026-05-02", "to")]
    public void What_is_wrong_is_named(string state, string from, string? to, string field)
    {
        var refusal = register
            .Ask(0, new RecordBenefit(state, World.Day(from), to is null ? null : World.Day(to), World.Hand()), World.Clerk)
            .Refusal!;
        Assert.Equal((RefusalCode.InvalidField, field), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void The_persons_word_is_not_enough_and_another_office_may_not()
    {
        Assert.Equal(
            RefusalCode.BasisNotEnough,
            register.Ask(0, new RecordBenefit("20", World.Day("2026-05-01"), null, World.Word()), World.Clerk).Refusal!.Code
        );
        Assert.Equal(
            RefusalCode.NotYourCase,
            register.Ask(0, new RecordBenefit("20", World.Day("2026-05-01"), null, World.Hand()), World.OtherClerk).Refusal!.Code
        );
    }

    private ValidTime? Drawn => register.Records[0].Registration!.Service.Benefit;

    private void Record(string state, string from, string? to = null) =>
        Scripts.Ok(
            register.Ask(
                0,
                new RecordBenefit(state, World.Day(from), to is null ? null : World.Day(to), World.Match(register.Now)),
                World.Clerk
            )
        );

    private static string Plain(PersonRecord record) =>
        SmallRegister.JsonOf(
            record with
            {
                Sequence = 0,
                Registration = record.Registration! with { Service = record.Registration.Service with { Benefit = null } },
            }
        );
}
