using System.Diagnostics;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Applicants;

/// <summary>
/// What a registered person can do without a login: read the messages of the register, and report over the link that a message carries.
/// </summary>
internal static class ApplicantEndpoints
{
    private const int LargestInbox = 100;

    /// <summary>The person itself, who has no token.</summary>
    internal static readonly Actor Applicant = new("applicant", Role.Applicant, null);

    public static void MapApplicants(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/inbox", Inbox).WithTags("Progress").Reads("inbox.read").LimitedByAddress();
        routes.MapPost("/v1/own-report", Report).WithTags("Progress").Repeats("own-report.record").LimitedByAddress();
        routes.MapPost("/v1/own-transfer-answer", AnswerTransfer).WithTags("Progress").Repeats("own-transfer.answer").LimitedByAddress();
    }

    /// <summary>The person's messages, newest first.</summary>
    private static async Task<Ok<InboxView>> Inbox(
        Caller caller,
        HttpRequest request,
        Body<ProgressBody> body,
        ApplicantFinder applicants,
        INoticeOutbox outbox,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var applicant = await applicants.FindAsync(request, body.Value, new Fields(clock), cancelled);
        var (record, receipt) = applicant;
        var since = await applicants.SinceAsync(applicant, cancelled);
        var messages = await outbox.InboxAsync(record.Id, since, LargestInbox, cancelled);
        await access.PersonAsync(caller, "inbox.read", record, cancelled);
        return TypedResults.Ok(
            new InboxView(
                [.. messages.Where(message => IsForReceipt(message, since)).Select(InboxMessage.Of)],
                ProgressView.Of(record, receipt, reference.Offices, clock.Today())
            )
        );
    }

    /// <summary>What went to the telephone known before says that there was one: not while that is hidden.</summary>
    private static bool IsForReceipt(InboxNotice message, DateTimeOffset? since) =>
        since is null || message.Kind != NoticeKind.AppliedWithOtherTelephone;

    /// <summary>The person's own report. It counts as the month's contact; without a key, the same report of one day counts once.</summary>
    private static async Task<OwnReportAnswer> Report(
        HttpRequest request,
        Body<OwnReportBody> body,
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
        var (outcome, note) = body.Value.Read(fields);
        var (record, receipt) = await applicants.FindCurrentAsync(request, body.Value, fields, cancelled);

        var digest = OwnReportKey.Digest("own-report.record", body);
        var key = OwnReportKey.Of(record.Id, given, digest, clock.Today());
        var command = new RecordContact
        {
            Channel = Domain.Persons.ContactChannel.OwnReport,
            Outcome = outcome,
            Note = note,
        };
        var context = new CommandContext(Applicant, key, digest, Activity.Current?.TraceId.ToHexString())
        {
            Target = new CommandTarget { Registration = record.Registration?.Number },
        };
        var reply = await calls.RunAsync(() => grains.SendAsync(record.Id, new CommandRequest<RecordContact>(context, command)), cancelled);
        return new OwnReportAnswer(reply, receipt);
    }

    /// <summary>
    /// The person agrees that the case goes to the office that asks for it, or does not. The same answer again is the same answer.
    /// </summary>
    private static async Task<OwnReportAnswer> AnswerTransfer(
        HttpRequest request,
        Body<OwnTransferBody> body,
        ApplicantFinder applicants,
        IGrainFactory grains,
        GrainRetry calls,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var fields = new Fields(clock);
        var command = body.Value.Read(fields);
        var (record, receipt) = await applicants.FindAsync(request, body.Value, fields, cancelled);
        var digest = OwnReportKey.Digest("own-transfer.answer", body);
        var open = record.Application is { IsOpen: true } application ? application.Number : null;
        var context = new CommandContext(
            Applicant,
            OwnReportKey.Of(record.Id, $"transfer {command.RequestId} {command.Agrees}", digest, clock.Today()),
            digest,
            Activity.Current?.TraceId.ToHexString()
        )
        {
            Target = new CommandTarget { Application = open, Registration = open is null ? record.Registration?.Number : null },
        };
        if ((open ?? record.Registration?.Application) is { } present && present != receipt)
            throw new Problem(ProblemCatalogue.NotCurrentCase).AsException();

        var reply = await calls.RunAsync(
            () => grains.SendAsync(record.Id, new CommandRequest<AnswerTransfer>(context, command)),
            cancelled
        );
        return new OwnReportAnswer(reply, receipt);
    }
}

/// <summary>
/// The register's messages to a person, newest first, and what is true now: a message tells what was so when it was written.
/// </summary>
public sealed record InboxView(IReadOnlyList<InboxMessage> Messages, ProgressView? Now);

/// <summary>One message.</summary>
/// <param name="Delivered">What the gateway reported; absent while it has not, or where the inbox is all.</param>
public sealed record InboxMessage([NamesOf<NoticeKind>] string Kind, string Text, DateTimeOffset At, bool? Delivered)
{
    internal static InboxMessage Of(InboxNotice notice) => new(EnumName.Of(notice.Kind), notice.Text, notice.At, notice.Delivered);
}
