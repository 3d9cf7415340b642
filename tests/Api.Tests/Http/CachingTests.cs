using System.IO.Compression;
using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Http;

/// <summary>Over all routes: nothing is kept by caches but reference data, which say how long, have an entity tag and come compressed.</summary>
[Collection(HostOfAllRoutes.Name)]
public sealed class CachingTests(ApiHost host)
{
    /// <summary>What is the same for every caller and names no person. One that is added here has been looked at.</summary>
    private static readonly string[] Reference =
    [
        "/openapi/machines.json",
        "/openapi/office.json",
        "/openapi/operators.json",
        "/openapi/statistics.json",
        "/openapi/v1-3.1.json",
        "/openapi/v1.json",
        "/problems",
        "/problems/{code}",
        "/v1/calendars/{region}/{year}",
        "/v1/code-lists",
        "/v1/code-lists/{id}",
        "/v1/commitment-texts",
        "/v1/offices",
        "/v1/offices/{code}",
        "/v1/policy-list",
        "/v1/regions",
        "/v1/regions/{code}",
        "/v1/roles",
        "/v1/service-list",
    ];

    [Fact]
    public void Reference_data_are_these_and_all_are_open()
    {
        var declared = EveryRoute.Of(host).Where(route => route.IsReference).ToList();
        Assert.Equal(Reference, declared.Select(route => route.Pattern).Order(StringComparer.Ordinal));
        Assert.All(declared, route => Assert.Null(route.Token(host)));
    }

    [Fact]
    public async Task No_answer_of_any_other_route_may_be_kept()
    {
        var person = (await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu)))).Person;
        var others = EveryRoute.Of(host).Where(route => !route.IsReference).ToList();
        Assert.True(others.Count > 150);
        var answered = 0;
        foreach (var route in others)
        {
            using var answer = await EveryRoute.SendAsync(
                host,
                route.Method,
                route.Path(person),
                route.Token(host),
                route.Method == HttpMethod.Get ? null : "{}"
            );
            Assert.True(answer.Headers.CacheControl?.ToString() == "no-store", $"{route.Pattern}: {answer.Headers.CacheControl}");
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
            answered += answer.IsSuccessStatusCode ? 1 : 0;
            using var denied = await EveryRoute.SendAsync(host, route.Method, route.Path(person).ToUpperInvariant(), "x.y.z");
            Assert.True(
                denied.Headers.CacheControl?.ToString() == "no-store",
                $"{route.Pattern} in capitals: {denied.Headers.CacheControl}"
            );
        }

        Assert.True(answered > 50, $"Only {answered} routes answered.");
    }

    [Fact]
    public async Task Reference_data_have_a_tag_and_are_not_sent_twice()
    {
        foreach (var route in EveryRoute.Of(host).Where(route => route.IsReference))
        {
            var path = route.Path("");
            using var first = await EveryRoute.SendAsync(host, HttpMethod.Get, path, null);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.True(first.Headers.CacheControl is { Public: true } kept && (kept.NoCache || kept.MaxAge > TimeSpan.Zero), path);
            var tag = first.Headers.ETag!.ToString();
            using var again = await EveryRoute.SendAsync(host, HttpMethod.Get, path, null, null, ("If-None-Match", tag));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(tag, again.Headers.ETag!.ToString());
            Assert.Equal(first.Headers.CacheControl, again.Headers.CacheControl);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            using var other = await EveryRoute.SendAsync(host, HttpMethod.Get, path, null, null, ("If-None-Match", "\"other\""));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }
    }

    [Fact]
    public async Task Reference_data_come_compressed_and_are_the_same()
    {
        foreach (var route in EveryRoute.Of(host).Where(route => route.IsReference))
        {
            var path = route.Path("");
            using var plain = await EveryRoute.SendAsync(host, HttpMethod.Get, path, null);
            var text = await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            foreach (var encoding in (string[])["gzip", "br"])
            {
                using var answer = await EveryRoute.SendAsync(host, HttpMethod.Get, path, null, null, ("Accept-Encoding", encoding));
                Assert.True(encoding == string.Join(',', answer.Content.Headers.ContentEncoding), $"{path} {encoding}");
                Assert.Contains("Accept-Encoding", answer.Headers.Vary);
                Assert.Equal(plain.Headers.ETag, answer.Headers.ETag);
                await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
                await using Stream open =
                    encoding == "br"
                        ? new BrotliStream(body, CompressionMode.Decompress)
                        : new GZipStream(body, CompressionMode.Decompress);
                using var reader = new StreamReader(open);
                Assert.Equal(text, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    [Fact]
    public async Task What_does_not_exist_may_not_be_kept_either()
    {
        foreach (var path in (string[])["/v1/nothing", "/V1/NOTHING", "/problems/nothing", "/v1/code-lists/nothing", "/v1/regions/999999"])
        {
            using var answer = await EveryRoute.SendAsync(host, HttpMethod.Get, path, null);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.Null(answer.Headers.ETag);
        }
    }

    /// <summary>A reference list that is longer than its page says the same to everybody, its cursor included.</summary>
    [Fact]
    public async Task A_page_of_reference_data_has_one_tag_for_all_callers()
    {
        const string Path = "/v1/regions?parent=36&pageSize=2";
        using var anybody = await EveryRoute.SendAsync(host, HttpMethod.Get, Path, null);
        using var clerk = await EveryRoute.SendAsync(host, HttpMethod.Get, Path, host.Token("clerk", Hosts.Api.Donghu));
        Assert.Equal(anybody.Headers.ETag, clerk.Headers.ETag);
        Assert.Contains(
            "\"next\"",
            await anybody.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }
}
