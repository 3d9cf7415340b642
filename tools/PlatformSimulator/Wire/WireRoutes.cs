using Grid.PlatformSimulator.Faults;
using Grid.PlatformSimulator.Fields;
using Grid.PlatformSimulator.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grid.PlatformSimulator.Wire;

/// <summary>The interfaces that the register calls.</summary>
internal static class WireRoutes
{
    private const int StepsBack = 10;

    public static void Map(WebApplication app)
    {
        app.MapGet("/applications", Download).Behind("applications");
        app.MapPost("/applications/acknowledgements", Acknowledge).Behind("acknowledgements");
        app.MapPost("/uploads", Take).Behind("uploads");
        app.MapGet("/statistics", Statistics).Behind("statistics");
    }

    private static void Behind(this RouteHandlerBuilder route, string name) =>
        route.AddEndpointFilterFactory(
            (factory, next) =>
            {
                var services = factory.ApplicationServices;
                var filter = new WireFilter(
                    name,
                    services.GetRequiredService<FaultSchedule>(),
                    services.GetService<Signature>(),
                    services.GetRequiredService<TimeProvider>()
                );
                return context => filter.InvokeAsync(context, next);
            }
        );

    private static async Task<IResult> Download(
        HttpRequest request,
        Applications applications,
        FaultSchedule schedule,
        CancellationToken cancelled
    )
    {
        var region = request.Region();
        var after = request.Number("after", 0, 0, long.MaxValue);
        var limit = (int)request.Number("limit", 100, 1, 1000);
        if (schedule.IsDue(FaultKind.CursorBack, "applications"))
            after = await applications.BackAsync(region, after, StepsBack, cancelled);
        var found = await applications.AfterAsync(region, after, limit + 1, cancelled);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? $"{page[^1].Id}" : null;
        page = [.. page.SelectMany(one => schedule.IsDue(FaultKind.Duplicates, "applications") ? [one, one] : (StoredApplication[])[one])];
        if (schedule.IsDue(FaultKind.Reorder, "applications"))
            page = [.. page.Where((_, place) => place % 2 == 1).Reverse(), .. page.Where((_, place) => place % 2 == 0)];
        return Json(new { items = page.Select(one => new { cursor = $"{one.Id}", fields = one.Fields }), next });
    }

    private static async Task<IResult> Acknowledge(HttpContext http, Applications applications, CancellationToken cancelled)
    {
        var root = JsonPlace.Read(await BodyReader.ReadAsync(http)).Object("region", "numbers");
        var region = root.Get("region");
        var numbers = root.Get("numbers").Array(1, WireText.MostItems).Select(number => number.Text(100)).ToList();
        await applications.AcknowledgeAsync(
            WireText.IsRegion(region.Text(6)) ? region.Text(6) : throw region.Bad("2, 4 or 6 digits are expected"),
            numbers,
            cancelled
        );
        return Results.NoContent();
    }

    private static async Task<IResult> Take(HttpContext http, UploadStore uploads, FieldTable table, FaultSchedule schedule)
    {
        var upload = UploadReader.Read(await BodyReader.ReadAsync(http), table);

        // Who goes away in the middle does not undo it.
        return Json(
            new { items = await uploads.TakeAsync(upload, schedule.IsDue(FaultKind.HalfAnswers, "uploads"), CancellationToken.None) }
        );
    }

    private static async Task<IResult> Statistics(HttpRequest request, ReceivedItems received, CancellationToken cancelled)
    {
        var region = request.Region();
        var day = request.Day() ?? throw new BadInputException("day", "missing");
        return Json(new { figures = await received.FiguresAsync(region, day, cancelled) });
    }

    private static JsonHttpResult<T> Json<T>(T value) => TypedResults.Json(value, WireText.Json);
}
