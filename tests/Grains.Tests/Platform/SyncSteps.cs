using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Platform;

/// <summary>Cases that leave items for the platform.</summary>
internal static class SyncSteps
{
    /// <summary>Persons that register and are hired the same day: three items each.</summary>
    public static async Task<IdentityNumber[]> RegisterAndHireAsync(this SyncCluster cluster, int persons)
    {
        var numbers = Enumerable.Range(0, persons).Select(_ => CitizenNumbers.Next()).ToArray();
        await Task.WhenAll(
            numbers.Select(async number =>
            {
                await cluster.RegisterAsync(number);
                await cluster.HireAsync(number);
            })
        );
        return numbers;
    }

    /// <summary>As an operator's order does it: nothing is in progress, and nothing is started.</summary>
    public static async Task PauseAsync(this SyncCluster cluster)
    {
        await cluster.DrainedAsync();
        Assert.True(
            await cluster
                .Service<IPlatformOrders>()
                .PauseAsync("operator-1", "joint test", cluster.Clock.GetUtcNow(), receipt: null, TestContext.Current.CancellationToken)
        );
        Assert.Equal("operator-1", (await cluster.Sync.State()).PausedBy);
    }

    public static async Task ResumeAsync(this SyncCluster cluster)
    {
        Assert.True(
            await cluster
                .Service<IPlatformOrders>()
                .ResumeAsync("operator-1", "", cluster.Clock.GetUtcNow(), receipt: null, TestContext.Current.CancellationToken)
        );
        await cluster.Sync.Nudge();
        Assert.Null((await cluster.Sync.State()).PausedBy);
    }

    public static async Task HireAsync(this SyncCluster cluster, IdentityNumber number) =>
        (await cluster.Person(number).RecordExit(Given.Clerk.Ask(Given.Hired(ChinaTime.DateOf(cluster.Clock.GetUtcNow()))))).Accepted();

    /// <summary>After a silo was killed: no call goes to it.</summary>
    public static async Task OthersAnswerAsync(this SyncCluster cluster)
    {
        await Wait.UntilAsync(
            async () =>
            {
                try
                {
                    for (var answered = 0; answered < 20; answered++)
                        await cluster.Person(CitizenNumbers.Next()).Read();
                    return true;
                }
                catch (Exception e) when (e is TimeoutException or OrleansException)
                {
                    return false;
                }
            },
            "the other silos answer"
        );
    }
}
