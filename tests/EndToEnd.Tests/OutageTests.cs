using System.Diagnostics;
using System.Net;
using Grid.Client.Generated.Models;
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
        var token = home.Tokens.Issue("clerk-1", "clerk", MadeUpApplication.Office);
        using var client = new ApiClient(silo.Address, token);
        using var once = new ApiClient(silo.Address, token, repeats: false);
        foreach (var how in (PostgresStop[])[PostgresStop.Fast, PostgresStop.Immediate])
            await GoesAndComesAsync(postgres, how, client, once, cancellation);
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
        ApiClient once,
        CancellationToken cancellation
    )
    {
        var serial = 1 + (2 * (int)how);
        var known = await client.CommandAsync(MadeUpApplication.Submit(MadeUpApplication.Number(serial)), $"known-{how}", cancellation);
        Assert.Equal(CommandOutcome.Submitted, known.View.Outcome);

        await postgres.StopAsync(how, cancellation);

        // A person in memory and a stranger: neither is written, both may come back.
        (SendCommand Send, string Key)[] during =
        [
            (MadeUpApplication.ConfirmIdentity(known.View.ApplicationNumber!), $"during-{how}-1"),
            (MadeUpApplication.Submit(MadeUpApplication.Number(serial + 1)), $"during-{how}-2"),
        ];
        foreach (var (send, key) in during)
        {
            var refused = await Assert.ThrowsAsync<ProblemBody>(() => once.CommandAsync(send, key, cancellation));
            Assert.Equal((int)HttpStatusCode.ServiceUnavailable, refused.ResponseStatusCode);
            Assert.Contains("Retry-After", refused.ResponseHeaders.Keys, StringComparer.OrdinalIgnoreCase);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await client.StatusAsync("/health/ready", cancellation));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/health/live", cancellation));

        await postgres.StartAsync(cancellation);
        var recovery = Stopwatch.StartNew();

        var verified = await client.CommandAsync(during[0].Send, during[0].Key, cancellation);
        var stranger = await client.CommandAsync(during[1].Send, during[1].Key, cancellation);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{how}: both answered {recovery.Elapsed.TotalSeconds:0.00} s after the database was back"
        );
        Assert.Equal((CommandOutcome.VerificationRecorded, CommandOutcome.Submitted), (verified.View.Outcome, stranger.View.Outcome));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/health/ready", cancellation));
    }
}
