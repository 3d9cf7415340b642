using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Grid.Api.Access;
using Grid.Api.Applicants;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace Grid.Api.Policies;

/// <summary>
/// The policies of a person, and the exchange with civil affairs (民政, 79/2020 (五)): a list a day, over the API or as a file, and the
/// results that come back.
/// </summary>
internal static class CivilAffairsEndpoints
{
    private const string Address = "/v1/civil-affairs/exchanges";
    private const int Listed = 100;

    /// <summary>Lines that are read together for a file.</summary>
    private const int Together = 500;

    public static void MapCivilAffairs(this IEndpointRouteBuilder routes)
    {
        var persons = routes.MapGroup("/v1/persons/{personId}").WithTags("Policies");
        persons.MapGet("/policies", OfPerson).Reads("persons.policies").TellsVersion();
        persons.MapPost("/exchange-choice", Choose).Writes("persons.exchange-choice");
        routes.MapPost("/v1/own-exchange-choice", ChooseOwn).WithTags("Progress").Repeats("own-exchange.choose").LimitedByAddress();
        var group = routes.MapGroup(Address).WithTags("Civil affairs");
        group.MapGet("", List).Reads("civil-affairs.exchanges").NamesNobody();
        group.MapGet("/{number}", Page).Reads("civil-affairs.exchange").Queries("pageSize", "cursor");
        group
            .MapGet("/{number}/file", File)
            .Reads("civil-affairs.file")
            .Produces<FileContentHttpResult>(StatusCodes.Status200OK, "text/csv");
        group.MapGet("/{number}/manifest", Manifest).Reads("civil-affairs.manifest");
        routes.MapPost("/v1/civil-affairs/results", Result).WithTags("Civil affairs").Writes("civil-affairs.result");
    }

    private static async Task<Ok<PersonPoliciesView>> OfPerson(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        IAllowanceExchanges exchanges,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        var shown = EarlierCases.Cut(caller, record);
        var lines = await exchanges.OfPersonAsync(record.Id, cancelled);
        await access.PersonAsync(caller, "persons.policies", record, cancelled);
        request.HttpContext.Response.Tell(record.Sequence);
        return TypedResults.Ok(
            new PersonPoliciesView(
                [.. (shown.Registration?.Service.PolicyCases ?? []).Reverse().Select(PolicyCaseView.Of)],
                record.Allowance is { } allowance ? allowance.State == AllowanceState.Granted : null,
                record.RefusesExchange,
                [.. lines.Select(PersonExchangeView.Of)]
            )
        );
    }

