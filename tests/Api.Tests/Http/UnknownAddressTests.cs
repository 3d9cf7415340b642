using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Http;

/// <summary>Over all routes: an address that does not exist is not found by any method, and one that does says which methods it has.</summary>
[Collection(HostOfAllRoutes.Name)]
public sealed class UnknownAddressTests(ApiHost host)
{
    private static readonly HttpMethod[] Methods =
    [
        HttpMethod.Get,
        HttpMethod.Head,
        HttpMethod.Post,
        HttpMethod.Put,
        HttpMethod.Patch,
        HttpMethod.Delete,
    ];

    [Theory]
    [InlineData("/v1/nothing")]
    [InlineData("/V1/NOTHING")]
    [InlineData("/v1")]
    [InlineData("/v1/persons/0123456789abcdef0123456789abcdef/nothing")]
    [InlineData("/v1/search/nothing")]
    [InlineData("/v2/search")]
    [InlineData("/problems/not-found/nothing")]
    [InlineData("/openapi/nothing.json")]
    [InlineData("/nothing.json")]
    public async Task An_unknown_address_is_not_found_by_any_method(string path)
    {
        foreach (var method in Methods)
        {
            using var answer = await EveryRoute.SendAsync(
                host,
                method,
                path,
                host.Token("clerk", Hosts.Api.Donghu),
                HasBody(method) ? "{}" : null
            );
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{method} {path}: {answer.StatusCode}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            if (method != HttpMethod.Head)
            {
                Assert.Contains(
                    "\"no-such-route\"",
                    await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                    StringComparison.Ordinal
                );
            }
        }
    }

    [Fact]
    public async Task A_known_address_names_the_methods_that_it_has_to_whoever_uses_another()
    {
        var routes = Routes.Of(host);
        var refused = 0;
        foreach (var path in routes.Select(route => route.Path()).Distinct(StringComparer.Ordinal))
        {
            var has = routes
                .Where(route => route.Matches(path))
                .Select(route => route.Method.Method)
                .SelectMany(method => method == "GET" ? [method, "HEAD"] : new[] { method })
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .ToList();
            foreach (var method in Methods.Where(method => !has.Contains(method.Method)))
            {
                using var answer = await EveryRoute.SendAsync(host, method, path, null, HasBody(method) ? "{}" : null);
                Assert.True(answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {path}: {answer.StatusCode}");
                Assert.Equal(has, answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
                Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
                Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                refused++;
            }
        }

        Assert.True(refused > 800, $"{refused} requests");
    }

    private static bool HasBody(HttpMethod method) => method != HttpMethod.Get && method != HttpMethod.Head && method != HttpMethod.Delete;
}
