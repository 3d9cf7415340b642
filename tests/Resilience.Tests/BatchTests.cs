using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Processes;
using Grid.Resilience.Tests.Load;
using Grid.Resilience.Tests.Running;
using Grid.Testing;
using Npgsql;

namespace Grid.Resilience.Tests;

/// <summary>
/// A group layoff whose silo, and then whose API process, is killed in the middle: the same request is sent again, and each person has
/// applied once.
/// </summary>
public sealed class BatchTests
{
    private const int Persons = 100;

    /// <summary>The line of a person without a commitment.</summary>
    private const int Wrong = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_that_kills_broke_off_is_sent_again_and_no_person_applies_twice()
    {
        await using var cluster = await Cluster.StartAsync(new ClusterPlan { Silos = 1, Apis = 1 }, Cancellation);
        using var http = new HttpClient { BaseAddress = cluster.Address, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            cluster.Home.Tokens.Issue("clerk", "clerk", MadeUpApplication.Office)
        );
        var silo = cluster.Silos[0];
        silo.Once["GRID_FAULT_POINT"] = "after-commit:10";
        await silo.RestartAsync(Cancellation);

        var ends = silo.Ends.Count;
        var broken = SendAsync(http);
        await silo.WaitForEndAsync(ends);
        await silo.WaitUntilReadyAsync(Cancellation);
        await broken;
        Assert.InRange(await AppliedAsync(cluster), 1, Persons - 1);

        // The API process ends while it sends the rest.
        var api = cluster.Apis[0];
        ends = api.Ends.Count;
        var again = SendAsync(http);
        api.Process.Kill();
        await api.WaitForEndAsync(ends);
        await again;
        await api.WaitUntilReadyAsync(Cancellation);

        JsonNode? answer = null;
        await Wait.UntilAsync(
            async () => (answer = await SendAsync(http)) is not null && (int)answer["failed"]! == 0,
            "every line has its final result"
        );
        Assert.Equal((Persons, Persons - 1, 1), ((int)answer!["lines"]!, (int)answer["done"]!, (int)answer["refused"]!));
        Assert.Equal(
            $"persons[{Wrong}].commitment",
            (string?)answer["items"]!.AsArray().Single(item => item!["problem"] is not null)!["problem"]!["errors"]![0]!["field"]
        );
        Assert.Equal(Persons - 1, await AppliedAsync(cluster));
    }

    /// <summary>The same request each time; null where there is no answer.</summary>
    private static async Task<JsonNode?> SendAsync(HttpClient http)
    {
        var persons = Enumerable.Range(0, Persons).Select(i => (JsonNode)Person(i)).ToArray();
        var body = new JsonObject
        {
            ["unemployedOn"] = "2026-01-31",
            ["employer"] = new JsonObject { ["name"] = "示例公司" },
            ["persons"] = new JsonArray(persons),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/layoffs")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "group-1");
        try
        {
            using var response = await http.SendAsync(request, Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True(response.StatusCode == HttpStatusCode.OK || (int)response.StatusCode >= 500, text);
            return response.StatusCode == HttpStatusCode.OK ? JsonNode.Parse(text) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static JsonObject Person(int i)
    {
        var person = MadeUpApplication.Submit(MadeUpApplication.Number(700_000 + i));
        foreach (var common in (string[])["channel", "reason", "unemployedOn"])
            person.Remove(common);
        if (i == Wrong)
            person.Remove("commitment");
        return person;
    }

    private static async Task<int> AppliedAsync(Cluster cluster)
    {
        await using var source = NpgsqlDataSource.Create(cluster.Database.OwnerConnectionString);
        await using var command = source.CreateCommand("SELECT count(*)::int FROM journal WHERE event = 'applicationSubmitted'");
        return (int)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
