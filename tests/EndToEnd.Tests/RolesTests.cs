using System.Net;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.EndToEnd.Tests;

public sealed class RolesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Api_and_grains_may_be_processes_of_their_own()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take());
        await using var silo = await SiloProcess.StartAsync(settings with { Role = "silo" }, cancellation);
        await using var api = await SiloProcess.StartAsync(settings with { Role = "api", Port = FreePorts.Take() }, cancellation);
        var token = home.Tokens.Issue("clerk-1", "clerk", MadeUpApplication.Office);

        using var client = new ApiClient(api.Address, token);
        var answer = await client.CommandAsync(
            "/v1/applications",
            MadeUpApplication.Submit(MadeUpApplication.Number(1)),
            Guid.NewGuid().ToString(),
            cancellation
        );
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Body);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync($"/v1/applications/{answer["applicationNumber"]}", cancellation));

        using var none = new ApiClient(silo.Address, token);
        Assert.Equal(HttpStatusCode.NotFound, await none.StatusAsync("/v1/offices", cancellation));
    }
}
