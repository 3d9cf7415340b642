using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Counts;

/// <summary>
/// Live counts of any region with its children, time series, any day's stock, and the persons behind a figure (79/2020 (九), (十)).
/// </summary>
internal static class CountEndpoints
{
    /// <summary>The longest series: ten years.</summary>
    private const int LongestSeries = 120;

    public static void MapCounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/counts/{region}").WithTags("Counts");
        group.MapGet("", Live).Reads("counts.read").NamesNobody().Queries("period");
        group.MapGet("/offices", Offices).Reads("counts.offices").NamesNobody().Queries("period", "pageSize", "cursor");
        group.MapGet("/series", Series).Reads("counts.series").NamesNobody().Queries("from", "to");
        group.MapGet("/stock", Stock).Reads("counts.stock").NamesNobody().Queries("on", "ages", "months");
        group
            .MapGet("/persons", Persons)
            .Reads("counts.persons")
            .Queries("period", "block", "measure", "dimension", "value", "office", "pageSize", "cursor");
    }

    /// <summary>
    /// The period's figures as they are now, with those of the regions directly below. <c>period</c>: a month, the present one when absent.
    /// </summary>
    private static async Task<Ok<CountsView>> Live(
        string region,
        HttpRequest request,
        Caller caller,
        IGrainFactory grains,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var period = PeriodQuery.Read(query, "period", clock.Today()) ?? CountingPeriod.Of(clock.Today());
        query.ThrowIfWrong();
        var where = CountedRegion.Within(caller, region, reference.Regions, clock.Today());
        var own = await FiguresAsync(grains, where.Region, period, cancelled);
        var children = new List<ChildCounts>();
        if (!where.IsLeaf)
        {
            var below = where.Children.ToList();
            var figures = await Task.WhenAll(below.Select(child => FiguresAsync(grains, child, period, cancelled)));
            children.AddRange(
                below
                    .Zip(figures)
                    .Where(child =>
                        !child.Second.Opening.IsEmpty
                        || !child.Second.Flows.IsEmpty
                        || reference.Regions.IsValidBetween(child.First.Code, period.First, period.Last)
                    )
                    .Select(child => ChildCounts.Of(child.First, child.Second))
            );
        }

        return TypedResults.Ok(CountsView.Of(where.Region, own, children, clock.GetUtcNow(), clock.Today()));
    }

    /// <summary>Totals by office of a leaf (county-level unit, or city that has none).</summary>
    private static async Task<Ok<CursorPage<OfficeCountsView>>> Offices(
        string region,
        HttpRequest request,
        Caller caller,
        ICountStore counts,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var period = PeriodQuery.Read(query, "period", clock.Today()) ?? CountingPeriod.Of(clock.Today());
        var page = query.Page();
        query.ThrowIfWrong();
        var where = CountedRegion.Within(caller, region, reference.Regions, clock.Today());
        if (!where.IsLeaf)
        {
            throw Problem
                .Fields([new FieldError("path.region", FieldCodes.NotInList) { Allowed = [.. where.Leaves.Take(20)] }])
                .AsException();
        }

        var offices = await counts.OfficesAsync(where.Region.Code.Value, period, cancelled);
        return TypedResults.Ok(
            CursorPage.Of(
                offices.OrderBy(office => office.Office, StringComparer.Ordinal),
                office => office.Office,
                office => OfficeCountsView.Of(office, reference.Offices),
                page,
                query
            )
        );
    }

    /// <summary>Totals of several periods, both inclusive, at most 120; those that have not begun are left out.</summary>
    private static async Task<Ok<SeriesView>> Series(
        string region,
        HttpRequest request,
        Caller caller,
        ICountStore counts,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var today = clock.Today();
        var to = PeriodQuery.Read(query, "to", today) ?? CountingPeriod.Of(today);
        var from = PeriodQuery.Read(query, "from", today) ?? new CountingPeriod(to.Month.AddMonths(-11));
        if (to < from || to.Month.MonthsSince(from.Month) >= LongestSeries)
            query.Wrong("from", FieldCodes.OutOfRange);

        query.ThrowIfWrong();
        var where = CountedRegion.Within(caller, region, reference.Regions, clock.Today());
        var series = await counts.SeriesAsync(where.Leaves, from, to, cancelled);
        return TypedResults.Ok(SeriesView.Of(where.Region, series));
    }

    /// <summary>
    /// The stock at the end of any day up to today, with the breakdowns that time changes. <c>ages</c>, <c>months</c>: other bands, as
    /// lower ends with commas.
    /// </summary>
    private static async Task<Ok<StockView>> Stock(
        string region,
        HttpRequest request,
        Caller caller,
        IStockQueries stocks,
        IReferenceData reference,
        TimeProvider clock,
        StockBands bands,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var on = query.Date("on");
        var ages = BandsQuery.Read(query, "ages") ?? bands.Ages;
        var months = BandsQuery.Read(query, "months") ?? bands.Months;
        if (on > clock.Today())
            query.Wrong("on", FieldCodes.OutOfRange);

        query.ThrowIfWrong();
        var where = CountedRegion.Within(caller, region, reference.Regions, clock.Today());
        var stock = await stocks.OnAsync(where.Leaves, on!.Value, bands with { Ages = ages, Months = months }, cancelled);
        return TypedResults.Ok(StockView.Of(where.Region, stock));
    }

    /// <summary>The persons behind one figure, masked; the reading is on the access log.</summary>
    private static async Task<Ok<FigurePersonsView>> Persons(
        string region,
        HttpRequest request,
        Caller caller,
        IStockQueries stocks,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var period = PeriodQuery.Read(query, "period", clock.Today()) ?? CountingPeriod.Of(clock.Today());
        var block = query.Name<CountBlock>("block") ?? CountBlock.Urban;
        var measure = query.Name<Measure>("measure");
        var dimension = query.Name<Dimension>("dimension") ?? Dimension.Total;
        var value = query.Text("value", 40);
        var office = query.Text("office", 14);
        var page = query.Page();
        if (measure is null)
            query.Wrong("measure", FieldCodes.Required);

        var oneValue = dimension is Dimension.Total or Dimension.HardshipReemployed;
        if (oneValue != (value is null or FigureCell.All))
        {
            query.Wrong("value", value is null ? FieldCodes.Required : FieldCodes.NotAllowedHere);
        }
        else if (
            dimension == Dimension.Reason
            && value == ((int)UnemploymentReason.ReleasedFromPrison).ToString(CultureInfo.InvariantCulture)
        )
        {
            // Reason 70 never leads to persons: it shows as 90.
            query.Wrong("value", FieldCodes.NotAllowedHere);
        }

        if (measure is { } asked && !Dimensions.Has(asked, dimension))
            query.Wrong("dimension", FieldCodes.Contradicts);

        query.ThrowIfWrong();
        var where = CountedRegion.Within(caller, region, reference.Regions, clock.Today());
        var cell = FigureCell.ByCode(block, measure!.Value, dimension, oneValue ? FigureCell.All : value!);
        if (
            office is not null
            && !(
                OfficeCode.TryParse(office, out var code)
                && reference.Offices.Find(code) is { } known
                && where.Leaves.Contains(known.CountingUnit.Value)
            )
        )
        {
            throw Problem.Fields([new FieldError("query.office", FieldCodes.NotInList)]).AsException();
        }

        var found = await stocks.PersonsAsync(new FigureQuery(where.Leaves, office, period, cell), page, cancelled);
        await access.ListAsync(
            caller,
            "counts.persons",
            [.. found.Items.Select(item => item.Person).Distinct()],
            $"{where.Region.Code} {period} {cell} {office}".TrimEnd(),
            cancelled
        );
        return TypedResults.Ok(FigurePersonsView.Of(found, query.Next(found.Next)));
    }

    private static Task<RegionFigures> FiguresAsync(
        IGrainFactory grains,
        Region region,
        CountingPeriod period,
        CancellationToken cancelled
    ) => grains.GetGrain<IRegionGrain>(region.Code.Value).Figures(period).WaitAsync(cancelled);
}
