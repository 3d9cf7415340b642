using System.Globalization;
using System.Security.Cryptography;
using Grid.Api.Access;
using Grid.Api.Hosting;
using Grid.Api.Lists;
using Grid.Api.Persons;
using Grid.Api.Problems;
using Grid.Api.Reports.Forms;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Lists;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Grid.Api.Ledger;

/// <summary>
/// The ledger (台账) of registered persons as a workbook: limited, for a reason, marked, and on the access log with its persons.
/// </summary>
internal static class LedgerEndpoints
{
    private const string Operation = "ledger.export";

    /// <summary>Records that are open at a time.</summary>
    private const int Page = 500;

    /// <summary>Persons of one entry of the access log.</summary>
    private const int MostOfEntry = 1000;

    public static void MapLedger(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/ledger", Export)
            .WithTags("Ledger")
            .Reads(Operation)
            .WithMetadata(CountedCall.Export)
            .Produces<FileContentHttpResult>(StatusCodes.Status200OK, XlsxExport.ContentType, "text/csv")
            .WithDescription(
                "The ledger as XLSX, of those with an active registration at an office or in a region, or of a saved list. Values are masked unless full is true, which is for supervisors. "
                    + "Number of the export, caller, moment and reason are on every sheet and in the file's properties; the access log has them with the persons before the file is sent. With columns import it is CSV instead, one line for each registration, as an import of registrations reads it."
            );

    private static async Task<FileContentHttpResult> Export(
        HttpRequest request,
        Caller caller,
        Body<LedgerBody> body,
        LedgerSelection selection,
        ICommittedRecords records,
        IReferenceData reference,
        StockBands bands,
        CallLimits limits,
        UseNotes uses,
        AccessRecorder access,
        IOptions<ApiOptions> options,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var order = body.Value.Read(new Fields(clock));
        if (order.Full && caller.Actor.Role != Role.Supervisor)
            throw Problem.Of(new Refusal(RefusalCode.SupervisorNeeded) { Field = "full" }).AsException();

        var most = order.Full ? options.Value.ExportPersonsInFull : options.Value.ExportPersons;
        var (persons, words) = await selection.FindAsync(body.Value, order, most, caller, cancelled);
        if (persons.Count > most)
        {
            throw new Problem(ProblemCatalogue.ExportTooLarge)
            {
                Errors = [new FieldError("$", FieldCodes.OutOfRange) { AtMost = most.ToString(CultureInfo.InvariantCulture) }],
            }.AsException();
        }

        await limits.TakeAsync(request.HttpContext, caller, CountedCall.Export, cancelled);
        var (now, language) = (clock.GetUtcNow(), RequestLanguage.Of(request));
        var number =
            $"TZ{ChinaTime.DateOf(now).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(8)}";
        var mark = new LedgerMark(number, caller.Actor.Subject, caller.Office?.Name ?? "", now, order.Reason, words, order.Full);
        var shown = new List<PersonId>(persons.Count);
        using IExportFile file =
            order.Columns == ExportColumns.Import
                ? new RegistrationFile(mark, language)
                : new LedgerWorkbook(mark, bands.Ages, reference.Offices, language);
        foreach (var page in persons.Chunk(Page))
        {
            var known = await ListedRecords.ReadAsync(page, records, cancelled);
            if (order.Full)
                await uses.NoteAsync(caller, known.Values.Where(record => Scope.Reaches(caller, record)), DataUse.Exported, cancelled);
            foreach (var person in page)
            {
                // Rows of the register are a moment older than the records: a case may just have gone.
                if (known.GetValueOrDefault(person) is not { } record || !Scope.Reaches(caller, record))
                    continue;
                shown.Add(record.Id);
                file.Add(EarlierCases.Cut(caller, record), shown.Count);
            }
        }

        var bytes = file.Finish(shown.Count);
        var filter =
            $"export {number} {words} {(order.Full ? "full" : "masked")} persons {shown.Count.ToString(CultureInfo.InvariantCulture)}";

        // An export without persons is on the log too.
        IEnumerable<PersonId[]> entries =
            shown.Count == 0
                ?
                [
                    [],
                ]
                : shown.Chunk(MostOfEntry);
        foreach (var entry in entries)
            await access.SampleAsync(caller, Operation, entry, order.Reason, filter, cancelled);

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(bytes, file.ContentType, file.Name);
    }
}

/// <summary>Whom an export is about.</summary>
internal sealed class LedgerSelection(IRegistrationRoster roster, IPersonLists lists, IReferenceData reference, TimeProvider clock)
{
    /// <summary>The persons, one more than allowed where there are more; and the selection in words, for the access log.</summary>
    public async Task<(IReadOnlyList<PersonId> Persons, string Words)> FindAsync(
        LedgerBody body,
        LedgerOrder order,
        int most,
        Caller caller,
        CancellationToken cancelled
    )
    {
        if (body.List is { } id)
        {
            var list = await PersonListEndpoints.RequireAsync(id, "list", caller, lists, clock, cancelled);
            return (list.Persons, $"list {list.Head.Id:N}");
        }

        var scope = ScopePart.Of(body.Office, body.Region, reference.Offices, clock.Today()).Within(caller);
        var where = scope.Office is { } office ? $"office {office}" : $"region {scope.RegionPrefix}";
        var days = (order.From, order.To) is (null, null)
            ? ""
            : FormattableString.Invariant($" registered {order.From:yyyy-MM-dd}..{order.To:yyyy-MM-dd}");
        return (await roster.ActiveAsync(scope, order.From, order.To, most + 1, cancelled), where + days);
    }
}
