using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Grid.Api.Commands;
using Grid.Api.Counts;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Reports;

/// <summary>The denominators of the rate (期末城镇从业人数): entered, never computed (79/2020 (十)).</summary>
internal static class DenominatorEndpoints
{
    private const long MostMicroseconds = 3_155_378_975_999_999_999 / TimeSpan.TicksPerMicrosecond;

    /// <summary>Periods of a list: ten years.</summary>
    private const int LongestList = 120;

    public static void MapDenominators(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/denominators").WithTags("Reports");
        group.MapGet("", List).Reads("denominators.list").NamesNobody().Queries("region", "from", "to");
        group.MapGet("/{period}/{region}", One).Reads("denominators.read").NamesNobody().TellsVersion();
        group.MapPut("/{period}/{region}", Enter).Writes("denominators.enter").ReadsIfMatch().Produces<DenominatorView>();
    }

    /// <summary>
    /// Of a region and of those directly below, for some periods, both inclusive: with them the rates of each can be shown beside the live
    /// counts.
    /// </summary>
    private static async Task<Ok<DenominatorsView>> List(
        HttpRequest request,
        Caller caller,
        IReferenceData reference,
        IDenominatorStore store,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var today = clock.Today();
        var to = PeriodQuery.Read(query, "to", today) ?? CountingPeriod.Of(today);
        var from = PeriodQuery.Read(query, "from", today) ?? to;
        var region = query.Text("region", 12);
        if (region is null)
            query.Wrong("region", FieldCodes.Required);

        if (to < from || to.Month.MonthsSince(from.Month) >= LongestList)
            query.Wrong("from", FieldCodes.OutOfRange);

        query.ThrowIfWrong();
        var where = CountedRegion.Within(caller, region!, reference.Regions, clock.Today());
        var found = await store.ListAsync(
            [where.Region.Code.Value, .. where.Children.Select(child => child.Code.Value)],
            from,
            to,
            cancelled
        );
        return TypedResults.Ok(
            new DenominatorsView(where.Region.Code.Value, from.ToString(), to.ToString(), [.. found.Select(DenominatorView.Of)])
        );
    }

    private static async Task<Ok<DenominatorView>> One(
        string period,
        string region,
        HttpRequest request,
        Caller caller,
        IReferenceData reference,
        IDenominatorStore store,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var path = ReportPath.Read(period, region, caller, reference, clock);
        var found = await store.FindAsync(path.Region.Code.Value, path.Period, cancelled)
            ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
        request.HttpContext.Response.Tell(VersionOf(found));
        return TypedResults.Ok(DenominatorView.Of(found));
    }

