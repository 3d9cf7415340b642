using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Reorganising;
using Grid.Grains.Reorganising;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.Counting;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Grid.Grains.Tests.Reorganising;

/// <summary>
/// An order walks over the persons of ended offices; its silo is killed in the middle of a page, one silo knows the new files later than
/// the other, and something comes back.
/// </summary>
public sealed class CaseMoveTests(MovingCluster cluster) : IClassFixture<MovingCluster>
{
    private const string Ended = "36010401";
    private const string Successor = "36010301";
    private const int Persons = 34;

    private ICaseMoves Moves => cluster.Service<ICaseMoves>();

    [Fact]
    public async Task An_order_moves_every_case_once_whatever_dies_and_leaves_the_city_as_it_was()
    {
        var numbers = await cluster.RegisteredAsync(Ended, Persons);
        var applied = CitizenNumbers.Next();
        await cluster.SubmitAsync(applied, Ended);
        var hired = CitizenNumbers.Next();
        await cluster.SubmitAsync(hired, Ended);
        var clerk = Given.Clerk with { Office = Ended };
        (await cluster.Person(hired).RecordVerification(clerk.Ask(Given.IdentityConfirmed))).Accepted();
        (await cluster.Person(hired).ApproveApplication(clerk.Ask(new ApproveApplication()))).Accepted();
        await cluster.HiredAsync(hired, Ended);
        await cluster.FoldedAsync();
        var city = await TotalsAsync();

        // The silo of the order's grain knows that the office has ended; the other one does not yet.
        var last = cluster.Clock.Today().AddDays(-1);
        cluster.Held.HoldAfter(25);
        cluster.End(last, (Ended, Successor));
        var order = await OrderAsync(Ended);
        await Grain.Watch();
        await cluster.Held.Reached.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        await Wait.UntilAsync(
            async () => await Moves.CountAsync([Ended], TestContext.Current.CancellationToken) == Persons + 1 - 25,
            "25 have moved"
        );

        await KillItsSiloAsync();
        cluster.Held.Open();
        var other = (await cluster.Cluster.StartSilosAsync(1, TestContext.Current.CancellationToken)).Single(); // With the files that ship: there the office has not ended.
        await Wait.UntilAsync(
            async () =>
            {
                await Grain.Watch(); // As the watch of any silo does.
                return await Moves.FindAsync(order.Id, TestContext.Current.CancellationToken) is { Sweep: > 1 }
                    || (await cluster.Management().GetActivationAddress(Grain))?.Equals(other.SiloAddress) == true;
            },
            "the first sweep is over, or the grain is where the office has not ended, and waits"
        );
        MovingCluster.End((InProcessSiloHandle)other, last, (Ended, Successor));
        await DoneAsync(order.Id);

        Assert.Equal(0, await Moves.CountAsync([Ended], TestContext.Current.CancellationToken));
        Assert.Equal(Persons, await cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'registrationTransferred'"));
        Assert.Equal(1, await cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'applicationTransferred'"));
        Assert.Equal(Persons, await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_item WHERE kind = 'transfer'"));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM duty WHERE office = $1", Ended));
        await cluster.FoldedAsync();
        Assert.Equal(city, await TotalsAsync());
        Assert.Equal(Persons, await cluster.TotalAsync("360103", Measure.Closing, cluster.Now()));
        Assert.Equal(0, await cluster.TotalAsync("360104", Measure.Closing, cluster.Now()));
        await cluster.ExactAsync();

        // An exit that is taken back brings the registration to the office that took over, in the same commit.
        var record = await cluster.Person(hired).RecordAsync();
        (
            await cluster
                .Person(hired)
                .RevokeExit((Given.Clerk with { Office = Successor }).Ask(new RevokeExit(record.Past[^1].Number, Given.ByHand)))
        ).Accepted();
        Assert.Equal(Successor, (await cluster.Person(hired).RecordAsync()).Registration!.Office);
        await cluster.FoldedAsync();
        await cluster.ExactAsync();
        Assert.Empty(await cluster.FaultsAsync());
        Assert.All(numbers, number => Assert.NotNull(number));
    }

    private ICaseMoveGrain Grain => cluster.Cluster.Client.GetGrain<ICaseMoveGrain>(ICaseMoveGrain.Only);

    private async Task<CaseMoveOrder> OrderAsync(string area)
    {
        var now = cluster.Clock.GetUtcNow();
        var total = await Moves.CountAsync([area], TestContext.Current.CancellationToken);
        var order = new CaseMoveOrder(
            Guid.CreateVersion7(now),
            area,
            "国函〔2026〕1号",
            "operator-1",
            now,
            CaseMoveStatus.Running,
            total,
            1,
            null,
            0,
            null,
            null
        );
        Assert.True(await Moves.OrderAsync(order, null, TestContext.Current.CancellationToken));
        Assert.False(await Moves.OrderAsync(order with { Id = Guid.NewGuid() }, null, TestContext.Current.CancellationToken));
        return order;
    }

    private async Task DoneAsync(Guid id) =>
        await Wait.UntilAsync(
            async () =>
            {
                await Grain.Watch();
                return await Moves.FindAsync(id, TestContext.Current.CancellationToken) is { Status: CaseMoveStatus.Done };
            },
            "the order is done"
        );

    private async Task<(long New, long Exited, long Closing)> TotalsAsync() =>
        (
            await cluster.TotalAsync("360100", Measure.New, cluster.Now()),
            await cluster.TotalAsync("360100", Measure.Exited, cluster.Now()),
            await cluster.TotalAsync("360100", Measure.Closing, cluster.Now())
        );

    private async Task KillItsSiloAsync()
    {
        var id = ((GrainReference)Grain).GrainId;
        var address = (await cluster.Management().GetActivationAddress(Grain))!;
        var silo = cluster.Cluster.Silos.Single(one => one.SiloAddress.Equals(address));
        Assert.Equal(CaseMoveGrain.TypeName, id.Type.ToString());
        await cluster.Cluster.KillSiloAsync(silo);
    }
}
