using System.Text.RegularExpressions;
using Grid.Api.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Hosts;

/// <summary>A route of the running host.</summary>
public sealed partial record Routes(string Operation, HttpMethod Method, string Pattern)
{
    /// <summary>All routes that are operations.</summary>
    public static IReadOnlyList<Routes> Of(ApiHost host) =>
        [
            .. host
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null)
                .Select(endpoint => new Routes(
                    endpoint.Metadata.GetMetadata<Operation>()!.Name,
                    new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]),
                    "/" + endpoint.RoutePattern.RawText!.Trim('/')
                ))
                .DistinctBy(route => route.Operation),
        ];

    /// <summary>The route with each of its parameters replaced.</summary>
    public string Path(string value = "0123456789abcdef0123456789abcdef") => Parameter().Replace(Pattern, value);

    public Task<Answer> CallAsync(Api caller, string body) =>
        Method == HttpMethod.Get ? caller.GetAsync(Path()) : caller.SendAsync(Method, Path(), body, Guid.NewGuid().ToString());

    [GeneratedRegex(@"\{[a-zA-Z]+\}")]
    private static partial Regex Parameter();
}
