using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace Grid.Api.Importing;

/// <summary>
/// Taking over registrations, follow-ups, services and exits of an earlier system (历史数据导入). An import is ordered, then its file is sent to its address as it is; the rest
/// runs in the background and survives when processes stop and start.
/// </summary>
internal static class ImportEndpoints
{
    public const string Address = "/v1/imports";

    private const int MostImports = 100;

    /// <summary>Rows of the report that are read at once.</summary>
    private const int ReportedAtOnce = 2_000;

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Address).WithTags("Imports");
        group.MapGet("", List).Reads("imports.list").NamesNobody();
        group.MapPost("", Order).Writes("imports.order").Produces<ImportView>(StatusCodes.Status201Created);
        group.MapGet("/tables", Tables).Reads("imports.tables").NamesNobody();
        group.MapGet("/{id}", One).Reads("imports.read").NamesNobody();
        group.MapGet("/{id}/mapping", Mapping).Reads("imports.mapping").NamesNobody();
        group.MapGet("/{id}/report", Report).Reads("imports.report").Produces<string>(StatusCodes.Status200OK, "text/csv");
        group
            .MapPut("/{id}/file", Upload)
            .Repeats("imports.upload")
            .Produces<ImportView>()
            .WithMetadata(new RequestTimeoutAttribute(Timeout.Infinite));
        group.MapPost("/{id}/run", Run).Writes("imports.run").Produces<ImportView>(StatusCodes.Status202Accepted);
        group.MapPost("/{id}/cancel", Cancel).Writes("imports.cancel").Produces<ImportView>();
    }

    /// <summary>Those that were ordered in the caller's regions, the newest first.</summary>
    private static async Task<Ok<ImportsView>> List(HttpRequest request, Caller caller, IImports imports, CancellationToken cancelled)
    {
        new QueryReader(request).ThrowIfWrong();
        var found = await imports.ListAsync(Scope.RegionOf(caller), MostImports, cancelled);
        return TypedResults.Ok(new ImportsView([.. found.Select(ImportView.Of)]));
    }

    /// <summary>How far it is: rows, persons, rate and time left.</summary>
    private static async Task<Ok<ImportView>> One(
        string id,
        HttpRequest request,
        Caller caller,
        IImports imports,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(ImportView.Of(await RequireAsync(id, caller, imports, cancelled)));
    }

    /// <summary>
    /// The mapping tables from which whoever imports chooses one: each belongs to one earlier system. One whose file has errors is listed with
    /// them, and cannot be chosen.
    /// </summary>
    private static Ok<ImportTablesView> Tables(HttpRequest request, IReferenceData reference, TimeProvider clock)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(new ImportTablesView([.. ImportMappings.All(reference, clock.Today()).Select(ImportTableView.Of)]));
    }

    /// <summary>
    /// How the words and codes of the file were understood, each with the number of cells: what to look at before what was checked is
    /// imported. Empty until the file was read.
    /// </summary>
    private static async Task<Ok<ImportMappingView>> Mapping(
        string id,
        HttpRequest request,
        Caller caller,
        IImports imports,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var import = await RequireAsync(id, caller, imports, cancelled);
        return TypedResults.Ok(ImportMappingView.Of(import, await imports.MappingAsync(import.Id, cancelled)));
    }

    /// <summary>
    /// Orders an import; its file is sent next, to <c>file</c>. No one is informed and nothing is sent to the national platform: when it is
    /// done, a backfill reports what it brought.
    /// </summary>
    private static async Task<IdempotentAnswer> Order(
        WriteRequest write,
        HttpRequest request,
        Body<ImportBody> body,
        IImports imports,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var fields = new Fields(clock);
        var asked = body.Value.Read(fields, reference);
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var now = clock.GetUtcNow();
            var import = new Import(
                Guid.CreateVersion7(now),
                asked.System,
                asked.Reason,
                write.Caller.Actor,
                asked.BaselineOn,
                asked.Whole,
                asked.ChecksOnly,
                ImportStatus.Reading,
                ImportTally.None,
                null,
                now,
                null,
                null,
                null
            )
            {
                Kind = asked.Kind,
            };
            var answer = IdempotentWrites.Created($"{Address}/{import.Id:N}", ImportView.Of(import));
            await imports.BeginAsync(import, receipt(answer), write.Cancelled);
            return answer;
        });
    }

    /// <summary>
    /// The file: CSV, XLSX or NDJSON, as its content shows. Sent again, it takes the place of what was sent before. When it was read to its
    /// end, the check or the import begins.
    /// </summary>
    private static async Task<Ok<ImportView>> Upload(
        string id,
        HttpContext context,
        Caller caller,
        IImports imports,
        IPersonIdentifier identifier,
        IReferenceData reference,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(context.Request).ThrowIfWrong();
        var import = await RequireAsync(id, caller, imports, cancelled);
        if (import.Status != ImportStatus.Reading)
            throw new Problem(ProblemCatalogue.ImportNotOpen).AsException();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null; // The reader has limits of its own.
        var mappings = UsableTable(import.System, reference, clock.Today())
            ?? throw new Problem(ProblemCatalogue.ImportTableUnusable)
            {
                Allowed = ImportMappings.Usable(reference, clock.Today()),
            }.AsException();
        var file = new ImportFile(context.Request.Body, ImportedRows.FileOf(import.Kind), mappings);
        var staging = new ImportStaging(import, Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow(), imports, identifier);
        if (!await imports.RestartAsync(import.Id, staging.Upload, cancelled))
            throw new Problem(ProblemCatalogue.ImportNotOpen).AsException();
        var isSound = true;
        await foreach (var row in file.RowsAsync(cancelled))
        {
            isSound &= !row.EndsFile;
            await staging.AddAsync(row, cancelled);
        }

        await staging.FlushAsync(cancelled);
        var read = new ReadFile(
            import.Id,
            staging.Upload,
            staging.Rows,
            staging.Rejected,
            isSound,
            new FileMapping(mappings.Version, file.Mapped)
        );
        if (!await imports.ReadAsync(read, clock.GetUtcNow(), cancelled))
            throw new Problem(ProblemCatalogue.ImportNotOpen).AsException();
        await grains.GetGrain<IImportGrain>(IImportGrain.Only).Watch();
        return TypedResults.Ok(ImportView.Of((await imports.FindAsync(import.Id, cancelled))!));
    }

    /// <summary>Null for one that was removed, or was given errors, since the import was ordered.</summary>
    private static ImportMappings? UsableTable(string system, IReferenceData reference, DateOnly today)
    {
        try
        {
            return ImportMappings.Find(system, reference, today);
        }
        catch (DataFileException)
        {
            return null;
        }
    }

    /// <summary>What was wrong, row by row, as CSV in the caller's language. It holds no value of the file.</summary>
    private static async Task Report(string id, HttpContext context, Caller caller, IImports imports, CancellationToken cancelled)
    {
        new QueryReader(context.Request).ThrowIfWrong();
        var import = await RequireAsync(id, caller, imports, cancelled);
        context.Response.ContentType = ImportReport.ContentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"import-{import.Id:N}.csv\"";
        context.Response.Headers.CacheControl = "no-store";
        var language = RequestLanguage.Of(context.Request);
        await using var report = await ImportReport.BeginAsync(
            context.Response.Body,
            ImportedRows.FileOf(import.Kind),
            language,
            cancelled
        );
        var after = -1;
        while (await imports.FaultsAsync(import.Id, after, ReportedAtOnce, cancelled) is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
            {
                await report.WriteAsync(
                    fault.Row,
                    fault.Column,
                    ImportedRows.ColumnOf(import.Kind, fault.Field),
                    fault.Rejects,
                    fault.Code,
                    ImportTexts.Of(fault, language),
                    cancelled
                );
            }

            after = faults[^1].Row;
        }
    }

    /// <summary>Imports what was only checked. A whole import with a row that cannot be imported is refused.</summary>
    private static async Task<IdempotentAnswer> Run(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<NoBody> body,
        IImports imports,
        IGrainFactory grains,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var import = await RequireAsync(id, write.Caller, imports, write.Cancelled);
            var answer = IdempotentWrites.Accepted(
                $"{Address}/{import.Id:N}",
                ImportView.Of(import with { Status = ImportStatus.Running, Tally = ImportTally.None with { Rows = import.Tally.Rows } })
            );
            if (!await imports.RunAsync(import.Id, clock.GetUtcNow(), receipt(answer), write.Cancelled))
                throw new Problem(ProblemCatalogue.ImportNotRunnable).AsException();
            await grains.GetGrain<IImportGrain>(IImportGrain.Only).Watch();
            return answer;
        });
    }

    /// <summary>Ends an import for good. What it has imported stays; what waits is removed.</summary>
    private static async Task<IdempotentAnswer> Cancel(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<NoBody> body,
        IImports imports,
        IGrainFactory grains,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var import = await RequireAsync(id, write.Caller, imports, write.Cancelled);
            var now = clock.GetUtcNow();
            var answer = IdempotentWrites.Done(ImportView.Of(import with { Status = ImportStatus.Cancelled, EndedAt = now }));
            if (!await imports.CancelAsync(import.Id, now, receipt(answer), write.Cancelled))
                throw new Problem(ProblemCatalogue.ImportNotOpen).AsException();
            await grains.GetGrain<IImportGrain>(IImportGrain.Only).Watch();
            return answer;
        });
    }

    private static async Task<Import> RequireAsync(string id, Caller caller, IImports imports, CancellationToken cancelled) =>
        await imports.FindAsync(PlatformPath.BackfillId(id), cancelled) is { } import
        && (import.By.Office ?? "").StartsWith(Scope.RegionOf(caller), StringComparison.Ordinal)
            ? import
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
}
