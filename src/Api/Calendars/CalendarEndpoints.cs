using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Calendars;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Calendars;

/// <summary>The working calendars (工作日历): anyone reads them, operators load them while the register runs.</summary>
internal static class CalendarEndpoints
{
    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/calendars").WithTags("Calendars");
        group.MapGet("/progress", Progress).Reads("calendars.progress").NamesNobody();
        group.MapGet("/{region}/{year}", One).Open("calendars.read").MayChange().TellsVersion();
        group
            .MapPut("/{region}/{year}", Load)
            .Writes("calendars.load")
            .ReadsIfMatch()
            .Queries("dryRun")
            .Produces<CalendarLoadView>()
            .Produces<CalendarLoadView>(StatusCodes.Status202Accepted);
        group.MapPost("/{region}/{year}/preview", Preview).Reads("calendars.preview");
    }

    private static async Task<Ok<CalendarProgressView>> Progress(HttpRequest request, IGrainFactory grains, CancellationToken cancelled)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(CalendarProgressView.Of(await Grain(grains).Progress().WaitAsync(cancelled)));
    }

    private static async Task<Ok<CalendarBody>> One(
        string region,
        string year,
        HttpRequest request,
        IReferenceData reference,
        ICalendarStore store,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var tables = await TablesAsync(reference, store, cancelled);
        if (
            !int.TryParse(year, System.Globalization.NumberStyles.None, null, out var number)
            || tables.Find(region, number) is not { } table
        )
        {
            throw new Problem(ProblemCatalogue.NotFound).AsException();
        }

        request.HttpContext.Response.Tell(CalendarVersion.Of(table));
        return TypedResults.Ok(CalendarBody.Of(table));
    }

    /// <summary>
    /// Puts a year's table in force and recomputes the open deadlines; <c>dryRun=true</c> only judges it and leaves no receipt. The
    /// country's table is for operators of the whole province.
    /// </summary>
    private static async Task<IdempotentAnswer> Load(
        WriteRequest write,
        string region,
        string year,
        HttpRequest request,
        Body<CalendarBody> body,
        IReferenceData reference,
        ICalendarStore store,
        IGrainFactory grains,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        var query = new QueryReader(request);
        var dryRun = query.Flag("dryRun");
        query.ThrowIfWrong();
        RequireReach(write.Caller, region);
        body.Value.Read(new Fields(clock));
        if (dryRun)
        {
            var (judged, would) = await JudgeAsync();
            return new IdempotentAnswer(IdempotentWrites.Done(new CalendarLoadView(judged.Region, judged.Year, true, would)));
        }

        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var (table, changed) = await JudgeAsync();
            var answer = IdempotentWrites.Accepted(
                "/v1/calendars/progress",
                new CalendarLoadView(table.Region, table.Year, false, changed)
            );
            if (write.Match is { } match)
            {
                var now = await Grain(grains).Replace(write.Caller.Actor, table, match.Version, receipt(answer)).WaitAsync(write.Cancelled);
                if (now is not null)
                    throw IfMatch.Failed(now.Length > 0 ? now : null).AsException();
            }
            else
            {
                await Grain(grains).Load(write.Caller.Actor, table, receipt(answer)).WaitAsync(write.Cancelled);
            }

            return answer;
        });

        async Task<(CalendarYear Table, IReadOnlyList<CalendarDayView> Changed)> JudgeAsync()
        {
            var before = await TablesAsync(reference, store, write.Cancelled);
            var table = CalendarCheck.Read(region, year, body, before);
            return (table, CalendarChange.Days(before, before.With(table), table));
        }
    }

    /// <summary>
    /// Which open deadlines the table would move: counts by kind and days, and the first hundred cases. Nothing is changed.
    /// </summary>
    private static async Task<Ok<CalendarPreviewView>> Preview(
        string region,
        string year,
        HttpRequest request,
        Caller caller,
        Body<CalendarBody> body,
        IReferenceData reference,
        ICalendarStore store,
        CalendarPreview preview,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        RequireReach(caller, region);
        body.Value.Read(new Fields(clock));
        var before = await TablesAsync(reference, store, cancelled);
        var table = CalendarCheck.Read(region, year, body, before);
        var after = before.With(table);
        return TypedResults.Ok(await preview.MakeAsync(caller, table, after, CalendarChange.Days(before, after, table), cancelled));
    }

    /// <summary>A table moves deadlines in all of its region; the country's in the whole register.</summary>
    private static void RequireReach(Caller caller, string region) =>
        Scope.RequireRegion(caller, region == CalendarYear.Root ? "" : region);

    /// <summary>The shipped tables with those that were loaded before them; this process may not have taken the latest over yet.</summary>
    private static async Task<CalendarTables> TablesAsync(IReferenceData reference, ICalendarStore store, CancellationToken cancelled)
    {
        var loaded = await store.ReadAsync(cancelled);
        var shipped = reference.Calendars.Tables;
        return loaded.Count == 0
            ? shipped
            : CalendarTables.Of(
                shipped.All.Where(one => !loaded.Any(other => (other.Region, other.Year) == (one.Region, one.Year))).Concat(loaded)
            );
    }

    private static ICalendarGrain Grain(IGrainFactory grains) => grains.GetGrain<ICalendarGrain>("calendar");
}
