using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests;

public sealed class OutageTests
{
    /// <summary>Stopped in order, and then crashed; the silo lives through both.</summary>
    [Fact]
    public async Task A_database_that_goes_away_and_comes_back()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var postgres = await PrivatePostgres.CreateAsync(cancellation);
        await using var database = await postgres.CreateDatabaseAsync(cancellation);
        using var home = new GridHome();
        await using var silo = await SiloProcess.StartAsync(
            new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take()),
            cancellation
        );
        using var client = new ApiClient(silo.Address, home.Tokens.Issue("clerk-1", "clerk", MadeUpApplication.Office));
        foreach (var how in (PostgresStop[])[PostgresStop.Fast, PostgresStop.Immediate])
            await GoesAndComesAsync(postgres, how, client, cancellation);
        Assert.False(silo.HasExited);

        // Duties follow the commands by themselves.
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var count = source.CreateCommand("SELECT count(*) FROM journal WHERE event NOT LIKE 'duty%'");
        Assert.Equal(2 * 3L, await count.ExecuteScalarAsync(cancellation));
    }

    private static async Task GoesAndComesAsync(
        PrivatePostgres postgres,
        PostgresStop how,
        ApiClient client,
        CancellationToken cancellation
    )
    {
        var serial = 1 + (2 * (int)how);
        var known = await client.CommandAsync(
            "/v1/applications",
            MadeUpApplication.Submit(MadeUpApplication.Number(serial)),
            $"known-{how}",
            cancellation
        );
        Assert.Equal(HttpStatusCode.Created, known.Status);

        await postgres.StopAsync(how, cancellation);

        // A person in memory and a stranger: neither is written, both may come back.
        (string Path, JsonObject Body, string Key)[] during =
        [
            ($"/v1/applications/{known["applicationNumber"]}/verifications", MadeUpApplication.IdentityConfirmed(), $"during-{how}-1"),
            ("/v1/applications", MadeUpApplication.Submit(MadeUpApplication.Number(serial + 1)), $"during-{how}-2"),
        ];
        foreach (var (path, body, key) in during)
        {
            using var refused = await client.PostAsync(path, body, key, cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await client.StatusAsync("/health/ready", cancellation));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/health/live", cancellation));

        await postgres.StartAsync(cancellation);
        var recovery = Stopwatch.StartNew();

        var verified = await client.CommandAsync(during[0].Path, MadeUpApplication.IdentityConfirmed(), during[0].Key, cancellation);
        var stranger = await client.CommandAsync(
            during[1].Path,
            MadeUpApplication.Submit(MadeUpApplication.Number(serial + 1)),
            during[1].Key,
            cancellation
        );
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{how}: both answered {recovery.Elapsed.TotalSeconds:0.00} s after the database was back"
        );
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (verified.Status, stranger.Status));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/health/ready", cancellation));
    }
}
