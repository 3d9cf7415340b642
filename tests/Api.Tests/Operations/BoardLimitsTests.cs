using System.Globalization;
using Grid.Api.Operations;

namespace Grid.Api.Tests.Operations;

/// <summary>The limits beyond which the board asks for an action.</summary>
public sealed class BoardLimitsTests
{
    [Theory]
    [InlineData("2026-11-23T10:00:00+08:00", "2026-11-23T10:14:00+08:00", false)]
    [InlineData("2026-11-23T10:00:00+08:00", "2026-11-23T10:16:00+08:00", true)]
    [InlineData("2026-11-23T19:50:00+08:00", "2026-11-23T20:30:00+08:00", false)]
    [InlineData("2026-11-23T19:50:00+08:00", "2026-11-24T05:00:00+08:00", false)]
    [InlineData("2026-11-23T23:00:00+08:00", "2026-11-24T08:10:00+08:00", false)]
    [InlineData("2026-11-23T23:00:00+08:00", "2026-11-24T08:16:00+08:00", true)]
    public void Messages_are_late_by_the_hours_in_which_they_may_be_sent(string oldest, string now, bool late) =>
        Assert.Equal(
            late,
            BoardLimits.NoticesLate(
                DateTimeOffset.Parse(oldest, CultureInfo.InvariantCulture),
                DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)
            )
        );

    [Fact]
    public void Nothing_waits_nothing_is_late() => Assert.False(BoardLimits.NoticesLate(null, TimeProvider.System.GetUtcNow()));
}
