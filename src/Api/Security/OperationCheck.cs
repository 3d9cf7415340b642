using Grid.Api.Access;
using Grid.Api.Hosting;
using Grid.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Security;

/// <summary>At start: each route under <c>/v1</c> is an operation of the matrix, and each operation of the matrix is a route.</summary>
internal static class OperationCheck
{
    public static void Run(IEnumerable<Endpoint> endpoints, RoleMatrix matrix)
    {
        var routed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            var operation = endpoint.Metadata.GetMetadata<Operation>();
            if (operation is null)
            {
                if (endpoint.RoutePattern.RawText?.StartsWith("/v1", StringComparison.Ordinal) == true)
                    throw new InvalidOperationException($"{endpoint.RoutePattern.RawText} names no operation of the role matrix.");

                continue;
            }

            if (!matrix.Knows(operation.Name))
                throw new InvalidOperationException($"{endpoint.RoutePattern.RawText}: the role matrix has no operation {operation.Name}.");

            routed.Add(operation.Name);
        }

        if (matrix.Rows.FirstOrDefault(row => !routed.Contains(row.Operation)) is { } orphan)
            throw new InvalidOperationException($"The role matrix names {orphan.Operation}, which no route is.");
    }
}

/// <summary>Which operation of the role matrix an endpoint is; every endpoint under <c>/v1</c> has one.</summary>
/// <param name="Name">As in the matrix: <c>applications.submit</c>.</param>
/// <param name="Kind">What it does.</param>
internal sealed record Operation(string Name, OperationKind Kind);

/// <summary>What an operation does.</summary>
internal enum OperationKind
{
    /// <summary>Reads; needs no key.</summary>
    Read,

    /// <summary>Writes, and is harmless to repeat by its nature: the same again changes nothing more. Needs no key.</summary>
    Repeatable,

    /// <summary>
    /// A command to a person's record, or another write with a receipt: needs an idempotency key, and a failure may leave its outcome
    /// unknown.
    /// </summary>
    Write,
}

/// <summary>How a table of routes names each route's operation.</summary>
internal static class OperationRoutes
{
    /// <summary>
    /// A read by a caller with a role. It is on the access log: where the handler does not say more, with the values of route and query.
    /// </summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, string operation) =>
        route.WithMetadata(new Operation(operation, OperationKind.Read)).WithName(operation).AddEndpointFilter(ReadLog.LogAsync);

    /// <summary>
    /// Nothing but figures, calendars or the state of the register itself: the answer names no person, and pages read it every few seconds.
    /// Not on the access log.
    /// </summary>
    public static RouteHandlerBuilder NamesNobody(this RouteHandlerBuilder route) => route.WithMetadata(NoPersons.Instance);

    /// <summary>A command.</summary>
    public static RouteHandlerBuilder Writes(this RouteHandlerBuilder route, string operation) =>
        route.WithMetadata(new Operation(operation, OperationKind.Write)).WithName(operation);

    /// <summary>A write that is harmless to repeat.</summary>
    public static RouteHandlerBuilder Repeats(this RouteHandlerBuilder route, string operation) =>
        route.WithMetadata(new Operation(operation, OperationKind.Repeatable)).WithName(operation);

    /// <summary>A read by anyone, limited for each client's address.</summary>
    public static RouteHandlerBuilder Open(this RouteHandlerBuilder route, string operation) => route.Reads(operation).LimitedByAddress();

    /// <summary>What the query may have.</summary>
    public static RouteHandlerBuilder Queries(this RouteHandlerBuilder route, params string[] names) =>
        route.WithMetadata(new QueryNames(names));
}
