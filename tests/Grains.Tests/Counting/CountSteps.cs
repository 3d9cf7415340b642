using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Counting;

/// <summary>The steps of tests of counting.</summary>
internal static class CountSteps
{
    public const string Province = "360000";

    public static IRegionGrain Region(this GridCluster cluster, string code) => cluster.Cluster.Client.GetGrain<IRegionGrain>(code);

    public static IManagementGrain Management(this GridCluster cluster) => cluster.Cluster.Client.GetGrain<IManagementGrain>(0);

    /// <summary>The county's own office: urban.</summary>
    public static string OfficeOf(string leaf) => leaf + "01";

    public static IReadOnlyList<string> Leaves(this GridCluster cluster, string region = Province) =>
        [
            .. cluster
                .Service<IReferenceData>()
                .Regions.CountingUnits(RegionCode.Parse(region), cluster.Clock.Today())
                .Select(r => r.Code.Value),
        ];

    /// <summary>A person with an active registration at an office.</summary>
    public static async Task<IdentityNumber> RegisteredAsync(this GridCluster cluster, string office)
    {
        var number = CitizenNumbers.Next();
        var clerk = Given.Clerk with { Office = office };
        await cluster.SubmitAsync(number, office);
        (await cluster.Person(number).RecordVerification(clerk.Ask(Given.IdentityConfirmed))).Accepted();
        (await cluster.Person(number).ApproveApplication(clerk.Ask(new ApproveApplication()))).Accepted();
        return number;
    }

    public static async Task<IdentityNumber[]> RegisteredAsync(this GridCluster cluster, string office, int persons) =>
        await Task.WhenAll(Enumerable.Range(0, persons).Select(_ => cluster.RegisteredAsync(office)));

    public static async Task HiredAsync(this GridCluster cluster, IdentityNumber number, string office) =>
        (
            await cluster.Person(number).RecordExit((Given.Clerk with { Office = office }).Ask(Given.Hired(cluster.Clock.Today())))
        ).Accepted();

    public static CountingPeriod Now(this GridCluster cluster) => CountingPeriod.Of(cluster.Clock.Today());

    public static async Task<long> TotalAsync(this GridCluster cluster, string region, Measure measure, CountingPeriod period)
    {
        var figures = await cluster.Region(region).Figures(period);
        return (
            measure switch
            {
                Measure.Opening => figures.Opening,
                Measure.Closing => Balance.Closing(figures.Opening, figures.Flows),
                _ => figures.Flows,
            }
        ).Total(CountBlock.Urban, measure);
    }

    /// <summary>Waits until everything is folded in due course, without asking for it.</summary>
    public static Task FoldedAsync(this GridCluster cluster) =>
        Wait.UntilAsync(async () => await cluster.ScalarAsync<long>("SELECT count(*) FROM count_entry") == 0, "all entries folded");

    /// <summary>The live figures are exactly what the journal says, in every leaf, office and period.</summary>
    public static async Task ExactAsync(this GridCluster cluster)
    {
        var result = await cluster.Service<IRecount>().RunAsync(cluster.Leaves(), "test", TestContext.Current.CancellationToken);
        Assert.Empty(result.Differences);
        Assert.Equal(0, result.DifferentCells);
        Assert.Equal(0, result.Waiting);
    }

    /// <summary>What the grains tell of the province is the sum of what the journal says of its leaves.</summary>
    public static async Task ProvinceIsRecountAsync(this GridCluster cluster, params CountingPeriod[] periods)
    {
        var result = await cluster.Service<IRecount>().RunAsync(cluster.Leaves(), "test", TestContext.Current.CancellationToken);
        foreach (var period in periods)
        {
            var told = await cluster.Region(Province).Figures(period);
            Assert.True(told.Flows.SameAs(result.Figures.GetValueOrDefault(period) ?? new Figures()), $"{period}: flows differ");
        }
    }
}
