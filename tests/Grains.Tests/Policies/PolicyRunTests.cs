using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Policies;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.Counting;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Microsoft.Extensions.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Policies;

/// <summary>A cluster that takes rules through its persons, a few at a time.</summary>
public sealed class PolicyCluster() : GridCluster(new DateTimeOffset(2026, 3, 12, 10, 0, 0, TimeSpan.FromHours(8)))
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Grid:Policies:PageSize"] = "3",
            ["Grid:Policies:AtOnce"] = "2",
            ["Grid:Policies:PerHour"] = "10000000",
        };

    protected override void Configure(ISiloBuilder silo) =>
        silo.Services.AddGridPolicies(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
}

/// <summary>A run tells everybody who fulfils its rule, up to the limit, once, and whatever dies.</summary>
public sealed class PolicyRunTests(PolicyCluster cluster) : IClassFixture<PolicyCluster>
{
    private const int Persons = 8;

    private IPolicyRuns Runs => cluster.Service<IPolicyRuns>();

    private IPolicyRunGrain Grain => cluster.Cluster.Client.GetGrain<IPolicyRunGrain>(IPolicyRunGrain.Only);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_stops_at_its_limit_asks_survives_its_silo_and_tells_nobody_twice()
    {
        for (var i = 0; i < Persons; i++)
            await cluster.RegisterAsync(CitizenNumbers.Next());
        await ApproveAsync();
        var run = await OpenAsync(allowed: 5);
        await ReachedAsync(run, PolicyRunStatus.Asking);
        Assert.Equal(5, await ToldAsync());
        Assert.Null((await RuleAsync()).ReleasedAt);

        await KillItsSiloAsync();
        Assert.True(await Runs.AllowAsync(run.Id, 10, "operator-1", "人数属实", null, Cancellation));
        await ReachedAsync(run, PolicyRunStatus.Done);
        Assert.Equal(Persons, await ToldAsync());
        Assert.Equal(Persons, await cluster.ScalarAsync<long>("SELECT count(*) FROM duty WHERE key = 'policyHelp:fresh' AND kind = 18"));
        Assert.NotNull((await RuleAsync()).ReleasedAt);

        // The same again tells nobody, and looks at nobody's record: the rows say who was told.
        run = await OpenAsync(allowed: 5);
        await ReachedAsync(run, PolicyRunStatus.Done);
        Assert.Equal((Persons, 0, 0), await FiguresAsync(run));

        // The rule is over: each case ends, once.
        await cluster.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.True(
            await cluster.Service<IPolicyRuleStore>().EndAsync("fresh", 1, cluster.Clock.Today().AddDays(-1), "a", null, Cancellation)
        );
        run = await OpenAsync(allowed: 5);
        await ReachedAsync(run, PolicyRunStatus.Done);
        Assert.Equal((Persons, 0, Persons), await FiguresAsync(run));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM duty WHERE kind = 18"));

        // By night the runs open by themselves, of what is over no more; the list of that day has who was found.
        await ApproveAsync("poor", PolicyRulePurpose.Allowance, limit: 1000);
        var exchanges = cluster.Service<IAllowanceExchanges>();
        await cluster.AdvanceAsync(TimeSpan.FromDays(1));
        await NightAsync();
        Assert.Equal(["poor"], (await Runs.ListAsync(10, Cancellation)).Where(one => one.OpenedBy == "register").Select(one => one.Rule));
        await ListedAsync(1);
        Assert.Equal((1, Persons), await ListAsync());
        await cluster.AdvanceAsync(TimeSpan.FromDays(1));
        await NightAsync();
        await ListedAsync(2);
        Assert.Equal((2, 0), await ListAsync());
        Assert.Equal(Persons, await cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'allowanceListed'"));
        Assert.Empty(await cluster.FaultsAsync());

        async Task<(int Number, int Lines)> ListAsync() =>
            await exchanges.LatestAsync(Cancellation) is { } list ? (list.Number, list.Lines) : (0, 0);

        Task ListedAsync(int number) =>
            Wait.UntilAsync(
                async () =>
                {
                    await Grain.Watch();
                    return (await ListAsync()).Number == number;
                },
                "the day's list is made"
            );

        Task NightAsync() =>
            Wait.UntilAsync(
                async () =>
                {
                    await Grain.Watch();
                    return (await Runs.ListAsync(10, Cancellation)).Any(one =>
                        one is { OpenedBy: "register", Status: PolicyRunStatus.Done } && one.Day == cluster.Clock.Today()
                    );
                },
                "the night's run is done"
            );
    }

    private async Task<(long Looked, long Told, long Ended)> FiguresAsync(PolicyRun run) =>
        (await Runs.FindAsync(run.Id, Cancellation))! switch
        {
            var one => (one.Looked, one.Told, one.Ended),
        };

    private Task<long> ToldAsync() => cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'policyMatched'");

    private async Task<PolicyRuleVersion> RuleAsync() =>
        (await cluster.Service<IPolicyRuleStore>().AllAsync(Cancellation)).Single(one => one.Text.Id == "fresh");

    private async Task ApproveAsync(string id = "fresh", PolicyRulePurpose purpose = PolicyRulePurpose.Policy, int limit = 5)
    {
        var store = cluster.Service<IPolicyRuleStore>();
        var text = new PolicyRuleText
        {
            Id = id,
            Purpose = purpose,
            Policy = purpose == PolicyRulePurpose.Policy ? "P040" : null,
            Zh = "新登记人员",
            En = "Newly registered",
            Condition = new Condition { Fact = "monthsRegistered", Below = 6 },
            From = new DateOnly(2026, 1, 1),
            HelpWorkingDays = 5,
            ResultWorkingDays = 10,
            Limit = new PolicyLimit(limit, 0),
        };
        var now = cluster.Clock.GetUtcNow();
        Assert.Equal(1, await store.ProposeAsync(text, "official-1", now, _ => null, Cancellation));
        Assert.Null(await store.ProposeAsync(text, "official-1", now, _ => null, Cancellation));
        Assert.False(await store.DecideAsync(id, 1, true, "official-1", now, null, Cancellation));
        Assert.True(await store.DecideAsync(id, 1, true, "official-2", now, null, Cancellation));
    }

    private async Task<PolicyRun> OpenAsync(long allowed)
    {
        var rule = (await RuleAsync()).InForce;
        var run = PolicyRun.Of(rule, cluster.Clock.Today(), cluster.Clock.GetUtcNow(), "operator-1", registered: 0) with
        {
            Allowed = allowed,
        };
        Assert.True(await Runs.OpenAsync(run, null, Cancellation));
        Assert.False(await Runs.OpenAsync(run with { Id = Guid.NewGuid() }, null, Cancellation));
        return run;
    }

    private Task ReachedAsync(PolicyRun run, PolicyRunStatus status) =>
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
        Assert.Equal(PolicyRunGrain.TypeName, ((GrainReference)Grain).GrainId.Type.ToString());
        var address = (await cluster.Management().GetActivationAddress(Grain))!;
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos.Single(one => one.SiloAddress.Equals(address)));
    }
}
