using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Settings;
using Grid.Grains.Platform;
using Grid.Silo.Platform;

namespace Grid.Grains.Tests.Platform;

/// <summary>Rules of the sync that need no cluster.</summary>
public sealed class SyncRuleTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Days_differ_by_count_or_at_least_by_one_where_the_keys_are_others()
    {
        PlatformDayFigure[] expected = [Figure("360102", PlatformItemKind.Exit, 5, "a"), Figure("360102", PlatformItemKind.Result, 2, "b")];

        Assert.Equal(0, DayComparison.Difference(expected, [.. expected.Reverse(), Figure("360103", PlatformItemKind.Exit, 0, "")]));
        Assert.Equal(
            0,
            DayComparison.Difference(expected, [.. expected.Select(figure => figure with { Digest = figure.Digest.ToUpperInvariant() })])
        );
        Assert.Equal(1, DayComparison.Difference(expected, [expected[0] with { Digest = "c" }, expected[1]]));
        Assert.Equal(3, DayComparison.Difference(expected, [expected[0] with { Count = 2, Digest = "c" }, expected[1]]));
        Assert.Equal(7, DayComparison.Difference(expected, []));
        Assert.Equal(7, DayComparison.Difference([], expected));
        Assert.Equal(10, DayComparison.Difference([expected[0]], [expected[0] with { Region = "360103" }]));
    }

    [Fact]
    public void Waits_double_vary_and_have_an_end()
    {
        for (var tried = 0; tried < 40; tried++)
        {
            var longest = Math.Min(300, Math.Pow(2, tried));
            Assert.InRange(PlatformRetries.OfItem(tried).TotalSeconds, longest / 2, longest);
            Assert.InRange(PlatformRetries.OfWork(tried + 1).TotalSeconds, Math.Min(60, longest) / 2, Math.Min(60, longest));
        }

        Assert.True(Enumerable.Range(0, 50).Select(_ => PlatformRetries.OfItem(5)).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData("ftp://platform", null, null)]
    [InlineData("platform", null, null)]
    [InlineData("http://platform", "/no/such/file", null)]
    [InlineData("https://platform", "/no/such/file", null)]
    [InlineData("https://platform", null, "/no/such/file")]
    public void A_way_that_makes_no_sense_is_refused(string address, string? certificate, string? signingKey)
    {
        var options = new PlatformConnectionOptions
        {
            BaseAddress = address,
            ClientCertificateFile = certificate,
            SigningKeyFile = signingKey,
        };

        Assert.NotEmpty(Mistakes(options));
        Assert.Empty(Mistakes(new PlatformConnectionOptions { BaseAddress = "https://platform/base" }));
    }

    [Fact]
    public void Options_of_the_sync_have_bounds()
    {
        Assert.Empty(Mistakes(new PlatformSyncOptions()));
        Assert.NotEmpty(Mistakes(new PlatformSyncOptions { PullInterval = TimeSpan.FromMinutes(16) }));
        Assert.NotEmpty(Mistakes(new PlatformSyncOptions { AtOnce = 0 }));
        Assert.NotEmpty(Mistakes(new PlatformSyncOptions { BatchSize = 501 }));
    }

    private static IReadOnlyList<string> Mistakes(object options) => CheckedOptions.Mistakes(PlatformSyncOptions.Section, options);

    private static PlatformDayFigure Figure(string region, PlatformItemKind kind, long count, string digest) =>
        new(Day, region, kind, count, digest);
}