    private static async Task<IdempotentAnswer> Enter(
        WriteRequest write,
        string period,
        string region,
        HttpRequest request,
        Body<DenominatorBody> body,
        IReferenceData reference,
        IDenominatorStore store,
        IGrainFactory grains,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var path = ReportPath.Read(period, region, write.Caller, reference, clock);
        var (persons, source, asOf, isEstimate) = body.Value.Read(new Fields(clock));
        var denominator = new Denominator(
            path.Region.Code.Value,
            path.Period,
            persons,
            source,
            asOf,
            isEstimate,
            write.Caller.Actor.Subject,
            ReportPath.Moment(clock)
        );
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            await JudgeAsync(denominator, path, grains, clock, write.Cancelled);
            var answer = IdempotentWrites.Done(DenominatorView.Of(denominator));
            try
            {
                await store.StoreAsync(denominator, Expected(write.Match), receipt(answer), write.Cancelled);
            }
            catch (DenominatorChangedException changed)
            {
                throw IfMatch
                    .Failed(changed.Latest is { } latest ? VersionOf(latest).ToString(CultureInfo.InvariantCulture) : null)
                    .AsException();
            }
            catch (ReportRefusedException refused)
            {
                throw ReportProblems.Of(refused.Refusal, []).AsException();
            }

            return answer;
        });
    }

    /// <summary>When it was entered, in microseconds: earlier ones stay, and each is the latest once.</summary>
    private static long VersionOf(Denominator denominator) => denominator.At.UtcTicks / TimeSpan.TicksPerMicrosecond;

    /// <summary>When the one was entered that the caller read; of the tag of something else, never.</summary>
    private static DateTimeOffset? Expected(IfMatch? match) =>
        match is null ? null
        : match.Sequence is { } micros and < MostMicroseconds ? new DateTimeOffset(micros * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)
        : DateTimeOffset.MinValue;

    /// <summary>Checked against the stock counted so far; none can be entered once the report is submitted.</summary>
    private static async Task JudgeAsync(
        Denominator denominator,
        ReportPath path,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var view = await path.Grain(grains).Read().WaitAsync(cancelled);
        if (view.Status == ReportStatus.Submitted)
            throw ReportProblems.Of(ReportRefusal.Submitted, []).AsException();

        FieldError[] errors = [.. DenominatorRules.Check(denominator, view.Report.Urban.Total(Measure.Closing), clock.Today()).Select(Of)];
        if (errors.Length > 0)
            throw Problem.Fields(errors).AsException();
    }

    private static FieldError Of(DenominatorError error) =>
        error switch
        {
            DenominatorError.NotPositive => new FieldError("urbanEmployed", FieldCodes.NotPositive) { AtLeast = "1" },
            DenominatorError.TooLarge => new FieldError("urbanEmployed", FieldCodes.CountedInPersons),
            DenominatorError.BelowRegistered => new FieldError("urbanEmployed", FieldCodes.BelowRegistered),
            DenominatorError.AsOfInFuture => new FieldError("asOf", FieldCodes.DayNotOver),
            DenominatorError.NotLastYearEnd => new FieldError("asOf", FieldCodes.NotLastYearEnd),
            _ => new FieldError("asOf", FieldCodes.TooOld),
        };
}

/// <summary>The urban employed persons at the end of a period (期末城镇从业人数), as a source gives them.</summary>
public sealed record DenominatorBody : IRequest<DenominatorBody>
{
    private const int LongestSource = 200;

    /// <summary>Persons, not 万人; without the registered unemployed.</summary>
    public int? UrbanEmployed { get; init; }

    /// <summary>Who gave it.</summary>
    public string? Source { get; init; }

    /// <summary>The day for which the source gives it; of an estimate 31 December of the year before.</summary>
    public string? AsOf { get; init; }

    /// <summary>Estimated with reference to the end of last year, because no figure of the month is to be had (79/2020 (十)).</summary>
    public bool? EstimatedFromYearEnd { get; init; }

    public static DenominatorBody Example { get; } =
        new()
        {
            UrbanEmployed = 268_400,
            Source = "区统计局",
            AsOf = "2025-12-31",
            EstimatedFromYearEnd = true,
        };

    internal (int UrbanEmployed, string Source, DateOnly AsOf, bool IsEstimate) Read(Fields fields)
    {
        fields.Has(UrbanEmployed, "urbanEmployed");
        fields.Has(EstimatedFromYearEnd, "estimatedFromYearEnd");
        var source = fields.Text(Source, "source", LongestSource, required: true);
        var asOf = fields.Date(AsOf, "asOf", required: true);
        fields.ThrowIfWrong();
        return (UrbanEmployed!.Value, source!, asOf!.Value, EstimatedFromYearEnd!.Value);
    }
}

/// <summary>A denominator as it was entered last.</summary>
public sealed record DenominatorView(
    string Region,
    [property: RegularExpression(QueryDescription.Month)] string Period,
    long UrbanEmployed,
    string Source,
    DateOnly AsOf,
    bool EstimatedFromYearEnd,
    string EnteredBy,
    DateTimeOffset EnteredAt
)
{
    internal static DenominatorView Of(Denominator denominator) =>
        new(
            denominator.Region,
            denominator.Period.ToString(),
            denominator.UrbanEmployed,
            denominator.Source,
            denominator.AsOf,
            denominator.EstimatedFromYearEnd,
            denominator.By,
            denominator.At
        );
}

/// <summary>Denominators of a region and of the regions directly below.</summary>
/// <param name="Items">Only those that are entered.</param>
public sealed record DenominatorsView(
    string Region,
    [property: RegularExpression(QueryDescription.Month)] string From,
    [property: RegularExpression(QueryDescription.Month)] string To,
    IReadOnlyList<DenominatorView> Items
);
