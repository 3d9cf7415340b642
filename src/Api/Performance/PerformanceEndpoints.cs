using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Wording;
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
    private static async Task<Ok<PerformanceView>> Of(
        HttpRequest request,
        Caller caller,
        IPerformance performance,
        IWordingFlags wording,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var (from, to) = (query.Date("from"), query.Date("to"));
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        if (to < from || to > from?.AddDays(LongestDays - 1))
        {
            query.Wrong("to", FieldCodes.OutOfRange);
        }

        query.ThrowIfWrong();
        var scope = part.Within(caller);
        var flags = await wording.FiguresAsync(scope, from!.Value, to!.Value, cancelled);
        var offices = (await performance.OfAsync(scope, from.Value, to.Value, cancelled)).ToDictionary(
            office => office.Office,
            StringComparer.Ordinal
        );
        return TypedResults.Ok(
            new PerformanceView(
                from.Value,
                to.Value,
                [
                    .. offices
                        .Keys.Union(flags.Keys, StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal)
                        .Select(office =>
                            OfficePerformanceView.Of(
                                offices.GetValueOrDefault(office) ?? OfficePerformance.Nothing(office),
                                flags.GetValueOrDefault(office) ?? WordingFigures.None
                            )
                        ),
                ]
            )
        );
    }
}
