using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Matching;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.Counting;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Microsoft.Extensions.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Matching;

/// <summary>A cluster that sends rows of sources to persons, a few at a time.</summary>
public sealed class MatchingCluster() : GridCluster(new DateTimeOffset(2026, 3, 12, 10, 0, 0, TimeSpan.FromHours(8)))
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Grid:Matching:PageSize"] = "3", ["Grid:Matching:AtOnce"] = "2" };

    protected override void Configure(ISiloBuilder silo) =>
        silo.Services.AddGridMatching(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
}

/// <summary>Rows of a run reach the persons whom they are about, up to the limit, once, and whatever dies.</summary>
public sealed class MatchRunTests(MatchingCluster cluster) : IClassFixture<MatchingCluster>
{
    private const int Persons = 8;

    private IMatchRuns Runs => cluster.Service<IMatchRuns>();

    private IMatchRunGrain Grain => cluster.Cluster.Client.GetGrain<IMatchRunGrain>(IMatchRunGrain.Only);

    [Fact]
    public async Task A_run_stops_at_its_limit_asks_and_survives_its_silo()
    {
        var numbers = new List<IdentityNumber>();
        for (var i = 0; i < Persons; i++)
        {
            numbers.Add(CitizenNumbers.Next());
            await cluster.RegisterAsync(numbers[^1]);
        }

        await cluster.AdvanceAsync(TimeSpan.FromDays(1));
        var run = await SentAsync([.. numbers, CitizenNumbers.Next()], allowed: 5);
        Assert.Equal((Persons + 1, Persons), (run.Received, run.Hits));
        await ReachedAsync(run, MatchRunStatus.Asking);
        Assert.Equal(5, await TasksAsync());

        await KillItsSiloAsync();
        Assert.True(await Runs.AllowAsync(run.Id, 10, "operator-1", "已与来源单位核对", null, Cancellation));
        await ReachedAsync(run, MatchRunStatus.Done);
        Assert.Equal(Persons, await TasksAsync());
        run = (await Runs.FindAsync(run.Id, Cancellation))!;
        Assert.Equal((Persons, Persons, 0), (run.Processed, run.Tasks, run.Refused));
        Assert.Equal(Persons, await cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'matchRecorded'"));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM match_row WHERE content IS NOT NULL"));

        // The same rows again reach no person.
        await cluster.AdvanceAsync(TimeSpan.FromHours(1));
        var again = await SentAsync(numbers, allowed: 5);
        await ReachedAsync(again, MatchRunStatus.Done);
        Assert.Equal(0, (await Runs.FindAsync(again.Id, Cancellation))!.Hits);
        Assert.Equal(Persons, await cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'matchRecorded'"));
        Assert.Empty(await cluster.FaultsAsync());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<long> TasksAsync() => cluster.ScalarAsync<long>("SELECT count(*) FROM duty WHERE key = 'match:hired'");

    private async Task<MatchRun> SentAsync(List<IdentityNumber> numbers, long allowed)
    {
        var now = cluster.Clock.GetUtcNow();
        var today = cluster.Clock.Today();
        var run = MatchRun.Opened(
            cluster.Service<IReferenceData>().Sources.Find("employment")!,
            now,
            by: "feed-1",
            office: null,
            numbers.Count,
            now
        );
        Assert.True(await Runs.OpenAsync(run, null, Cancellation));
        FeedRow[] rows =
        [
            .. numbers.Select(number => new FeedRow(
                "row " + number.Value,
                cluster.Id(number),
                new MatchedFact(new DateOnly(2026, 3, 12)) { Employer = FormerEmployer.Read("样例用人单位", null) },
                PersonName.Parse("测试甲")
            )),
        ];
        Assert.True(await Runs.ReceiveAsync(run, 0, rows, rows.Length, today.AddDays(180), Cancellation));
        Assert.True(await Runs.CloseAsync(run.Id, allowed, today.AddDays(180), null, Cancellation));
        await Grain.Watch();
        return (await Runs.FindAsync(run.Id, Cancellation))!;
    }

    private Task ReachedAsync(MatchRun run, MatchRunStatus status) =>
        Wait.UntilAsync(
            async () =>
            {
                await Grain.Watch(); // As the watch of any silo does.
                return (await Runs.FindAsync(run.Id, Cancellation))!.Status == status;
            },
            $"the run is {status}"
        );

    private async Task KillItsSiloAsync()
    {
        Assert.Equal(MatchRunGrain.TypeName, ((GrainReference)Grain).GrainId.Type.ToString());
        var address = (await cluster.Management().GetActivationAddress(Grain))!;
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos.Single(one => one.SiloAddress.Equals(address)));
    }
}
