using System.Net;
using Grid.Client.Generated.Models;
using Grid.EndToEnd.Tests.Processes;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.EndToEnd.Tests.Deploy;

/// <summary>The host behind PgBouncer with the shipped settings, and with those that it must refuse.</summary>
public sealed class PgBouncerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_session_mode_silo_and_api_work_as_processes_of_their_own()
    {
        using var home = new GridHome();
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var pooler = await PgBouncer.StartAsync(database, Cancellation);
        var settings = new SiloSettings(home.Folder, pooler.ApplicationConnectionString, FreePorts.Take());
        await using var silo = await SiloProcess.StartAsync(settings with { Role = "silo" }, Cancellation);
        await using var api = await SiloProcess.StartAsync(settings with { Role = "api", Port = FreePorts.Take() }, Cancellation);
        var token = home.Tokens.Issue("clerk-1", "clerk", MadeUpApplication.Office);
        using var clerk = new ApiClient(api.Address, token);

        // At the same time, so that prepared statements and transactions of many connections meet.
        var answers = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => RegisterAsync(clerk, i)));

        Assert.All(answers, answer => Assert.Equal(CommandOutcome.Approved, answer.Outcome));
        Assert.Equal(HttpStatusCode.OK, await clerk.StatusAsync($"/v1/registrations/{answers[0].RegistrationNumber}", Cancellation));
        using var none = new ApiClient(silo.Address, token);
        Assert.Equal(HttpStatusCode.NotFound, await none.StatusAsync("/v1/offices", Cancellation));
        await silo.StopAsync(Cancellation);
        Assert.Equal(0, silo.ExitCode);
    }

    [Theory]
    [InlineData("transaction", "all")]
    [InlineData("transaction", "api")]
    [InlineData("statement", "silo")]
    public async Task In_the_other_modes_a_process_refuses_to_start(string mode, string role)
    {
        using var home = new GridHome();
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var pooler = await PgBouncer.StartAsync(database, Cancellation, ("pool_mode", mode));
        await using var silo = await SiloProcess.RunToEndAsync(
            new SiloSettings(home.Folder, pooler.ApplicationConnectionString, FreePorts.Take()) { Role = role },
            Cancellation
        );
        Assert.Equal(ExitCodes.Configuration, silo.ExitCode);
        var line = Assert.Single(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("pool_mode = session", line, StringComparison.Ordinal);
    }

    private static async Task<CommandView> RegisterAsync(ApiClient clerk, int serial)
    {
        var submitted = await clerk.CommandAsync(
            MadeUpApplication.Submit(MadeUpApplication.Number(serial)),
            $"submit-{serial}",
            Cancellation
        );
        var number = submitted.View.ApplicationNumber!;
        await clerk.CommandAsync(MadeUpApplication.ConfirmIdentity(number), $"verify-{serial}", Cancellation);
        return (await clerk.CommandAsync(MadeUpApplication.Approve(number), $"approve-{serial}", Cancellation)).View;
    }
}
