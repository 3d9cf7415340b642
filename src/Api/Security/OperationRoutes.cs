using Grid.Api.Hosting;
using Grid.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Security;

/// <summary>How a table of routes names each route's operation.</summary>
internal static class OperationRoutes
{
    /// <summary>A read by somebody with a role.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, string operation) =>
        route.WithMetadata(new Operation(operation, OperationKind.Read)).WithName(operation);

    /// <summary>A command.</summary>
    public static RouteHandlerBuilder Writes(this RouteHandlerBuilder route, string operation) =>
        route.WithMetadata(new Operation(operation, OperationKind.Write)).WithName(operation);

    /// <summary>A write that is harmless to repeat.</summary>
    public static RouteHandlerBuilder Repeats(this RouteHandlerBuilder route, string operation) =>
        route.WithMetadata(new Operation(operation, OperationKind.Repeatable)).WithName(operation);

    /// <summary>A read by anybody, limited for each client's address.</summary>
    public static RouteHandlerBuilder Open(this RouteHandlerBuilder route, string operation) =>
        route.Reads(operation).RequireRateLimiting(RateLimits.Anonymous);

    /// <summary>What the query may have.</summary>
    public static RouteHandlerBuilder Queries(this RouteHandlerBuilder route, params string[] names) =>
        route.WithMetadata(new QueryNames(names));
}
