using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Http;

/// <summary>Over all routes: HEAD is answered as GET is, without a body.</summary>
[Collection(HostOfAllRoutes.Name)]
public sealed class HeadTests(ApiHost host)
{
    /// <summary>What tells of the moment or of the body, and not of the resource.</summary>
    private static readonly string[] OfTheMoment = ["Date", "Transfer-Encoding", "Content-Length", "Connection"];

    [Fact]
    public async Task Head_answers_with_the_status_and_the_headers_of_get()
    {
        var person = (await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu)))).Person;
        var reads = EveryRoute.Of(host).Where(route => route.Method == HttpMethod.Get).ToList();
        Assert.True(reads.Count > 70);
        foreach (var route in reads)
        {
            foreach (var token in new[] { route.Token(host), route.Operation is null ? null : "x.y.z" }.Distinct())
            {
                using var got = await EveryRoute.SendAsync(host, HttpMethod.Get, route.Path(person), token);
                using var head = await EveryRoute.SendAsync(host, HttpMethod.Head, route.Path(person), token);
                Assert.True(got.StatusCode == head.StatusCode, $"{route.Pattern}: {got.StatusCode}, {head.StatusCode}");
                Assert.Equal(NamesOf(got), NamesOf(head));
                Assert.Equal(got.Content.Headers.ContentType, head.Content.Headers.ContentType);
                Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    [Fact]
    public async Task Head_of_a_person_is_one_read_on_the_access_log()
    {
        var person = (await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu)))).Person;
        var subject = "head-" + Guid.NewGuid().ToString("N");
        using var head = await EveryRoute.SendAsync(
            host,
            HttpMethod.Head,
            "/v1/persons/" + person,
            host.Token("clerk", Hosts.Api.Donghu, subject)
        );
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>("SELECT count(*) FROM access_log WHERE actor = $1 AND action = 'persons.read'", subject)
        );
    }

    [Fact]
    public async Task What_is_only_written_has_no_head_and_what_is_read_says_that_it_has()
    {
        var token = host.Token("clerk", Hosts.Api.Donghu);
        using var got = await EveryRoute.SendAsync(host, HttpMethod.Get, "/v1/search", token);
        using var head = await EveryRoute.SendAsync(host, HttpMethod.Head, "/v1/search", token);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, got.StatusCode), (head.StatusCode, head.StatusCode));
        using var put = await EveryRoute.SendAsync(host, HttpMethod.Put, "/v1/roles", null, "{}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.StatusCode);
        Assert.Equal(["GET", "HEAD"], put.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    private static string NamesOf(HttpResponseMessage answer) =>
        string.Join(
            ' ',
            answer
                .Headers.Concat(answer.Content.Headers)
                .Select(header => header.Key)
                .Where(name => !OfTheMoment.Contains(name))
                .Order(StringComparer.Ordinal)
        );
}
