using Grid.Grains.Interfaces.Settings;
using Grid.Grains.Persons.Duties;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Tests.Persons.Duties;

public sealed class TickGateTests
{
    [Fact]
    public async Task What_comes_above_the_limit_is_turned_away_until_a_place_is_left()
    {
        using var gate = Gate(places: 2, TimeSpan.Zero);

        using var first = await gate.EnterAsync();
        var second = await gate.EnterAsync();
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(await gate.EnterAsync());

        second.Dispose();
        second.Dispose(); // Twice gives one place back.
        Assert.Equal(1, gate.Taken);
        using var third = await gate.EnterAsync();
        Assert.NotNull(third);
        Assert.Null(await gate.EnterAsync());
    }

    [Fact]
    public async Task A_tick_waits_a_moment_for_its_place()
    {
        using var gate = Gate(places: 1, TimeSpan.FromSeconds(30));
        var first = await gate.EnterAsync();
        var second = gate.EnterAsync().AsTask();
        Assert.False(second.IsCompleted);

        first!.Dispose();

        using var place = await second;
        Assert.NotNull(place);
        Assert.Equal(1, gate.Taken);
    }

    [Theory]
    [InlineData(0, 2, false)]
    [InlineData(1, 0, true)]
    [InlineData(10_000, 3, true)]
    [InlineData(10_001, 2, false)]
    [InlineData(128, 4, false)]
    [InlineData(128, -1, false)]
    public void Limits_that_make_no_sense_are_refused(int ticks, int seconds, bool good) =>
        Assert.Equal(
            good,
            CheckedOptions
                .Mistakes(DutyOptions.Section, new DutyOptions { TicksAtWork = ticks, TickPatience = TimeSpan.FromSeconds(seconds) })
                .Count == 0
        );

    private static TickGate Gate(int places, TimeSpan patience) =>
        new(Options.Create(new DutyOptions { TicksAtWork = places, TickPatience = patience }));
}
