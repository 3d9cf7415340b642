using Grid.Domain.Calendar;
using Grid.PlatformSimulator.Faults;
using Grid.PlatformSimulator.Fields;
using Grid.PlatformSimulator.Months;
using Grid.PlatformSimulator.Store;
using Grid.PlatformSimulator.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grid.PlatformSimulator.Control;

/// <summary>What tests and operators of the simulator ask of it. Neither signed nor subject to faults.</summary>
internal static class ControlRoutes
{
    private const int MostMonths = 240;

    public static void Map(WebApplication app)
    {
        var control = app.MapGroup("/control");
        control.MapGet("/faults", (FaultSchedule schedule) => Json(new { faults = schedule.InForce() }));
        control.MapPost("/faults", SetFaults);
        control.MapDelete("/faults", (FaultSchedule schedule) => Set(schedule, FaultPlan.None));
        control.MapPost("/applications", MakeApplications);
        control.MapGet("/holdings", ReceivedItemsOf);
        control.MapDelete("/holdings", Clear);
        control.MapGet("/holdings/months", MonthsOf);
        control.MapGet("/totals", async (ReceivedItems received, CancellationToken cancelled) =>
            Json(await received.TotalsAsync(cancelled))
        );
        control.MapGet("/trace", Trace);
        control.MapGet("/refusals", Refusals);
        control.MapGet("/batches", async (HttpRequest request, ReceivedItems received, CancellationToken cancelled) =>
            Json(new { batches = await received.BatchesAsync((int)request.Number("limit", 100, 1, 10_000), cancelled) })
        );
    }

    private static async Task<IResult> SetFaults(HttpContext http, FaultSchedule schedule, FieldTable table) =>
        Set(schedule, FaultReader.Read(JsonPlace.Read(await BodyReader.ReadAsync(http)), table.ItemKinds));

    private static JsonHttpResult<object> Set(FaultSchedule schedule, FaultPlan plan)
    {
        schedule.Set(plan);
        return Json<object>(new { faults = schedule.InForce() });
    }

    private static async Task<IResult> MakeApplications(HttpContext http, ApplicationOrders orders, CancellationToken cancelled) =>
        Json(new { applications = await orders.FillAsync(JsonPlace.Read(await BodyReader.ReadAsync(http)), cancelled) });

    private static async Task<IResult> ReceivedItemsOf(HttpRequest request, ReceivedItems received, CancellationToken cancelled)
    {
        var region = request.RegionOrAll();
        var day = request.Day();
        var limit = (int)request.Number("limit", 1000, 1, 100_000);
        var items = await received.ItemsAsync(
            region,
            day,
            request.Text("kind"),
            request.Text("registration"),
            request.Number("after", 0, 0, long.MaxValue),
            limit,
            cancelled
        );
        return Json(
            new
            {
                day,
                keys = day is { } one ? await received.KeysAsync(region, one, cancelled) : null,
                items,
                next = items.Count == limit ? items[^1].Sequence : (long?)null,
            }
        );
    }

    private static async Task<IResult> Clear(Database database, CancellationToken cancelled)
    {
        await database.ClearAsync(cancelled);
        return Results.NoContent();
    }

    private static async Task<IResult> MonthsOf(HttpRequest request, MonthReading months, TimeProvider clock, CancellationToken cancelled)
    {
        var region = request.RegionOrAll();
        var to = Month(request, "to") ?? Period.Of(ChinaTime.DateOf(clock.GetUtcNow()));
        var from = Month(request, "from") ?? to;
        if (from > to || to.MonthsSince(from) >= MostMonths)
            throw new BadInputException("from", $"up to {MostMonths} months before to are expected");
        var rows = (await months.ReadAsync(cancelled)).Rows(from, to, region);
        return Json(
            new
            {
                region,
                months = rows,
                total = MonthFigures.Total(rows),
            }
        );
    }

    private static YearMonth? Month(HttpRequest request, string name) =>
        request.Text(name) is not { } text ? null
        : YearMonth.TryParse(text, out var month) && month.Year is >= 2000 and < 9000 ? month
        : throw new BadInputException(name, "a month is expected, yyyy-MM");

    private static async Task<IResult> Trace(
        HttpRequest request,
        ReceivedItems received,
        Applications applications,
        CancellationToken cancelled
    )
    {
        var number = request.Text("number") ?? throw new BadInputException("number", "missing");
        return Json(
            new
            {
                applications = (await applications.OfNumberAsync(number, cancelled)).Select(one => new
                {
                    cursor = one.Id,
                    one.Number,
                    one.Bad,
                    one.MadeAt,
                    one.AcknowledgedAt,
                    one.Acknowledgements,
                }),
                items = await received.TraceAsync(number, cancelled),
            }
        );
    }

    private static async Task<IResult> Refusals(HttpRequest request, ReceivedItems received, CancellationToken cancelled)
    {
        var limit = (int)request.Number("limit", 100, 1, 10_000);
        var refusals = await received.RefusedAsync(request.Number("before", long.MaxValue, 0, long.MaxValue), limit, cancelled);
        return Json(new { refusals, next = refusals.Count == limit ? refusals[^1].Id : (long?)null });
    }

    private static JsonHttpResult<T> Json<T>(T value) => TypedResults.Json(value, WireText.Json);
}
