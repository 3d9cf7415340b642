using System.Diagnostics;
using System.Net;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests;

public sealed class OutageTests
{
    [Theory]
    [InlineData(PostgresStop.Fast)]
    [InlineData(PostgresStop.Immediate)]
    public async Task A_database_that_goes_away_and_comes_back(PostgresStop how)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var postgres = await PrivatePostgres.CreateAsync(cancellation);
        await using var database = await postgres.CreateDatabaseAsync(cancellation);
        using var home = new GridHome();
        await using var silo = await SiloProcess.StartAsync(new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take()), cancellation);
        using var client = new ApiClient(silo.Address, home.Tokens.Issue("clerk-1", "clerk", MadeUpApplication.Office));
        var known = await client.CommandAsync("/v1/applications", MadeUpApplication.Submit(MadeUpApplication.Number(1)), "known", cancellation);
        Assert.Equal(HttpStatusCode.Created, known.Status);

        await postgres.StopAsync(how, cancellation);

        // A person in memory and a stranger: neither is written, both may come back.
        foreach (var (path, body, key) in new[]
                 {
                     ($"/v1/applications/{known["applicationNumber"]}/verifications", MadeUpApplication.IdentityConfirmed(), "during-1"),
                     ("/v1/applications", MadeUpApplication.Submit(MadeUpApplication.Number(2)), "during-2"),
                 })
        {
            using var refused = await client.PostAsync(path, body, key, cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await client.StatusAsync("/health/ready", cancellation));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/health/live", cancellation));

        await postgres.StartAsync(cancellation);
        var recovery = Stopwatch.StartNew();

        var verified = await client.CommandAsync($"/v1/applications/{known["applicationNumber"]}/verifications", MadeUpApplication.IdentityConfirmed(), "during-1", cancellation);
        var stranger = await client.CommandAsync("/v1/applications", MadeUpApplication.Submit(MadeUpApplication.Number(2)), "during-2", cancellation);
        TestContext.Current.TestOutputHelper!.WriteLine($"both answered {recovery.Elapsed.TotalSeconds:0.00} s after the database was back");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (verified.Status, stranger.Status));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/health/ready", cancellation));
        Assert.False(silo.HasExited);

        // Duties follow the commands by themselves.
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var count = source.CreateCommand("SELECT count(*) FROM journal WHERE event NOT LIKE 'duty%'");
        Assert.Equal(3L, await count.ExecuteScalarAsync(cancellation));
    }
}
