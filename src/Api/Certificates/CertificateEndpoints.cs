using System.Diagnostics;
using System.Text;
using Grid.Api.Access;
using Grid.Api.Applicants;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Persons;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Grid.Api.Certificates;

/// <summary>
/// Certificates of registrations (失业登记凭证): issued and printed by the office or by the person, revoked by the office, and checked by
/// anyone who has the number and the code.
/// </summary>
internal static class CertificateEndpoints
{
    public const string CheckPath = "/v1/certificates/check";

    private const string Html = "text/html";

    public static void MapCertificates(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/persons/{personId}/certificate").WithTags("Certificates");
        group.MapGet("", Read).Reads("certificates.read").TellsVersion();
        group.MapPost("", Issue).Writes("certificates.issue");
        group.MapPost("/revocation", Revoke).Writes("certificates.revoke");
        group
            .MapGet("/print", Print)
            .Reads("certificates.print")
            .Counted(CountedCall.Reveal)
            .Produces<FileContentHttpResult>(StatusCodes.Status200OK, CertificateDocument.ContentType);
        routes
            .MapPost("/v1/own-certificate", Own)
            .WithTags("Progress")
            .Repeats("own-certificate.print")
            .LimitedByAddress()
            .Produces<FileContentHttpResult>(StatusCodes.Status200OK, CertificateDocument.ContentType);
        routes
            .MapGet(CheckPath, Check)
            .WithTags("Certificates")
            .Open("certificates.check")
            .Queries("number", "code")
            .Produces<CertificateCheckView>(StatusCodes.Status200OK, "application/json", Html);
    }

    private static async Task<Ok<CertificateView>> Read(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        var view = CertificateView.Of(EarlierCases.Cut(caller, record)) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
        await access.PersonAsync(caller, "certificates.read", record, cancelled);
        request.HttpContext.Response.Tell(record.Sequence);
        return TypedResults.Ok(view);
    }

    private static Task<CommandAnswer> Issue(string personId, WriteRequest write, Body<NoBody> body, CommandRouter cases) =>
        cases.ToPersonAsync(write, write.Digest(body), personId, new IssueCertificate());

    private static Task<CommandAnswer> Revoke(
        string personId,
        WriteRequest write,
        Body<NoteBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, new RevokeCertificate(body.Value.Read(new Fields(clock))));

    /// <summary>The paper has values in full: it is counted with those who see them.</summary>
    private static async Task<FileContentHttpResult> Print(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        CertificatePaper paper,
        UseNotes uses,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        var file = paper.Print(EarlierCases.Cut(caller, record), request);
        await uses.NoteAsync(caller, record, DataUse.Printed, cancelled);
        await access.PersonAsync(caller, "certificates.print", record, cancelled);
        return file;
    }

    /// <summary>The person's own certificate: issued if none is in force, and printed.</summary>
    private static async Task<IResult> Own(
        Caller caller,
        HttpRequest request,
        Body<OwnCertificateBody> body,
        ApplicantFinder applicants,
        CertificatePaper paper,
        IGrainFactory grains,
        GrainRetry calls,
        CommandSender sender,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var (record, receipt) = await applicants.FindCurrentAsync(request, body.Value, new Fields(clock), cancelled);
        if (record.Registration?.Certificate is not { RevokedOn: null })
        {
            var digest = OwnReportKey.Digest("own-certificate.print", body);
            var next = (record.Registration?.Certificate?.Serial ?? 0) + 1;
            var context = new CommandContext(
                ApplicantEndpoints.Applicant,
                OwnReportKey.Of(record.Id, FormattableString.Invariant($"certificate {next}"), digest, clock.Today()),
                digest,
                Activity.Current?.TraceId.ToHexString()
            )
            {
                Target = new CommandTarget { Registration = record.Registration?.Number },
            };
            var reply = await calls.RunAsync(
                () => grains.SendAsync(record.Id, new CommandRequest<IssueCertificate>(context, new IssueCertificate())),
                cancelled
            );
            if (reply.Refusal is { } refusal)
                throw Problem.Of(refusal).AsException();
            record = (await sender.ReadAsync(record.Id, cancelled))?.Record ?? record;
        }

        var file = paper.Print(record, request);
        await access.PersonAsync(caller, "own-certificate.print", record, cancelled);
        return file;
    }

    /// <summary>
    /// Whether a certificate is valid today. A number alone says nothing: without the right code the answer is the same for every number,
    /// and nothing is read.
    /// </summary>
    private static async Task<IResult> Check(
        HttpRequest request,
        Caller caller,
        ICertificateCodes codes,
        IPersonSearch search,
        CommandSender sender,
        IReferenceData reference,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var (number, code) = (query.Text("number", 40), query.Text("code", 40));
        query.ThrowIfWrong();
        var view = CertificateCheckView.Unknown;
        if (
            CertificateNumber.TryParse(number, out var wanted)
            && code is not null
            && codes.Fits(wanted, code)
            && await search.ByRegistrationNumberAsync(wanted.Registration, cancelled) is { } person
            && (await sender.ReadFoundAsync(person, cancelled))?.Record is { } record
            && Certifying.StateOf(record, wanted) is { } state
        )
        {
            var registration =
                record.Registration?.Number == wanted.Registration
                    ? record.Registration
                    : record.Past.LastOrDefault(past => past.Number == wanted.Registration)?.Registration;

            // Of a case that was entered under a wrong number, the name would be that of the number's owner.
            view = registration is null
                ? CertificateCheckView.Of(state)
                : CertificateCheckView.Of(record, state, reference.Offices.Find(registration.Office)?.Name);
            await access.PersonAsync(caller, "certificates.check", record, cancelled);
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return request.Headers.Accept.ToString().Contains(Html, StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Content(CheckPage.Of(view), Html, Encoding.UTF8)
            : TypedResults.Ok(view);
    }
}

/// <summary>Prints the certificate in force of a record.</summary>
internal sealed class CertificatePaper(
    ICertificateCodes codes,
    CertificateDocument document,
    IReferenceData reference,
    IOptions<CertificateOptions> options
)
{
    public FileContentHttpResult Print(PersonRecord record, HttpRequest request)
    {
        if (record.Registration is not { Certificate: { RevokedOn: null } latest } registration || record.Identity is not { } identity)
            throw Problem.Of(new Refusal(RefusalCode.NoCertificate) { Allowed = ["certificates.issue"] }).AsException();
        var number = new CertificateNumber(registration.Number, latest.Serial);
        var code = codes.CodeOf(number);
        var origin = options.Value.Address ?? new Uri($"{request.Scheme}://{request.Host}");
        var text = new CertificateText(
            number,
            code,
            identity,
            registration,
            reference.Offices.Find(registration.Office)?.Name ?? registration.Office,
            latest.IssuedOn,
            new Uri(origin, $"{CertificateEndpoints.CheckPath}?number={number}&code={code}")
        );
        var file = document.Write(text);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(file, CertificateDocument.ContentType, $"certificate-{number}.pdf");
    }
}
