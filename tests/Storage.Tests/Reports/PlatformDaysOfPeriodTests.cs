using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Platform;
using Grid.Storage.Tests.Counting;

namespace Grid.Storage.Tests.Reports;

/// <summary>What a report says of the daily reconciliation is what the manifests of its period say of its leaves.</summary>
public sealed class PlatformDaysOfPeriodTests : IAsyncLifetime
{
    /// <summary>2024-02-21 to 2024-03-20: 29 days.</summary>
    private static readonly CountingPeriod Period = new(new YearMonth(2024, 3));

    private static readonly DateOnly First = Period.First;

    private static readonly string[] Digests = [new('a', 64), new('b', 64), new('c', 64)];

    private ReportScene scene = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await ReportScene.CreateAsync();
        await SetClockAsync("2024-04-02T09:00:00+08:00");
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task Without_a_closed_day_there_is_no_evidence()
    {
        await CloseAsync(First.AddDays(-1), [Of("360102", 3)], [Of("360102", 1)]);
        await CloseAsync(Period.Last.AddDays(1), [Of("360102", 3)], [Of("360102", 1)]);
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Days_are_counted_as_closed_compared_and_missing()
    {
        await CloseAsync(First, [Of("360102", 3)], [Of("360102", 3)]);
        await CloseAsync(First.AddDays(1), [Of("360102", 3)], held: null);
        await CloseAsync(Period.Last, [], []);
        await ExpectAsync(closed: 3, compared: 2, notClosed: 26);
    }

    /// <summary>Today is not over, so it is not missing; China's midnight decides, not that of UTC.</summary>
    [Theory]
    [InlineData("2024-02-21T23:59:59+08:00", 0)]
    [InlineData("2024-02-22T00:00:00+08:00", 0)]
    [InlineData("2024-02-24T00:00:01+08:00", 2)]
    [InlineData("2024-03-20T23:59:00+08:00", 27)]
    [InlineData("2024-03-21T00:01:00+08:00", 28)]
    public async Task Of_a_period_that_is_running_only_days_that_are_over_can_be_missing(string now, int notClosed)
    {
        await SetClockAsync(now);
        await CloseAsync(First, [Of("360102", 1)], [Of("360102", 1)]);
        await ExpectAsync(closed: 1, compared: 1, notClosed);
    }

    [Fact]
    public async Task Differences_are_those_of_the_reports_own_leaves()
    {
        // As many, but others; one kind that the platform lacks; one that it has too many of.
        await CloseAsync(First, [Of("360102", 2), Of("360103", 5, digest: 1)], [Of("360102", 2, digest: 2), Of("360103", 2, digest: 2)]);
        await CloseAsync(First.AddDays(2), [Of("360102", 4)], [Of("360102", 4), Of("360111", 7, PlatformItemKind.Correction)]);
        await CloseAsync(First.AddDays(3), [Of("360102", 6), Of("360102", 2, PlatformItemKind.Registration)], [Of("360102", 6)]);

        // Another city's, and what both sides say in other letters or as nothing.
        await CloseAsync(First.AddDays(4), [Of("360202", 9)], []);
        await CloseAsync(
            First.AddDays(5),
            [Of("360102", 1), Of("360103", 0)],
            [Of("360102", 1) with { Digest = Digests[0].ToUpperInvariant() }]
        );

        await ExpectAsync(closed: 5, compared: 5, notClosed: 24, (First, 4), (First.AddDays(2), 7), (First.AddDays(3), 2));
        var leaf = (await scene.Store.InputsAsync(ReportScene.Leaf("360103"), Period, CountScene.Cancellation)).Platform!;
        Assert.Equal([new PlatformDifference(First, 3)], leaf.Differences);
    }

    [Fact]
    public async Task The_newest_manifest_of_a_day_decides()
    {
        await CloseAsync(First, [Of("360102", 3)], [Of("360102", 1)]);
        await ExpectAsync(closed: 1, compared: 1, notClosed: 28, (First, 2));
        await CloseAsync(First, [Of("360102", 3)], [Of("360102", 3)]);
        await ExpectAsync(closed: 1, compared: 1, notClosed: 28);

        // Something left later: closed again, and not compared yet.
        await CloseAsync(First, [Of("360102", 4, digest: 1)], held: null);
        await ExpectAsync(closed: 1, compared: 0, notClosed: 28);
    }

    private static PlatformDayFigure Of(string region, long count, PlatformItemKind kind = PlatformItemKind.Exit, int digest = 0) =>
        new(First, region, kind, count, Digests[digest]);

    private async Task CloseAsync(DateOnly day, PlatformDayFigure[] expected, PlatformDayFigure[]? held)
    {
        var at = new DateTimeOffset(day.AddDays(1).ToDateTime(new TimeOnly(1, 0)), TimeSpan.FromHours(8));
        var figures = held?.Select(figure => figure with { Day = day }).ToArray();
        await new PlatformDays(scene.Counts.Source).CloseAsync(
            new PlatformDay(
                day,
                [.. expected.Select(figure => figure with { Day = day })],
                [],
                figures,
                0,
                false,
                at,
                held is null ? null : at
            ),
            CountScene.Cancellation
        );
    }

    private async Task<PlatformEvidence?> ReadAsync() =>
        (await scene.Store.InputsAsync(ReportScene.City, Period, CountScene.Cancellation)).Platform;

    private async Task ExpectAsync(int closed, int compared, int notClosed, params (DateOnly Day, long Items)[] differences)
    {
        var found = (await ReadAsync())!;
        Assert.Equal((closed, compared, notClosed), (found.Days, found.Compared, found.NotClosed));
        Assert.Equal(differences.Select(one => new PlatformDifference(one.Day, one.Items)), found.Differences);
    }

    private Task SetClockAsync(string now) =>
        scene.Counts.ExecuteAsOwnerAsync(
            "UPDATE clock_offset SET amount = $1 - now()",
            DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime()
        );
}
