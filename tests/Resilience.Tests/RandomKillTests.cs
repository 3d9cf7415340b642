using Grid.Resilience.Tests.Faults;
using Grid.Resilience.Tests.Running;
using Grid.Resilience.Tests.Tables;
using Grid.Testing;

namespace Grid.Resilience.Tests;

/// <summary>Any process, at any moment, again and again, also while others are not back yet; now and then the database.</summary>
[Collection(BrokenInTurns.Name)]
public sealed class RandomKillTests(ClusterInTurns shared)
{
    [Fact]
    public Task Random_kills_of_any_process()
    {
        var test = TestContext.Current.CancellationToken;
        var random = new Random(20_200_712);
        return shared.BreakAsync(new ClusterPlan(), random, run => BreakAsync(run, random, test), test);
    }

    private static async Task BreakAsync(FaultRun run, Random random, CancellationToken test)
    {
        var kills = TestSize.Pick(small: 4, full: 200);
        var killed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var row = await run.SufferAsync($"{kills} kills at random", async () =>
        {
            for (var kill = 0; kill < kills; kill++)
            {
                await Wait.ForAsync(TimeSpan.FromMilliseconds(random.Next(200, TestSize.Pick(2000, 4000))), test);
                var name = await KillAsync(run.Cluster, random, test);
                killed[name] = killed.GetValueOrDefault(name) + 1;
            }
        });
        await FaultTable.PublishAsync(
            "random-kills",
            FaultTable.Of($"{string.Join(", ", killed.Select(one => $"{one.Key} {one.Value}"))}; {run.Last}", run.Rows)
        );
        Assert.True(row.Answered > kills, "Hardly anything was done between the kills.");
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
