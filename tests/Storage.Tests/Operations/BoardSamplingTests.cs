using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Operations;
using Grid.Grains.Interfaces.Reference;
using Grid.Storage.Operations;
using Grid.Storage.Tests.Counting;
using Grid.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Storage.Tests.Operations;

/// <summary>
/// Samples of the board: one a minute, whichever silo takes it, with the board's own numbers, thinned and ended by the clock.
/// </summary>
public sealed class BoardSamplingTests
{
    private const string Leaf = "360102";

    private static readonly RegionTree Regions = RegionTree.LoadEmbedded();

    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Fact]
    public async Task A_sample_has_the_board_s_numbers_in_every_region_and_is_taken_once_a_minute()
    {
        await using var scene = await CountScene.CreateAsync();
        var history = await scene.LiveAsync(5, 200, leaveWaiting: true);
        await DatabaseCommands.ExecuteAsync(
            scene.OwnerConnectionString,
            """
            INSERT INTO duty_count (area, kind, due, awake_from, open) VALUES ('36', 1, $1 - 1, '-infinity', 7), ('3601', 1, $1 - 1, '-infinity', 4), ('36', 1, $1, '-infinity', 9);
            INSERT INTO duty_count_change (county, kind, due, awake_from, change) VALUES ('360102', 1, $1 - 3, '-infinity', 2)
            """.Replace("$1", $"date '{history.Today:yyyy-MM-dd}'", StringComparison.Ordinal)
        );
        var now = history.Now;
        var taken = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => BoardSampling.SampleAsync(scene.Source, Regions, now, Cancellation))
        );
        Assert.Single(taken, one => one);
        Assert.False(await BoardSampling.SampleAsync(scene.Source, Regions, now.AddSeconds(59 - now.Second), Cancellation));

        var board = new Board(scene.Source, new FakeTimeProvider(now));
        var live = await board.NowAsync(RandomHistory.Leaves, ["36", "3601", Leaf], history.Today, Cancellation);
        var province = Assert.Single(await board.SamplesAsync("36", now.AddHours(-1), TimeSpan.FromMinutes(15), Cancellation));
        Assert.Equal(live.Stock.Values.Sum(), province.Registered);
        Assert.Equal(live.Counts.Waiting, await scene.ScalarAsync<long>("SELECT counts_waiting FROM board_sample WHERE area = '36'"));
        Assert.True(province.CountsLag > 0);
        Assert.Equal((9L, 0), (province.Overdue, province.Silos));
        var city = Assert.Single(await board.SamplesAsync("3601", now.AddHours(-1), TimeSpan.FromMinutes(15), Cancellation));
        Assert.Equal((live.Stock.Values.Sum(), 6L, null), (city.Registered, city.Overdue, city.Silos));
        var leaf = Assert.Single(await board.SamplesAsync(Leaf, now.AddHours(-1), TimeSpan.FromMinutes(15), Cancellation));
        Assert.Equal((live.Stock.GetValueOrDefault(Leaf), 2L), (leaf.Registered, leaf.Overdue));

        foreach (var (leaves, sample) in (IEnumerable<(IReadOnlyList<string>, BoardSample)>)[(RandomHistory.Leaves, city), ([Leaf], leaf)])
        {
            var today = (await board.DaysAsync(leaves, history.Today, history.Today, Cancellation)).SingleOrDefault()
                ?? new BoardDay(history.Today, 0, 0);
            Assert.Equal((today.In, today.Out), (sample.Arrived, sample.Gone));
        }

        // When nothing waits, both sides of every transfer are there.
        await scene.DrainAsync();
        live = await board.NowAsync(RandomHistory.Leaves, [], history.Today, Cancellation);
        foreach (var leaves in (IReadOnlyList<string>[])[RandomHistory.Leaves, [Leaf]])
        {
            var days = await board.DaysAsync(leaves, history.Today.AddDays(-400), history.Today, Cancellation);
            Assert.Equal(leaves.Sum(one => live.Stock.GetValueOrDefault(one)), days.Sum(day => day.In - day.Out));
        }
    }

    [Fact]
    public async Task After_a_day_the_first_of_each_hour_is_kept_and_after_forty_nothing()
    {
        await using var scene = await CountScene.CreateAsync();
        var now = DateTimeOffset.Parse("2026-11-22T10:30:00Z", null);
        await DatabaseCommands.ExecuteAsync(
            scene.OwnerConnectionString,
            """
            INSERT INTO board_sample (area, at, registered, arrived, gone, overdue)
            SELECT area, at, 0, 0, 0, 0 FROM unnest(ARRAY['36', '3601']) AS area, generate_series(timestamptz '2026-10-10 00:05Z', timestamptz '2026-11-22 10:30Z', interval '5 minutes') AS at
            """
        );
        Assert.True(await BoardSampling.ThinAsync(scene.Source, now, Cancellation) > 0);
        Assert.Equal(0, await BoardSampling.ThinAsync(scene.Source, now, Cancellation));
        Assert.Equal(
            0,
            await scene.ScalarAsync<long>(
                "SELECT count(*) FROM board_sample WHERE at < timestamptz '2026-11-22 10:30Z' - interval '40 days'"
            )
        );
        Assert.Equal(
            2 * 25 * 12 + 2,
            await scene.ScalarAsync<long>("SELECT count(*) FROM board_sample WHERE at >= timestamptz '2026-11-21 09:30Z'")
        );

        // One an hour from 13 October 11:00, for the hour of the fortieth day's end goes whole, to 21 November 9:00.
        Assert.Equal(
            2 * ((39 * 24) - 1),
            await scene.ScalarAsync<long>("SELECT count(*) FROM board_sample WHERE at < timestamptz '2026-11-21 09:30Z'")
        );
        Assert.Equal(
            0,
            await scene.ScalarAsync<long>(
                "SELECT count(*) FROM board_sample WHERE at < timestamptz '2026-11-21 09:00Z' AND at > '2026-10-13 11:00Z' AND extract(minute FROM at) <> 0"
            )
        );
    }

    [Fact]
    public async Task The_clock_alone_says_when_the_next_sample_is_taken()
    {
        await using var scene = await CountScene.CreateAsync();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-22T10:30:20Z", null));
        using var sampling = new BoardSampling(scene.Source, new JustRegions(), clock, NullLogger<BoardSampling>.Instance);
        await sampling.StartAsync(Cancellation);
        await UntilAsync(scene, 1);
        clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(scene, 2);
        await sampling.StopAsync(Cancellation);
        Assert.Equal(
            "10:30 10:31",
            await scene.ScalarAsync<string>(
                "SELECT string_agg(to_char(at AT TIME ZONE 'UTC', 'HH24:MI'), ' ' ORDER BY at) FROM board_sample WHERE area = '36'"
            )
        );
    }

    private static Task UntilAsync(CountScene scene, long samples) =>
        Wait.UntilAsync(
            async () => await scene.ScalarAsync<long>("SELECT count(*) FROM board_sample WHERE area = '36'") >= samples,
            "the samples are stored"
        );

    private sealed class JustRegions : IReferenceData
    {
        public Domain.Calendar.WorkingCalendars Calendars => throw new NotSupportedException();

        public RegionTree Regions => BoardSamplingTests.Regions;

        public OfficeDirectory Offices => throw new NotSupportedException();
    }
}
