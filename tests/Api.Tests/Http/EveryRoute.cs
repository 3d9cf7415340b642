using System.Net.Http.Headers;
using System.Text;
using Grid.Api.Hosting;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Http;

/// <summary>All routes of the running host, with what they declare, and plain requests to them.</summary>
internal static class EveryRoute
{
    /// <summary>Every route of the API that a table of routes has, the operations and the rest.</summary>
    public static IReadOnlyList<DeclaredRoute> Of(ApiHost host) =>
        [
            .. host
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => IsOfTheApi(endpoint.RoutePattern.RawText ?? ""))
                .Select(endpoint => new DeclaredRoute(
                    new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]),
                    "/" + endpoint.RoutePattern.RawText!.Trim('/'),
                    endpoint
                ))
                .DistinctBy(route => (route.Method, route.Pattern)),
        ];

    public static async Task<HttpResponseMessage> SendAsync(
        ApiHost host,
        HttpMethod method,
        string path,
        string? token,
        string? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method != HttpMethod.Get && method != HttpMethod.Head)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static bool IsOfTheApi(string pattern) =>
        pattern.StartsWith("/v1", StringComparison.Ordinal)
        || pattern.StartsWith("/problems", StringComparison.Ordinal)
        || pattern.StartsWith("/openapi", StringComparison.Ordinal);
}

/// <summary>A route and its metadata.</summary>
internal sealed record DeclaredRoute(HttpMethod Method, string Pattern, RouteEndpoint Endpoint)
{
    public string? Operation => Endpoint.Metadata.GetMetadata<Operation>()?.Name;

    public bool IsReference => Endpoint.Metadata.GetMetadata<ReferenceAnswer>() is not null;

    /// <summary>With something that exists in each place of the pattern, as far as a register has it from the beginning.</summary>
    public string Path(string person) =>
        Pattern
            .Replace("{personId}", person, StringComparison.Ordinal)
            .Replace("/regions/{code}", "/regions/360102", StringComparison.Ordinal)
            .Replace("/offices/{code}", "/offices/36010201", StringComparison.Ordinal)
            .Replace("/code-lists/{id}", "/code-lists/exit-reason", StringComparison.Ordinal)
            .Replace("/calendars/{region}", "/calendars/CN", StringComparison.Ordinal)
            .Replace("/problems/{code}", "/problems/not-found", StringComparison.Ordinal)
            .Replace("{region}", "360102", StringComparison.Ordinal)
            .Replace("{year}", "2026", StringComparison.Ordinal)
            .Replace("{kind}", "firstContact", StringComparison.Ordinal)
            .Replace("{number}", "1", StringComparison.Ordinal)
            .Replace(
                "{period}",
                Domain.Counting.CountingPeriod.Of(Domain.Calendar.ChinaTime.DateOf(TimeProvider.System.GetUtcNow())).ToString(),
                StringComparison.Ordinal
            )
            .Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal);

    /// <summary>A token of a role that may; null where none is needed.</summary>
    public string? Token(ApiHost host)
    {
        if (Operation is null || RoleMatrix.BuiltIn.IsOpen(Operation))
            return null;
        var role = RoleNames.OfTokens.First(role => RoleMatrix.BuiltIn.Allows(Operation, role));
        var office =
            RoleMatrix.BuiltIn.IsForProvince(Operation) ? Hosts.Api.Province
            : role is Role.Clerk or Role.Supervisor or Role.OfficeSystem ? Hosts.Api.Donghu
            : null;
        return host.Token(RoleNames.Of(role), office, "every-route-" + role);
    }
}

/// <summary>
/// A host for the tests that go over all routes. Their many denials would fill the budget of others' at one host: what is over it is written
/// added up, and later.
/// </summary>
[CollectionDefinition(Name)]
public sealed class HostOfAllRoutes : ICollectionFixture<ApiHost>
{
    public const string Name = "host of all routes";
}
