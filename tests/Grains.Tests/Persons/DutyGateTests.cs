using Grid.Grains.Persons.Duties;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Tests.Persons;

public sealed class DutyGateTests
{
    [Fact]
    public void What_comes_above_the_limit_is_turned_away_until_a_place_is_left()
    {
        var gate = new DutyGate(Options.Create(new DutyOptions { TicksAtWork = 2 }));

        using var first = gate.TryEnter();
        var second = gate.TryEnter();
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(gate.TryEnter());

        second.Dispose();
        second.Dispose(); // Twice gives one place back.
        Assert.Equal(1, gate.Taken);
        using var third = gate.TryEnter();
        Assert.NotNull(third);
        Assert.Null(gate.TryEnter());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void Limits_that_make_no_sense_are_refused(int ticks, bool good) =>
        Assert.Equal(good, new DutyOptionsValidator().Validate(null, new DutyOptions { TicksAtWork = ticks }).Succeeded);
}
