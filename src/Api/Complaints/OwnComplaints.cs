using System.Diagnostics;
using System.Reflection;
using Grid.Api.Access;
using Grid.Api.Applicants;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Grid.Api.Complaints;

/// <summary>The person complains without an office and without a login, reads the answer, and can take the complaint back.</summary>
internal static class OwnComplaints
{
    /// <summary>The same complaint of one day, without a key, is one complaint.</summary>
    public static async Task<OwnComplaintAnswer> Raise(
        HttpRequest request,
        Body<OwnComplaintBody> body,
        ApplicantFinder applicants,
        IGrainFactory grains,
        GrainRetry calls,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var given = IdempotencyKey.Read(request);
        if (given is null && request.Headers.ContainsKey(IdempotencyKey.Header))
            throw Problem.Fields(new FieldError("header." + IdempotencyKey.Header, FieldCodes.BadCode)).AsException();

        var fields = new Fields(clock);
        var command = body.Value.Read(fields);
        var (record, receipt) = await applicants.FindAsync(request, body.Value, fields, cancelled);

        // About the office of this receipt: which office holds another case of the person is not for whoever has it.
        var office =
            record.Application is { } application && application.Number == receipt
                ? application.Office
                : ApplicationView.RegistrationOf(record, receipt)?.Office;
        var digest = OwnReportKey.Digest("own-complaint.raise", body);
        var context = new CommandContext(
            ApplicantEndpoints.Applicant,
            OwnReportKey.Of(record.Id, given, digest, clock.Today()),
            digest,
            Activity.Current?.TraceId.ToHexString()
        )
        {
            Target = new CommandTarget(),
        };
        var reply = await calls.RunAsync(
            () =>
                grains.SendAsync(
                    record.Id,
                    new CommandRequest<RaiseComplaint>(context, command with { Office = command.Office ?? office })
                ),
            cancelled
        );
        return new OwnComplaintAnswer(reply);
    }

    public static async Task<OwnComplaintAnswer> Withdraw(
        HttpRequest request,
        Body<OwnComplaintWithdrawalBody> body,
        ApplicantFinder applicants,
        IGrainFactory grains,
        GrainRetry calls,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var fields = new Fields(clock);
        var id = fields.Text(body.Value.Complaint, "complaint", 40, required: true);
        var (record, _) = await applicants.FindAsync(request, body.Value, fields, cancelled);
        var digest = OwnReportKey.Digest("own-complaint.withdraw", body);
        var context = new CommandContext(
            ApplicantEndpoints.Applicant,
            OwnReportKey.Of(record.Id, $"complaint {id}", digest, clock.Today()),
            digest,
            Activity.Current?.TraceId.ToHexString()
        )
        {
            Target = new CommandTarget(),
        };
        var reply = await calls.RunAsync(
            () => grains.SendAsync(record.Id, new CommandRequest<WithdrawComplaint>(context, new WithdrawComplaint(id!, null))),
            cancelled
        );
        return new OwnComplaintAnswer(reply);
    }

    /// <summary>The person's complaints and their answers.</summary>
    public static async Task<Ok<OwnComplaintsView>> Read(
        Caller caller,
        HttpRequest request,
        Body<ProgressBody> body,
        ApplicantFinder applicants,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var (record, _) = await applicants.FindAsync(request, body.Value, new Fields(clock), cancelled);
        await access.PersonAsync(caller, "own-complaints.read", record, cancelled);
        return TypedResults.Ok(
            new OwnComplaintsView([.. record.Complaints.Select(complaint => OwnComplaintView.Of(complaint, reference.Offices))])
        );
    }
}

