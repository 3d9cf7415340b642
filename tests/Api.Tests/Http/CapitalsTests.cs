using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Http;

/// <summary>Over all routes: an address in capitals is the same address, for roles, limits and the access log.</summary>
[Collection(HostOfAllRoutes.Name)]
public sealed class CapitalsTests(ApiHost host)
{
    [Fact]
    public async Task An_address_in_capitals_is_the_same_route()
    {
        var person = (await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu)))).Person;
        foreach (var route in EveryRoute.Of(host))
        {
            var small = route.Path(person);
            var capitals = InCapitals(route.Pattern, small);
            var body = route.Method == HttpMethod.Get ? null : "{}";
            foreach (var token in new[] { null, "x.y.z", route.Token(host) }.Distinct())
            {
                using var first = await EveryRoute.SendAsync(host, route.Method, small, token, body);
                using var second = await EveryRoute.SendAsync(host, route.Method, capitals, token, body);

                // What the first one began, the second one may not begin again.
                var isSame =
                    first.StatusCode == second.StatusCode || (first.IsSuccessStatusCode && second.StatusCode == HttpStatusCode.Conflict);
                Assert.True(isSame, $"{small} {first.StatusCode}, {capitals} {second.StatusCode}");
                Assert.Equal(first.Headers.Contains("RateLimit"), second.Headers.Contains("RateLimit"));
                Assert.Equal(first.Headers.CacheControl?.ToString(), second.Headers.CacheControl?.ToString());
            }
        }
    }

    [Fact]
    public async Task A_read_at_an_address_in_capitals_is_on_the_access_log()
    {
        var person = (await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu)))).Person;
        var subject = "capitals-" + Guid.NewGuid().ToString("N");
        var caller = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, subject));
        (await caller.GetAsync("/V1/PERSONS/" + person)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>("SELECT count(*) FROM access_log WHERE actor = $1 AND action = 'persons.read'", subject)
        );
    }

    /// <summary>The path with every segment that is literal in the pattern in capitals.</summary>
    private static string InCapitals(string pattern, string path) =>
        string.Join(
            '/',
            pattern.Split('/').Zip(path.Split('/'), (of, segment) => of.StartsWith('{') ? segment : segment.ToUpperInvariant())
        );
}
