using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Performance;

/// <summary>How offices keep their duties (79/2020 (十四)): figures only, no person.</summary>
internal static class PerformanceEndpoints
{
    private const int LongestDays = 366;

    public static void MapPerformance(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/performance", Of).WithTags("Performance").Reads("performance.read").Queries("from", "to", "office", "region");

    /// <summary><c>from</c> and <c>to</c>: both inclusive, at most 366 days.</summary>
    private static async Task<Ok<PerformanceView>> Of(HttpRequest request, Caller caller, IPerformance performance, IReferenceData reference, CancellationToken cancelled)
    {
        var query = new QueryReader(request);
        var (from, to) = (query.Date("from"), query.Date("to"));
        var part = ScopePart.Read(query, reference.Offices);
        if (to < from || to > from?.AddDays(LongestDays - 1))
        {
            query.Wrong("to", FieldCodes.OutOfRange);
        }

        query.ThrowIfWrong();
        var offices = await performance.OfAsync(part.Within(caller), from!.Value, to!.Value, cancelled);
        return TypedResults.Ok(new PerformanceView(from.Value, to.Value, [.. offices.OrderBy(office => office.Office, StringComparer.Ordinal).Select(OfficePerformanceView.Of)]));
    }
}