/// <summary>The person complains, by receipt number and identity number together.</summary>
public sealed record OwnComplaintBody : IRequest<OwnComplaintBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    /// <inheritdoc cref="ComplaintBody.Kind"/>
    public string? Kind { get; init; }

    /// <inheritdoc cref="ComplaintBody.Text"/>
    public string? Text { get; init; }

    /// <summary>The office complained of; absent for that of the application or registration.</summary>
    public string? Office { get; init; }

    public static OwnComplaintBody Example { get; } =
        new()
        {
            ReceiptNumber = ProgressBody.Example.ReceiptNumber,
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            Kind = ComplaintBody.Example.Kind,
            Text = ComplaintBody.Example.Text,
        };

    /// <summary>Adds what is wrong to the fields; the finder of the applicant ends the request with all of it.</summary>
    internal RaiseComplaint Read(Fields fields) =>
        new ComplaintBody
        {
            Kind = Kind,
            Text = Text,
            Office = Office,
        }.ReadInto(fields);
}

/// <summary>The person takes a complaint back.</summary>
public sealed record OwnComplaintWithdrawalBody : IRequest<OwnComplaintWithdrawalBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    /// <summary>Its number.</summary>
    public string? Complaint { get; init; }

    public static OwnComplaintWithdrawalBody Example { get; } =
        new()
        {
            ReceiptNumber = ProgressBody.Example.ReceiptNumber,
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            Complaint = "TS20261130-0123456789",
        };
}

/// <summary>The person's complaints: the open ones, and the latest that are over.</summary>
public sealed record OwnComplaintsView(IReadOnlyList<OwnComplaintView> Items);

/// <summary>One of the person's complaints.</summary>
/// <param name="Complaint">Its number.</param>
/// <param name="Kind">Code list complaint-kind.</param>
/// <param name="Office">The office complained of.</param>
/// <param name="AnsweredBy">The office above.</param>
/// <param name="Due">The last day for the answer.</param>
/// <param name="Status"><c>open</c>, <c>taken</c>, <c>wellFounded</c>, <c>notWellFounded</c> or <c>withdrawn</c>.</param>
/// <param name="Answer">What was found, and the measures taken.</param>
public sealed record OwnComplaintView(
    string Complaint,
    [CodesOf(CodeListIds.ComplaintKind)] string Kind,
    string Office,
    string AnsweredBy,
    DateOnly RaisedOn,
    DateOnly Due,
    [Among("ComplaintState")] string Status,
    DateOnly? EndedOn,
    string? Answer
)
{
    internal static OwnComplaintView Of(Complaint complaint, OfficeDirectory offices) =>
        new(
            complaint.Id,
            ListCodes.Of(CodeListIds.ComplaintKind, complaint.Kind),
            offices.Find(complaint.Office)?.Name ?? complaint.Office,
            offices.Find(complaint.Owner)?.Name ?? complaint.Owner,
            complaint.RaisedOn,
            complaint.AnswerDue.Date,
            ComplaintView.StateOf(complaint),
            complaint.EndedOn,
            complaint.Answer
        );
}

/// <summary>The complaint is recorded, or taken back.</summary>
/// <param name="Complaint">Its number.</param>
/// <param name="AnsweredBy">The office above, which answers it.</param>
/// <param name="Due">By when; absent of one that was taken back.</param>
public sealed record OwnComplaintRecorded(string Complaint, string AnsweredBy, DateOnly? Due);

/// <summary>The answer to an own complaint: its number, and nothing of the case.</summary>
internal sealed class OwnComplaintAnswer(CommandReply reply) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(OwnComplaintRecorded), ["application/json"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (reply.KeyConflict)
        {
            await ProblemWriter.WriteAsync(httpContext, new Problem(ProblemCatalogue.IdempotencyKeyReused));
            return;
        }

        if (reply.Refusal is { } refusal)
        {
            await ProblemWriter.WriteAsync(httpContext, Problem.Of(refusal));
            return;
        }

        var outcome = reply.Outcome ?? throw new InvalidOperationException("A reply without outcome, refusal and conflict.");
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (reply.Repeated)
            response.Headers[CommandAnswer.ReplayHeader] = "true";

        await response.WriteAsJsonAsync(
            new OwnComplaintRecorded(outcome.Reference ?? "", outcome.Office ?? "", outcome.Due),
            ApiJson.Options,
            "application/json; charset=utf-8",
            CancellationToken.None
        );
    }
}
