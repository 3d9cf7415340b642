using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons.Duties;

/// <summary>Nothing is missed and nothing happens twice after an outage, or when half of the cluster stops.</summary>
public sealed class OutageTests
{
    private const int Persons = 40;

    /// <summary>Three times as many as the places of both silos.</summary>
    private const int Few = 6 * NarrowCluster.Places;

    [Fact]
    public async Task After_a_week_without_ticks_every_duty_is_caught_up_with_once()
    {
        await using var cluster = new SpringCluster();
        await cluster.InitializeAsync();
        var numbers = await SubmittedAsync(cluster);
        var away = TimeSpan.FromDays(12);
        await cluster.AdvanceUnheardAsync(away);

        // Nothing has ticked, and the worklists are right anyway.
        var today = ChinaTime.DateOf(cluster.Clock.GetUtcNow());
        var counts = await cluster
            .Service<IWorklists>()
            .CountAsync(new SearchScope(Given.Office, null), today, TestContext.Current.CancellationToken);
        Assert.Equal(
            (0, Persons),
            (await OverdueAsync(cluster), counts.Single(c => c is { Kind: DutyKind.Review, Bucket: WorklistBucket.Overdue }).Count)
        );
        cluster.HearOf(away);

        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
                return await OverdueAsync(cluster) >= Persons;
            },
            "all reviews escalated"
        );

        await EachOnceAsync(cluster, numbers);
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE name = 'duty' AND start_time <= grid_now()"));
    }

    [Fact]
    public async Task A_silo_killed_while_ticks_are_due_loses_none_and_doubles_none()
    {
        await using var cluster = new SpringCluster();
        await cluster.InitializeAsync();
        var numbers = await SubmittedAsync(cluster);
        var due = (await cluster.Person(numbers[0]).RecordAsync()).Application!.ReviewDue.LateFrom();

        // What is past when a silo looks ticks at once, so one half is held back for the time after the kill.
        await cluster.ExecuteAsync(
            "UPDATE reminder SET start_time = start_time + interval '1 year', version = version + 1 WHERE name = 'duty' AND grain_id IN (SELECT grain_id FROM reminder WHERE name = 'duty' ORDER BY grain_id LIMIT $1)",
            Persons / 2
        );
        await cluster.AdvanceToAsync(due);
        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(2));
                return await OverdueAsync(cluster) > 0;
            },
            "the first ticks"
        );
        var before = await OverdueAsync(cluster);
        await cluster.ExecuteAsync(
            "UPDATE reminder SET start_time = grid_now() + interval '1 minute', version = version + 1 WHERE name = 'duty' AND start_time > grid_now() + interval '200 days'"
        );
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos[1], TestContext.Current.CancellationToken);

        // The rest of the night and later: the other silo takes over the range of the killed one.
        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(5));
                return await OverdueAsync(cluster) >= Persons;
            },
            "all reviews escalated"
        );

        Assert.InRange(before, 1, Persons - 1);
        await EachOnceAsync(cluster, numbers);
    }

    [Fact]
    public async Task What_finds_no_place_ticks_again_until_all_is_done_each_once()
    {
        await using var cluster = new NarrowCluster();
        await cluster.InitializeAsync();
        using var turnedAway = new RejectedTicks();
        var numbers = await SubmittedAsync(cluster, Few);
        var due = (await cluster.Person(numbers[0]).RecordAsync()).Application!.ReviewDue.LateFrom().AddHours(6);
        await cluster.ExecuteAsync("UPDATE reminder SET start_time = $1, version = version + 1 WHERE name = 'duty'", due.UtcDateTime);
        await cluster.AdvanceToAsync(due.AddMinutes(-7));

        // All at the same second. Those that have a place keep it, because their commits wait for the table lock.
        await using (await cluster.HoldAsync("reminder"))
        {
            await Wait.UntilAsync(
                async () =>
                {
                    await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
                    return turnedAway.Count >= Few - (2 * NarrowCluster.Places);
                },
                "all but those at work are turned away"
            );
            Assert.Equal(0, await OverdueAsync(cluster));
        }

        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
                return await OverdueAsync(cluster) >= Few;
            },
            "all reviews escalated"
        );

        await EachOnceAsync(cluster, numbers);
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE name = 'duty' AND start_time <= grid_now()"));
    }

    private static async Task<Domain.Identity.IdentityNumber[]> SubmittedAsync(GridCluster cluster, int persons = Persons)
    {
        var numbers = Enumerable.Range(0, persons).Select(_ => CitizenNumbers.Next()).ToArray();
        await Task.WhenAll(numbers.Select(n => cluster.SubmitAsync(n)));
        return numbers;
    }

    private static Task<long> OverdueAsync(GridCluster cluster) =>
        cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'dutyOverdue'");

    private static async Task EachOnceAsync(GridCluster cluster, Domain.Identity.IdentityNumber[] numbers)
    {
        foreach (var number in numbers)
        {
            var lines = await cluster.DutiesAsync(cluster.Id(number));
            var overdue = Assert.Single(lines, l => l.Event == "dutyOverdue");
            Assert.Equal(new DateOnly(2026, 3, 6), overdue.On);
            Assert.InRange(overdue.At, ChinaTime.StartOf(overdue.On), DateTimeOffset.MaxValue);
        }
    }
}
