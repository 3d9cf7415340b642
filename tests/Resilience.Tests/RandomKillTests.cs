using Grid.Resilience.Tests.Faults;
using Grid.Resilience.Tests.Load;
using Grid.Resilience.Tests.Running;
using Grid.Resilience.Tests.Tables;
using Grid.Testing;

namespace Grid.Resilience.Tests;

/// <summary>Any process, at any moment, again and again, also while others are not back yet; now and then the database.</summary>
public sealed class RandomKillTests
{
    [Fact]
    public async Task Random_kills_of_any_process()
    {
        var kills = TestSize.Pick(small: 4, full: 200);
        var test = TestContext.Current.CancellationToken;
        var random = new Random(20_200_712);
        await using var cluster = await Cluster.StartAsync(new ClusterPlan(), test);
        await using var offices = new Offices(cluster, TestSize.Pick(small: 4, full: 16), random);
        var run = new FaultRun(cluster, offices, test);
        var killed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await run.SufferAsync($"{kills} kills at random", async () =>
        {
            for (var kill = 0; kill < kills; kill++)
            {
                await Wait.ForAsync(TimeSpan.FromMilliseconds(random.Next(200, TestSize.Pick(2000, 4000))), test);
                var name = await KillAsync(cluster, random, test);
                killed[name] = killed.GetValueOrDefault(name) + 1;
            }
        });
        await FaultTable.PublishAsync(
            "random-kills",
            FaultTable.Of($"{string.Join(", ", killed.Select(one => $"{one.Key} {one.Value}"))}; {run.Last}", run.Rows)
        );
        Assert.True(run.Last.Acknowledged > kills, "Hardly anything was done between the kills.");
    }

    private static async Task<string> KillAsync(Cluster cluster, Random random, CancellationToken test)
    {
        if (random.Next(20) == 0)
        {
            await cluster.Postgres.KillAsync(test);
            await cluster.Postgres.StartAsync(test);
            return "PostgreSQL";
        }

        // Silos twice as often as the others.
        Member[] members = [.. cluster.Silos, .. cluster.Silos, .. cluster.Members.Except(cluster.Silos)];
        var member = members[random.Next(members.Length)];
        member.Process.Kill();
        return member.Name;
    }
}
