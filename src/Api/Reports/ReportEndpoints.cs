using System.Text;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Reports.Forms;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Reports;

/// <summary>The reports of the month (月报, 79/2020 (九)): draft, check, submission, exports. Figures only, no person.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/reports").WithTags("Reports");
        group.MapGet("", List).Reads("reports.list").Queries("period", "region", "pageSize", "cursor");
        group.MapGet("/{period}/{region}", One).Reads("reports.read").TellsVersion();
        group
            .MapGet("/{period}/{region}/export", Export)
            .Reads("reports.export")
            .Queries("format", "lang")
            .Produces<FileContentHttpResult>(StatusCodes.Status200OK, "text/csv", XlsxExport.ContentType, "application/json");
        group.MapPost("/{period}/{region}/check", Check).Repeats("reports.check");
        group
            .MapPost("/{period}/{region}/submission", Submit)
            .Writes("reports.submit")
            .ReadsIfMatch()
            .Produces<SubmittedView>(StatusCodes.Status201Created);
    }

    /// <summary><c>period</c>: the last that is over when absent; <c>region</c>: with all below it, the caller's when absent.</summary>
    private static async Task<Ok<CursorPage<ReportLine>>> List(
        HttpRequest request,
        Caller caller,
        IReferenceData reference,
        IReportStore store,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var (periodText, regionText) = (query.Text("period", 7), query.Text("region", 12));
        var period = CountingPeriod.Of(clock.Today()).Previous;
        if (periodText is not null && !CountingPeriod.TryParse(periodText, out period))
            query.Wrong("period", FieldCodes.BadPeriod);

        var isCode = RegionCode.TryParse(regionText, out var code);
        if (regionText is not null && !isCode)
            query.Wrong("region", FieldCodes.BadCode);

        var page = query.Page();
        query.ThrowIfWrong();
        period = ReportPath.Require(period, "query.period", clock);
        var within = isCode ? ReportPath.Require(code, "query.region", period, caller, reference, clock).Code : ReportPath.Reach(caller);
        Region[] regions = [.. ReportScope.Reporting(reference.Regions, period, clock.Today(), within).OrderBy(region => region.Code)];
        var rows = (await store.RowsAsync([.. regions.Select(region => region.Code.Value)], period, cancelled)).ToDictionary(
            row => row.Region,
            StringComparer.Ordinal
        );
        var now = clock.GetUtcNow();
        return TypedResults.Ok(
            CursorPage.Of(
                regions,
                region => region.Code.Value,
                region => ReportLine.Of(region, period, rows.GetValueOrDefault(region.Code.Value), reference, now),
                page,
                query
            )
        );
    }

    private static async Task<Ok<ReportAnswer>> One(
        string period,
        string region,
        HttpRequest request,
        Caller caller,
        IReferenceData reference,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var path = ReportPath.Read(period, region, caller, reference, clock);
        var answer = await AnswerAsync(path, request, reference, grains, clock, cancelled);
        request.HttpContext.Response.Tell(answer.Digest);
        return TypedResults.Ok(answer);
    }

    /// <summary>
    /// <c>format</c>: csv, xlsx or json (the canonical document, whose SHA-256 is the digest); <c>lang</c>: zh or en, by
    /// <c>Accept-Language</c> when absent.
    /// </summary>
    private static async Task<FileContentHttpResult> Export(
        string period,
        string region,
        HttpRequest request,
        Caller caller,
        IReferenceData reference,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var format = query.Name<ExportFormat>("format") ?? ExportFormat.Xlsx;
        var language = query.Name<ExportLanguage>("lang") switch
        {
            ExportLanguage.Zh => Language.Chinese,
            ExportLanguage.En => Language.English,
            _ => RequestLanguage.Of(request),
        };
        query.ThrowIfWrong();
        var path = ReportPath.Read(period, region, caller, reference, clock);
        var view = await path.Grain(grains).Read().WaitAsync(cancelled);
        if (format == ExportFormat.Json)
        {
            return TypedResults.File(
                Encoding.UTF8.GetBytes(ReportDocument.Of(view.Report).Text),
                "application/json",
                FileName(path, "json")
            );
        }

        var head = new FormHead(
            EnumName.Of(view.Status),
            view.Digest,
            view.Submission?.By ?? caller.Actor.Subject,
            ChinaTime.DateOf(view.Submission?.At ?? clock.GetUtcNow()),
            ReportDue.Of(path.Period, path.Region.Code, reference.Calendars).Date
        );
        var form = new FormMaker(FormTexts.BuiltIn, reference.Regions, path.Period.Last, language).Make(view.Report, head);
        return format == ExportFormat.Csv
            ? TypedResults.File(CsvExport.Write(form), CsvExport.ContentType, FileName(path, "csv"))
            : TypedResults.File(XlsxExport.Write(form), XlsxExport.ContentType, FileName(path, "xlsx"));
    }

    /// <summary>
    /// Folds what waits, recounts from the journal and makes every check. 200 with the result; a province's recount takes longer than a
    /// request may: then <c>checking</c> is true, and the report tells when it is done. Repeating it is harmless.
    /// </summary>
    private static async Task<Ok<ReportAnswer>> Check(
        string period,
        string region,
        HttpRequest request,
        Body<NoBody> body,
        Caller caller,
        IReferenceData reference,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        _ = body;
        var path = ReportPath.Read(period, region, caller, reference, clock);
        ReportProblems.ThrowIfRefused(await path.Grain(grains).Check(caller.Actor.Subject).WaitAsync(cancelled));
        return TypedResults.Ok(await AnswerAsync(path, request, reference, grains, clock, cancelled));
    }

    private static async Task<IdempotentAnswer> Submit(
        WriteRequest write,
        string period,
        string region,
        HttpRequest request,
        Body<SubmissionBody> body,
        IReferenceData reference,
        IGrainFactory grains,
        IReportStore store,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var digest = body.Value.Digest;
        if (digest is not null && (!IsDigest(digest) || (write.Match is { } match && match.Version != digest)))
            throw Problem.Fields(new FieldError("digest", IsDigest(digest) ? FieldCodes.Contradicts : FieldCodes.BadCode)).AsException();

        var path = ReportPath.Read(period, region, write.Caller, reference, clock);
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var row = await store.RowsAsync([path.Region.Code.Value], path.Period, write.Cancelled) is [var found, ..] ? found : null;
            Judge(path, row, clock);
            var submission = new ReportSubmission(
                write.Match?.Version ?? digest ?? row!.Check!.Digest,
                write.Caller.Actor.Subject,
                ReportPath.Moment(clock)
            );
            var answer = IdempotentWrites.Created(
                path.Href,
                new SubmittedView(
                    path.Region.Code.Value,
                    path.Period.ToString(),
                    EnumName.Of(ReportStatus.Submitted),
                    submission.Digest,
                    submission.By,
                    submission.At,
                    path.Href
                )
            );
            var reply = await path.Grain(grains).Submit(submission, receipt(answer)).WaitAsync(write.Cancelled);
            if (reply.Refusal == ReportRefusal.Changed && write.Match is not null)
                throw IfMatch.Failed((await path.Grain(grains).Read().WaitAsync(write.Cancelled)).Digest).AsException();
            ReportProblems.ThrowIfRefused(reply);
            return answer;
        });
    }

    /// <summary>What can be seen without the locks is refused before them.</summary>
    private static void Judge(ReportPath path, ReportRow? row, TimeProvider clock)
    {
        if (!path.Period.IsOver(clock.Today()))
            throw ReportProblems.Of(ReportRefusal.NotOver, []).AsException();

        if (row?.Submission is not null)
            throw ReportProblems.Of(ReportRefusal.Submitted, []).AsException();

        if (row?.Check is not { Passed: true })
        {
            throw ReportProblems
                .Of(ReportRefusal.NotChecked, [.. (row?.Check?.Checks ?? []).Where(check => check.Result == ReportCheckResult.Failed)])
                .AsException();
        }
    }

    private static async Task<ReportAnswer> AnswerAsync(
        ReportPath path,
        HttpRequest request,
        IReferenceData reference,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancelled
    ) =>
        ReportAnswer.Of(
            path,
            await path.Grain(grains).Read().WaitAsync(cancelled),
            reference,
            clock.GetUtcNow(),
            RequestLanguage.Of(request)
        );

    private static string FileName(ReportPath path, string ending) => $"report-{path.Region.Code}-{path.Period}.{ending}";

    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
