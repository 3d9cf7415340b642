using System.Net;
using Grid.Api.Access;
using Grid.Api.Hosting;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Http;

/// <summary>A register in which little is allowed.</summary>
public sealed class NarrowHost : ApiHost
{
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["Grid:Api:AnonymousPerSecond"] = "2",
            ["Grid:Api:SearchesPerHour"] = "3",
            ["Grid:Api:Reference"] = "false",
        };
}

/// <summary>What is limited says how far the caller is from the limit.</summary>
public sealed class RateLimitTests(NarrowHost host) : IClassFixture<NarrowHost>
{
    [Fact]
    public async Task Counted_calls_say_how_many_are_left()
    {
        var caller = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, "counted"));
        var left = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var found = (await caller.PostAsync("/v1/search", new { name = "无此人" })).Expect(HttpStatusCode.OK);
            Assert.Equal("\"search\";q=3;w=3600", found.Headers["RateLimit-Policy"]);
            left.Add(found.Headers["RateLimit"].Split(';')[1]);
        }

        Assert.Equal(["r=2", "r=1", "r=0"], left);
        var refused = (await caller.PostAsync("/v1/search", new { name = "无此人" })).ExpectProblem(
            HttpStatusCode.TooManyRequests,
            "too-many-reads"
        );
        Assert.Equal("\"search\";q=3;w=3600", refused.Headers["RateLimit-Policy"]);
        Assert.Equal($"\"search\";r=0;t={refused.Headers["Retry-After"]}", refused.Headers["RateLimit"]);

        // Another caller has a count of its own.
        var other = await new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, "other")).PostAsync(
            "/v1/search",
            new { name = "无此人" }
        );
        Assert.StartsWith("\"search\";r=2", other.Headers["RateLimit"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/integrators")]
    [InlineData("/integrators/index.html")]
    [InlineData("/reference")]
    public async Task A_register_without_the_documentation_has_no_such_address(string address) =>
        (await new Hosts.Api(host, null).GetAsync(address)).ExpectProblem(HttpStatusCode.NotFound, "no-such-route");

    [Fact]
    public async Task What_needs_no_token_says_what_is_left_of_the_address()
    {
        Answer answer;
        var calls = 0;
        do
        {
            answer = await new Hosts.Api(host, null).GetAsync("/v1/roles");
            Assert.Equal("\"address\";q=4;w=2", answer.Headers["RateLimit-Policy"]);
        } while (answer.Status == HttpStatusCode.OK && ++calls < 200);

        answer.ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.StartsWith("\"address\";r=0;t=1", answer.Headers["RateLimit"], StringComparison.Ordinal);
        Assert.True(int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) >= 1);
    }

    [Fact]
    public async Task Every_limited_route_says_so_in_the_document()
    {
        var api = await DescribedAnswers.OfAsync(host);
        var limited = EveryRoute
            .Of(host)
            .Where(route =>
                route.Operation is not null
                && (route.Endpoint.Metadata.OfType<LimitedByAddress>().Any() || route.Endpoint.Metadata.OfType<CountedCall>().Any())
            )
            .ToList();
        Assert.True(limited.Count > 25);
        Assert.All(limited, route =>
        {
            var responses = api.Document["paths"]![route.Pattern]![route.Method.Method.ToLowerInvariant()]!["responses"]!.AsObject();
            Assert.All(responses, response => Assert.NotNull(api.Resolve(response.Value!)["headers"]!["RateLimit"]));
        });
    }
}
