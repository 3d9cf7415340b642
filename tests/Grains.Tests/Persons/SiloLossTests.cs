using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons;

/// <summary>Has a cluster of its own, because it loses half of it.</summary>
public sealed class SiloLossTests : IClassFixture<GridCluster>
{
    private readonly GridCluster cluster;

    public SiloLossTests(GridCluster cluster) => this.cluster = cluster;

    [Fact]
    public async Task What_a_killed_silo_had_answered_the_other_one_knows()
    {
        var numbers = Enumerable.Range(0, 20).Select(_ => CitizenNumbers.Next()).ToArray();
        await Task.WhenAll(numbers.Select(n => cluster.SubmitAsync(n)));
        var before = await Task.WhenAll(numbers.Select(n => cluster.Person(n).RecordAsync()));

        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos[1], TestContext.Current.CancellationToken);

        for (var i = 0; i < numbers.Length; i++)
        {
            var number = numbers[i];
            Grid.Domain.Persons.PersonRecord? after = null;
            await Wait.UntilAsync(
                async () =>
                {
                    try
                    {
                        after = await cluster.Person(number).RecordAsync();
                        return true;
                    }
                    catch (Exception e) when (e is TimeoutException or Orleans.Runtime.OrleansException)
                    {
                        return false;
                    }
                },
                "the other silo answers"
            );
            Assert.Equal(before[i].Application!.Number, after!.Application!.Number);
            Assert.Equal(before[i].Sequence, after.Sequence);
        }

        (await cluster.Person(numbers[0]).RecordVerification(Given.Clerk.Ask(Given.IdentityConfirmed))).Accepted();
    }
}
