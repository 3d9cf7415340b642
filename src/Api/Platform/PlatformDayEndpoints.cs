using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Platform;

/// <summary>
/// Days of the sync: the manifest with which each was closed, and its reconciliation with the platform's statistics. Figures only, no
/// person.
/// </summary>
internal static class PlatformDayEndpoints
{
    /// <summary>Days of a list at most.</summary>
    private const int LongestList = 366;

    public static void MapPlatformDays(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/platform/days").WithTags("Platform");
        group.MapGet("", List).Reads("platform.days").Queries("from", "to");
        group.MapGet("/{day}", One).Reads("platform.day");
        group.MapPost("/{day}/reconciliation", Reconcile).Repeats("platform.reconcile");
    }

    /// <summary><c>from</c> and <c>to</c>: days, both inclusive, at most 366.</summary>
    private static async Task<Ok<PlatformDaysView>> List(HttpRequest request, IPlatformDays days, CancellationToken cancelled)
    {
        var query = new QueryReader(request);
        var (from, to) = (query.Date("from"), query.Date("to"));
        if (from > to || to?.DayNumber - from?.DayNumber >= LongestList)
        {
            query.Wrong("from", FieldCodes.OutOfRange);
        }

        query.ThrowIfWrong();
        var found = await days.ListAsync(from!.Value, to!.Value, cancelled);
        return TypedResults.Ok(new PlatformDaysView([.. found.Select(PlatformDayLine.Of)]));
    }

    private static async Task<Ok<PlatformDayView>> One(
        string day,
        HttpRequest request,
        IPlatformDays days,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var manifests = await days.HistoryAsync(Day(day, clock), cancelled);
        return manifests.Count > 0
            ? TypedResults.Ok(PlatformDayView.Of(manifests[0], manifests.Skip(1)))
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    /// <summary>
    /// Closes a day that is over and compares it with the platform, now. Without the platform's answer <c>held</c> is absent.
    /// </summary>
    private static async Task<Ok<PlatformDayView>> Reconcile(
        string day,
        HttpRequest request,
        Body<NoBody> body,
        IGrainFactory grains,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        _ = body;
        var wanted = Day(day, clock);
        if (wanted >= clock.Today())
        {
            throw Problem.Fields(new FieldError("path.day", FieldCodes.DayNotOver)).AsException();
        }

        return TypedResults.Ok(PlatformDayView.Of(await ProvinceSync.Of(grains, reference).Reconcile(wanted).WaitAsync(cancelled), []));
    }

    private static DateOnly Day(string text, TimeProvider clock)
    {
        var fields = new Fields(clock);
        var day = fields.Date(text, "path.day", required: true);
        fields.ThrowIfWrong();
        return day!.Value;
    }
}
