using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Grid.Api.Applicants;

/// <summary>The person's own report over a link: still looking, or found work. Neither ends the registration.</summary>
public sealed record OwnReportBody : IRequest<OwnReportBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    public bool? StillLooking { get; init; }

    /// <summary>True: the person found work. Not together with <c>stillLooking</c>.</summary>
    public bool? FoundWork { get; init; }

    /// <summary>Required when neither is so.</summary>
    public string? Note { get; init; }

    public static OwnReportBody Example { get; } =
        new()
        {
            ReceiptNumber = ProgressBody.Example.ReceiptNumber,
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            StillLooking = true,
            FoundWork = false,
            Note = "希望参加电工培训",
        };

    /// <summary>Adds what is wrong to the fields; the finder of the applicant ends the request with all of it.</summary>
    internal (ContactOutcome Outcome, string? Note) Read(Fields fields)
    {
        if (StillLooking is null)
            fields.Wrong("stillLooking", FieldCodes.Required);

        if (FoundWork is null)
            fields.Wrong("foundWork", FieldCodes.Required);

        if (StillLooking == true && FoundWork == true)
            fields.Wrong("foundWork", FieldCodes.Contradicts);

        var note = fields.Text(Note, "note", FieldLimits.Note, required: StillLooking == false && FoundWork == false);
        return (FoundWork == true ? ContactOutcome.FoundWork : ContactOutcome.Reached, note);
    }
}

/// <summary>The person's own answer to the request of an office for the case; the request is one of those that the progress shows.</summary>
public sealed record OwnTransferBody : IRequest<OwnTransferBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    public string? RequestId { get; init; }

    /// <summary>True: the case goes there. False: it stays, and the request is closed.</summary>
    public bool? Agrees { get; init; }

    public static OwnTransferBody Example { get; } =
        new()
        {
            ReceiptNumber = ProgressBody.Example.ReceiptNumber,
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            RequestId = "0123456789abcdef0123456789abcdef",
            Agrees = true,
        };

    /// <summary>Adds what is wrong to the fields; the finder of the applicant ends the request with all of it.</summary>
    internal AnswerTransfer Read(Fields fields)
    {
        var id = fields.Text(RequestId, "requestId", 40, required: true);
        if (Agrees is null)
            fields.Wrong("agrees", FieldCodes.Required);
        return new AnswerTransfer(id ?? "", Agrees == true);
    }
}

/// <summary>The report is recorded.</summary>
public sealed record OwnReportView(string ReceiptNumber, bool Recorded);

/// <summary>The answer to an own report: only that it is recorded.</summary>
internal sealed class OwnReportAnswer(CommandReply reply, ApplicationNumber receipt) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(OwnReportView), ["application/json"]));

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

        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (reply.Repeated)
            response.Headers[CommandAnswer.ReplayHeader] = "true";

        await response.WriteAsJsonAsync(
            new OwnReportView(receipt.Value, Recorded: true),
            ApiJson.Options,
            "application/json; charset=utf-8",
            CancellationToken.None
        );
    }
}

/// <summary>
/// Under which key an own report is kept. All applicants are one caller to the receipts, so the person is part of it; and who sends no key
/// is known by the report and the day, since the same words come again next month.
/// </summary>
internal static class OwnReportKey
{
    public static byte[] Digest<T>(string operation, Body<T> body)
        where T : class, IRequest<T> => SHA256.HashData([.. Encoding.UTF8.GetBytes(operation + "\n"), .. body.Canonical()]);

    public static string Of(PersonId person, string? given, byte[] digest, DateOnly today) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    given is null ? $"{person}\nday\n{today:yyyy-MM-dd}\n{Convert.ToHexStringLower(digest)}" : $"{person}\nkey\n{given}"
                )
            )
        );
}
