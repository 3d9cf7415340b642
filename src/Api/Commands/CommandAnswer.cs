using System.Reflection;
using Grid.Api.Duties;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Grid.Api.Commands;

/// <summary>What became of a command, as an HTTP answer: 201 for something new, 200 else, or the refusal's problem.</summary>
internal sealed class CommandAnswer(CommandReply reply) : IResult, IEndpointMetadataProvider
{
    /// <summary>Set on the answer to a repeat; the body is the first answer's.</summary>
    public const string ReplayHeader = "Idempotent-Replay";

    /// <summary>The grain's answer.</summary>
    public CommandReply Reply => reply;

    /// <summary>Of a claim: what it gives now. Not part of what is stored, since it lasts no longer than the claim.</summary>
    public ClaimView? Claim { get; init; }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(CommandView), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(CommandView), ["application/json"]));
    }

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
        var view = CommandView.Of(outcome) with { Claim = Claim };
        var response = httpContext.Response;
        response.StatusCode = StatusOf(outcome.Kind);
        response.Headers.CacheControl = "no-store";
        if (response.StatusCode == StatusCodes.Status201Created)
        {
            response.Headers.Location = view.Href;
        }

        if (reply.Repeated)
        {
            response.Headers[ReplayHeader] = "true";
        }

        await response.WriteAsJsonAsync(view, ApiJson.Options, "application/json; charset=utf-8", CancellationToken.None);
    }

    /// <summary>By the outcome alone: a repeat gets the same.</summary>
    private static int StatusOf(OutcomeKind kind) =>
        kind is OutcomeKind.Submitted or OutcomeKind.Approved or OutcomeKind.ObjectionRaised
            ? StatusCodes.Status201Created
            : StatusCodes.Status200OK;
}
