using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Operations;

/// <summary>The cluster's page and the messages' numbers over HTTP.</summary>
[Collection(OneHost.Name)]
public sealed class GridTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api operatorOf = new(host, host.Token("operator"));

    [Fact]
    public async Task A_silo_tells_of_its_grains_calls_queues_and_ticks_and_names_nobody()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        JsonNode silo;
        Answer answer;
        do
        {
            answer = (await operatorOf.GetAsync("/v1/grid")).Expect(HttpStatusCode.OK);
            silo = Assert.Single(answer.Json["silos"]!.AsArray())!;
        } while (
            silo["activations"]?.AsArray().Any(type => (string?)type!["type"] == "PersonGrain") != true
            || silo["queues"]!.AsArray().Count == 0
        );

        Assert.Equal("active", (string?)silo["status"]);
        Assert.False(string.IsNullOrEmpty((string?)silo["version"]));
        Assert.True((int)silo["ticks"]!["limit"]! > 0);
        Assert.All(silo["queues"]!.AsArray(), queue => Assert.True((long)queue!["waiting"]! >= 0));
        Assert.True((double)answer.Json["calls"]!["perSecond"]! >= 0);
        Assert.True((long)answer.Json["reminders"]!["day"]! >= (long)answer.Json["reminders"]!["near"]!);
        Assert.Contains(answer.Json["activations"]!.AsArray(), type => (string?)type!["type"] == "PersonGrain");
        Assert.DoesNotContain(person, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(registration, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_are_told_in_numbers_by_kind_and_region()
    {
        var before = (await operatorOf.GetAsync("/v1/notices")).Expect(HttpStatusCode.OK).Json;
        var (person, _, _) = await People.RegisterAsync(clerk);
        var answer = (await operatorOf.GetAsync("/v1/notices")).Expect(HttpStatusCode.OK);
        var after = answer.Json;
        Assert.True(Known(after) > Known(before));
        Assert.Equal(11, after["regions"]!.AsArray().Count);
        Assert.Equal(Known(after), after["kinds"]!.AsArray().Sum(kind => Known(kind!)));
        var county = (await operatorOf.GetAsync("/v1/notices?region=360102")).Expect(HttpStatusCode.OK).Json;
        Assert.True(Known(county) > 0);
        Assert.Empty(county["regions"]!.AsArray());
        Assert.DoesNotContain(person, answer.Text, StringComparison.Ordinal);
        (await operatorOf.GetAsync("/v1/notices?region=36")).Expect(HttpStatusCode.OK);
        (await operatorOf.GetAsync("/v1/notices?region=nowhere")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await operatorOf.GetAsync("/v1/grid?region=36")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        static long Known(JsonNode node) =>
            (long)node["numbers"]!["waiting"]! + (long)node["numbers"]!["undelivered"]! + (long)node["numbers"]!["sentToday"]!;
    }
}
