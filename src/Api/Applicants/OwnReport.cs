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
public sealed record OwnReportBody : IRequest<OwnReportBody>
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    public bool? StillLooking { get; init; }

    /// <summary>Not together with <see cref="StillLooking"/>.</summary>
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
    public static byte[] Digest(Body<OwnReportBody> body) => SHA256.HashData([.. "own-report.record\n"u8, .. body.Canonical()]);

    public static string Of(PersonId person, string? given, byte[] digest, DateOnly today) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    given is null ? $"{person}\nday\n{today:yyyy-MM-dd}\n{Convert.ToHexStringLower(digest)}" : $"{person}\nkey\n{given}"
                )
            )
        );
}
