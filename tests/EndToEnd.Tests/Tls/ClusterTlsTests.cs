using System.Net;
using Grid.Client.Generated.Models;
using Grid.EndToEnd.Tests.Processes;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Tls;

/// <summary>
/// Silos and API processes speak TLS with each other, each showing a certificate of the register's own authority; others stay outside.
/// </summary>
public sealed class ClusterTlsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Members_show_certificates_and_strangers_stay_outside()
    {
        var test = TestContext.Current.CancellationToken;
        using var home = new GridHome();
        using var own = new TestAuthority(Path.Combine(home.Folder, "own"));
        using var foreign = new TestAuthority(Path.Combine(home.Folder, "foreign"));
        own.Issue();
        foreign.Issue();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take())
        {
            Role = "silo",
            Variables = own.ClusterVariables(),
        };
        await using var first = await SiloProcess.StartAsync(settings, test);

        // The files change while the first one runs: it takes the new ones.
        own.Issue();
        await using var second = await SiloProcess.StartAsync(settings with { Port = FreePorts.Take() }, test);
        await using var api = await SiloProcess.StartAsync(settings with { Role = "api", Port = FreePorts.Take() }, test);
        using var client = new ApiClient(api.Address, home.Tokens.Issue("clerk-1", "clerk", MadeUpApplication.Office));
        for (var person = 1; person <= 20; person++)
        {
            var answer = await client.CommandAsync(MadeUpApplication.Submit(MadeUpApplication.Number(person)), $"{person}", test);
            Assert.Equal(CommandOutcome.Submitted, answer.View.Outcome);
        }

        Assert.Equal(2, await ActiveAsync(test));

        // An API process with a foreign certificate and one with none find no silo that speaks with them; a silo does not become a member.
        (string Role, Dictionary<string, string> Variables)[] strangers =
        [
            ("api", foreign.ClusterVariables()),
            ("api", []),
            ("silo", foreign.ClusterVariables()),
        ];
        foreach (var (role, variables) in strangers)
        {
            var before = Refusals(first) + Refusals(second);
            await using var stranger = SiloProcess.Launch(settings with { Role = role, Port = FreePorts.Take(), Variables = variables });
            await Wait.UntilAsync(
                () => Refusals(first) + Refusals(second) + (role == "silo" ? Refusals(stranger) : 0) > before,
                "a stranger is refused"
            );
            using var outside = new HttpClient { BaseAddress = stranger.Address };
            Assert.NotEqual(HttpStatusCode.OK, await SiloProcess.StatusAsync(outside, "/health/ready", test));
        }

        Assert.Equal(2, await ActiveAsync(test));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/health/ready", test));
        var after = await client.CommandAsync(MadeUpApplication.Submit(MadeUpApplication.Number(21)), "21", test);
        Assert.Equal(CommandOutcome.Submitted, after.View.Outcome);
    }

    [Fact]
    public async Task Half_a_configuration_is_refused()
    {
        await using var fresh = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        using var home = new GridHome();
        using var own = new TestAuthority(Path.Combine(home.Folder, "own"));
        own.Issue();
        var variables = own.ClusterVariables();
        variables.Remove("Grid__Cluster__AuthorityFile");
        var settings = new SiloSettings(home.Folder, fresh.ApplicationConnectionString, FreePorts.Take()) { Variables = variables };
        await using var silo = await SiloProcess.RunToEndAsync(settings, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Configuration, silo.ExitCode);
        Assert.Contains("AuthorityFile", silo.Output, StringComparison.Ordinal);
    }

    private static int Refusals(SiloProcess process) => process.Output.Split("no certificate of this register's authority").Length - 1;

    private async Task<long> ActiveAsync(CancellationToken test)
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM orleans_membership WHERE status = 3");
        return (long)(await command.ExecuteScalarAsync(test))!;
    }
}