    private static Task<CommandAnswer> Choose(
        string personId,
        WriteRequest write,
        Body<ExchangeChoiceBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    /// <summary>The person's own choice; the same choice again changes nothing.</summary>
    private static async Task<OwnReportAnswer> ChooseOwn(
        HttpRequest request,
        Body<OwnExchangeChoiceBody> body,
        ApplicantFinder applicants,
        IGrainFactory grains,
        GrainRetry calls,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var fields = new Fields(clock);
        var command = body.Value.Read(fields);
        var (record, receipt) = await applicants.FindCurrentAsync(request, body.Value, fields, cancelled);

        // No key: yes, no and yes again within a day are three choices, and the last one holds.
        var context = new CommandContext(
            ApplicantEndpoints.Applicant,
            IdempotencyKey: null,
            RequestDigest: [],
            Activity.Current?.TraceId.ToHexString()
        )
        {
            Target = new CommandTarget { Registration = record.Registration?.Number },
        };
        var reply = await calls.RunAsync(
            () => grains.SendAsync(record.Id, new CommandRequest<ChooseExchange>(context, command)),
            cancelled
        );
        return new OwnReportAnswer(reply, receipt);
    }

    private static async Task<Ok<AllowanceExchangesView>> List(
        HttpRequest request,
        IAllowanceExchanges exchanges,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(
            new AllowanceExchangesView([.. (await exchanges.ListAsync(Listed, cancelled)).Select(AllowanceExchangeView.Of)])
        );
    }

    private static async Task<Ok<AllowancePageView>> Page(
        string number,
        Caller caller,
        HttpRequest request,
        IAllowanceExchanges exchanges,
        AllowanceReading reading,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        var after = 0;
        if (page.After is { } cursor && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            query.Wrong("cursor", FieldCodes.BadCursor);
        query.ThrowIfWrong();
        var exchange = await RequireAsync(number, exchanges, cancelled);
        var lines = await exchanges.LinesAsync(exchange.Number, after, page.Size + 1, cancelled);
        AllowanceLine[] shown = [.. lines.Take(page.Size)];
        var items = await reading.ReadAsync(caller, "civil-affairs.exchange", exchange, shown, cancelled);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(
            new AllowancePageView(
                exchange.Number,
                exchange.Day,
                AllowanceReading.Purpose,
                items,
                query.Next(lines.Count > shown.Length ? shown[^1].Ordinal.ToString(CultureInfo.InvariantCulture) : null)
            )
        );
    }

    private static async Task<FileContentHttpResult> File(
        string number,
        Caller caller,
        HttpRequest request,
        IAllowanceExchanges exchanges,
        AllowanceReading reading,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var exchange = await RequireAsync(number, exchanges, cancelled);
        var (bytes, _) = await MakeAsync(caller, "civil-affairs.file", exchange, exchanges, reading, cancelled);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(bytes, AllowanceFile.ContentType, AllowanceFile.NameOf(exchange));
    }

    private static async Task<Ok<AllowanceManifestView>> Manifest(
        string number,
        Caller caller,
        HttpRequest request,
        IAllowanceExchanges exchanges,
        AllowanceReading reading,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var exchange = await RequireAsync(number, exchanges, cancelled);
        var (bytes, lines) = await MakeAsync(caller, "civil-affairs.manifest", exchange, exchanges, reading, cancelled);
        return TypedResults.Ok(
            new AllowanceManifestView(
                exchange.Number,
                exchange.Day,
                AllowanceReading.Purpose,
                AllowanceFile.NameOf(exchange),
                AllowanceFile.Columns,
                lines,
                Convert.ToHexStringLower(SHA256.HashData(bytes))
            )
        );
    }

    /// <summary>A number that nobody has is not found, and its grain is not asked.</summary>
    /// <summary>Of a person whom civil affairs have read in a list; of others nothing is taken in.</summary>
    private static async Task<CommandAnswer> Result(
        WriteRequest write,
        Body<AllowanceResultBody> body,
        IPersonIdentifier identifier,
        IAllowanceExchanges exchanges,
        CommandSender sender,
        TimeProvider clock
    )
    {
        var (number, command) = body.Value.Read(new Fields(clock));
        var person = identifier.Identify(number);
        var delivered = await IsDeliveredAsync(person, exchanges, sender, write.Cancelled);
        return await sender.SendToKnownAsync(write, write.Digest(body), person, command(delivered), new CommandTarget());
    }

    /// <summary>A line is of the number that had the case when the list was made; the numbers of one person are linked.</summary>
    private static async Task<bool> IsDeliveredAsync(
        PersonId person,
        IAllowanceExchanges exchanges,
        CommandSender sender,
        CancellationToken cancelled
    )
    {
        if ((await sender.ReadAsync(person, cancelled))?.Record is not { } record)
            return false;
        foreach (var one in record.Aliases.Select(alias => alias.Alias).Append(record.Id))
        {
            if ((await exchanges.OfPersonAsync(one, cancelled)).Any(line => line.DeliveredAt is not null))
                return true;
        }

        return false;
    }

    private static async Task<(byte[] Bytes, int Lines)> MakeAsync(
        Caller caller,
        string operation,
        AllowanceExchange exchange,
        IAllowanceExchanges exchanges,
        AllowanceReading reading,
        CancellationToken cancelled
    )
    {
        using var file = new AllowanceFile();
        for (var after = 0; ; )
        {
            var lines = await exchanges.LinesAsync(exchange.Number, after, Together, cancelled);
            foreach (var line in await reading.ReadAsync(caller, operation, exchange, lines, cancelled))
                file.Add(line);
            if (lines.Count < Together)
                return (file.Close(), file.Lines);
            after = lines[^1].Ordinal;
        }
    }

    private static async Task<AllowanceExchange> RequireAsync(string number, IAllowanceExchanges exchanges, CancellationToken cancelled) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted > 0
            ? await exchanges.FindAsync(wanted, cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException()
            : throw Problem.Fields(new FieldError("path.number", FieldCodes.BadCode)).AsException();
}

/// <summary>
/// Reads the lines of a list for civil affairs as they are now: who has refused or left since it was made is not in it. It is on the access
/// log, with purpose and persons, before it is answered.
/// </summary>
internal sealed class AllowanceReading(
    IAllowanceExchanges exchanges,
    ICommittedRecords records,
    IReferenceData reference,
    AccessRecorder access,
    TimeProvider clock
)
{
    /// <summary>What the data may be used for.</summary>
    public const string Purpose = "最低生活保障审核确认(79/2020 (五)) Deciding on the minimum living allowance";

    public async Task<IReadOnlyList<AllowanceLineView>> ReadAsync(
        Caller caller,
        string operation,
        AllowanceExchange exchange,
        IReadOnlyList<AllowanceLine> lines,
        CancellationToken cancelled
    )
    {
        var known = await records.ReadAsync([.. lines.Select(line => line.Person)], cancelled);
        List<(AllowanceLine Line, AllowanceLineView View)> shown = [];
        foreach (var line in lines)
        {
            if (known.TryGetValue(line.Person, out var record) && ViewOf(line, record) is { } view)
                shown.Add((line, view));
        }

        var filter = FormattableString.Invariant($"exchange {exchange.Number} of {exchange.Day:yyyy-MM-dd}: {shown.Count} persons");
        await access.SampleAsync(caller, operation, [.. shown.Select(one => one.Line.Person)], Purpose, filter, cancelled);
        if (caller.Actor.Role == Role.CivilAffairs)
            await exchanges.DeliveredAsync([.. shown.Select(one => one.Line)], clock.GetUtcNow(), cancelled);
        return [.. shown.Select(one => one.View)];
    }

    private AllowanceLineView? ViewOf(AllowanceLine line, PersonRecord record)
    {
        // Taken off: only whom it is about, so that civil affairs stop asking.
        if (line.Change == ListChange.Removed)
        {
            return record.Identity is { } identity
                ? new AllowanceLineView(
                    line.Ordinal,
                    EnumName.Of(line.Change),
                    identity.Number.Value,
                    identity.Name.Value,
                    null,
                    null,
                    null
                )
                : null;
        }

        if (AllowanceListing.Of(record) is not { } listing)
            return null;
        var region = OfficeCode.TryParse(listing.Office, out var office) ? CountyOf(office) : null;
        return new AllowanceLineView(
            line.Ordinal,
            EnumName.Of(line.Change),
            listing.Number.Value,
            listing.Name.Value,
            region?.Code.Value,
            region?.Name,
            listing.RegisteredOn
        );
    }

    private Region? CountyOf(OfficeCode office) =>
        reference.Regions.Find(office.Region.Value.Length > 6 ? office.Region.Value[..6] : office.Region.Value, clock.Today());
}

/// <summary>A list as a table: UTF-8 with its mark; numbers as text, which programs of offices keep whole.</summary>
internal sealed class AllowanceFile : IDisposable
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    private readonly MemoryStream bytes = new();
    private readonly CsvWriter csv;

    public AllowanceFile()
    {
        bytes.Write(Encoding.UTF8.Preamble);
        csv = CsvWriter.Create(bytes, Options, leaveOpen: true);
        Line([.. Columns]);
    }

    /// <summary>Change, identity number, name, region's code and name, day of registration.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["变动", "证件号码", "姓名", "地区代码", "地区名称", "登记日期"];

    public int Lines { get; private set; }

    public static string NameOf(AllowanceExchange exchange) =>
        FormattableString.Invariant($"allowance-{exchange.Day:yyyyMMdd}-{exchange.Number}.csv");

    public void Add(AllowanceLineView line)
    {
        Lines++;
        Line([
            line.Change switch
            {
                "added" => "新增",
                "changed" => "变更",
                _ => "移出",
            },
            line.IdentityNumber,
            line.Name,
            line.Region ?? "",
            line.RegionName ?? "",
            line.RegisteredOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        ]);
    }

    public byte[] Close()
    {
        csv.Dispose();
        return bytes.ToArray();
    }

    public void Dispose()
    {
        csv.Dispose();
        bytes.Dispose();
    }

    private void Line(string[] fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.EndRecord();
    }
}
