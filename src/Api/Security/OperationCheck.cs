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
                {
                    throw new InvalidOperationException($"{endpoint.RoutePattern.RawText} names no operation of the role matrix.");
                }

                continue;
            }

            if (!matrix.Knows(operation.Name))
            {
                throw new InvalidOperationException($"{endpoint.RoutePattern.RawText}: the role matrix has no operation {operation.Name}.");
            }

            routed.Add(operation.Name);
        }

        if (matrix.Rows.FirstOrDefault(row => !routed.Contains(row.Operation)) is { } orphan)
        {
            throw new InvalidOperationException($"The role matrix names {orphan.Operation}, which no route is.");
        }
    }
}
