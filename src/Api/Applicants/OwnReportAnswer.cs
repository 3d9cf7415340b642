using System.Reflection;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Grid.Api.Applicants;

/// <summary>The answer to an own report: no more than that it is recorded.</summary>
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
        {
            response.Headers[CommandAnswer.ReplayHeader] = "true";
        }

        await response.WriteAsJsonAsync(
            new OwnReportView(receipt.Value, Recorded: true),
            ApiJson.Options,
            "application/json; charset=utf-8",
            CancellationToken.None
        );
    }
}
