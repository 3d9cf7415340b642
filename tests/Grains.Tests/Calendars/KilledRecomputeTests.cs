using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Calendars;
using Grid.Grains.Interfaces.Calendars;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Grains.Tests.Persons.Duties;
using Grid.Testing;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Calendars;

/// <summary>
/// The silo that recomputes open deadlines is killed in the middle of a page: another one goes on, by the grain's reminder and nothing
/// else.
/// </summary>
public sealed class KilledRecomputeTests(KilledCluster cluster) : IClassFixture<KilledCluster>
{
    private const int Persons = 45;

    /// <summary>Two pages of ten are done and noted; of the third, five persons are.</summary>
    private const int DoneBefore = 25;
    private const int Noted = 20;

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    private ICalendarGrain Grain => cluster.Cluster.Client.GetGrain<ICalendarGrain>(CalendarGrain.TypeName);

    [Fact]
    public async Task What_a_killed_silo_had_begun_another_one_ends_and_each_deadline_moves_once()
    {
        var numbers = Enumerable.Range(0, Persons).Select(_ => CitizenNumbers.Next()).ToArray();
        await Task.WhenAll(numbers.Select(n => cluster.SubmitAsync(n)));
        var first = (await cluster.Person(numbers[0]).RecordAsync()).Application!.ReviewDue.Date;
        var shipped = cluster.Service<IReferenceData>().Calendars.Tables.Find(CalendarYear.Root, 2026)!;
        var longer = shipped with { Off = [.. shipped.Off.Append(first.AddDays(-1)).Order()] };

        cluster.Held.HoldAfter(DoneBefore);
        Assert.True((await Grain.Load(new Actor("operator-1", Role.System, null), longer, null)).Running);
        await cluster.Held.Reached.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        await Wait.UntilAsync(async () => await MovedAsync() == DoneBefore, "the persons that were asked are recomputed");

        await KillItsSiloAsync();
        cluster.Held.Open();
        Assert.Equal(DoneBefore, await MovedAsync());

        // It is not asked for its progress before it has done so: a call would wake it, and not its reminder. Some hours at most pass, in
        // which no person's own reminder is due.
        var asked = 0;
        await Wait.UntilAsync(
            async () =>
            {
                if (asked++ % 25 == 0)
                    await cluster.AdvanceAsync(ReminderPeriod);
                return await MovedAsync() == Persons;
            },
            "the reminder woke the grain on the other silo, and all are recomputed"
        );
        await Wait.UntilAsync(async () => !(await Grain.Progress()).Running, "both sweeps are over");

        // It continued after the two stored pages: 25 before, then the remaining 25, and then all again.
        Assert.Equal(Persons, (await Grain.Progress()).Done);
        Assert.Equal(DoneBefore + (Persons - Noted) + Persons, cluster.Held.Asked);
        foreach (var number in numbers)
        {
            Assert.Single(await cluster.DutiesAsync(cluster.Id(number)), line => line.Event == "dutyMoved");
            var review = Assert.Single((await cluster.Person(number).RecordAsync()).Duties, duty => duty.Kind == DutyKind.Review);
            Assert.True(review.Due.Date > first);
            Assert.Equal(review.Due.Date, review.PromisedDue);
        }

        Assert.Empty(await cluster.FaultsAsync());
        Assert.Equal(0L, await cluster.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE name = 'recompute'"));
        Assert.Equal((long)Persons, await cluster.ScalarAsync<long>("SELECT count(*) FROM notice WHERE kind = 'dueMoved'"));
    }

    private Task<long> MovedAsync() => cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'dutyMoved'");

    private async Task KillItsSiloAsync()
    {
        var management = cluster.Cluster.Client.GetGrain<IManagementGrain>(0);
        var address = await management.GetActivationAddress(Grain);
        await cluster.Cluster.KillSiloAsync(
            cluster.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)),
            TestContext.Current.CancellationToken
        );
    }
}
