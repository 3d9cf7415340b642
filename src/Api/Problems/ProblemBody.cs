using System.Diagnostics;
using System.Globalization;
using Grid.Api.Access;
using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Api.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Problems;

/// <summary>A problem as the answer shows it (RFC 9457), in one language.</summary>
public sealed record ProblemBody
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>Stable, for programs.</summary>
    [Among(ValueLists.ProblemCode)]
    public required string Code { get; init; }

    /// <summary>Article of the notice, as "79/2020 (四)".</summary>
    public string? Article { get; init; }

    /// <summary>What is allowed instead.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    public IReadOnlyList<ProblemField>? Errors { get; init; }

    /// <summary>The present state of the case, where that is the obstacle.</summary>
    public PresentCase? Current { get; init; }

    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The version that what is meant has now: the <c>ETag</c> for a new <c>If-Match</c>, without its quotation marks.</summary>
    public string? Version { get; init; }

    /// <summary>For questions to the operators about this request.</summary>
    public string? TraceId { get; init; }

    internal static ProblemBody Of(Problem problem, Language language, string? traceId) =>
        new()
        {
            Type = problem.Kind.Type,
            Title = problem.Kind.Title.In(language),
            Status = problem.Kind.Status,
            Detail = problem.Kind.Detail.In(language),
            Code = problem.Kind.Code,
            Article = problem.Article ?? problem.Kind.Article,
            Allowed = problem.Allowed.Count == 0 ? null : problem.Allowed,
            Errors = problem.Errors.Count == 0 ? null : [.. problem.Errors.Select(error => ProblemField.Of(error, language))],
            Current = PresentCase.Of(problem.State),
            RetryAfter = problem.RetryAfter ?? problem.Kind.RetryAfter,
            Version = problem.Version,
            TraceId = traceId,
        };

    internal static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}

/// <summary>One wrong field in an answer.</summary>
/// <param name="Field">JSON path in the body, or <c>query.x</c>, <c>path.x</c>, <c>header.x</c>.</param>
/// <param name="Code">For programs.</param>
/// <param name="Detail">For people.</param>
/// <param name="Allowed">What may be given instead, when it is a short list.</param>
/// <param name="AtLeast">The least that is allowed, inclusive: a number of characters, an amount, a day (yyyy-MM-dd) or a moment.</param>
/// <param name="AtMost">The most that is allowed, inclusive.</param>
public sealed record ProblemField(
    string Field,
    [Among(ValueLists.FieldCode)] string Code,
    string Detail,
    IReadOnlyList<string>? Allowed,
    string? AtLeast,
    string? AtMost
)
{
    internal static ProblemField Of(FieldError error, Language language)
    {
        var text = FieldCodes.TextOf(error.Code).In(language);
        var limits = (error.AtLeast, error.AtMost, language) switch
        {
            (null, null, _) => "",
            ({ } least, null, Language.English) => $" (at least {least})",
            (null, { } most, Language.English) => $" (at most {most})",
            ({ } least, { } most, Language.English) => $" ({least} to {most})",
            ({ } least, null, _) => $"(不小于或不早于 {least})",
            (null, { } most, _) => $"(不大于或不晚于 {most})",
            ({ } least, { } most, _) => $"({least} 至 {most})",
        };
        var more = error.More is null || language != Language.English ? "" : $" ({error.More})";
        return new ProblemField(
            error.Field,
            error.Code,
            text + (error.Entry is null ? "" : ": " + error.Entry) + limits + more,
            error.Allowed,
            error.AtLeast,
            error.AtMost
        );
    }
}

/// <summary>Writes a problem as the answer.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    private static readonly string[] OutsideBody = ["path.", "query.", "header."];

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        // First the log: what was denied is there when the caller learns of it.
        if (context.RequestServices?.GetService<DenialLog>() is { } denials)
            await denials.RecordAsync(context, problem);
        var language = RequestLanguage.Of(context.Request);
        var body = ProblemBody.Of(OfRequest(context, problem), language, ProblemBody.TraceIdOf(context));
        response.StatusCode = body.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = language.Tag();
        response.Headers.Vary = "Accept-Language";
        if (body.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        if (body.Status == StatusCodes.Status413PayloadTooLarge)
        {
            // The rest of the body is not read, so the connection cannot be used again.
            response.Headers.Connection = "close";
        }

        if (problem.Location is { } location)
            response.Headers.Location = location;

        if (problem.Version is { } version)
            response.Tell(version);

        if (BearerChallenge.Of(context, problem) is { } challenge)
            response.Headers.WWWAuthenticate = challenge;

        await response.WriteAsJsonAsync(body, ApiJson.Options, ContentType, CancellationToken.None);
    }

    /// <summary>
    /// What the rules say of a member of a command that the register made itself is no field of a request that has no body. What is wrong with
    /// what was sent all the same stays.
    /// </summary>
    private static Problem OfRequest(HttpContext context, Problem problem) =>
        problem.Kind.Status == StatusCodes.Status400BadRequest
        || context.GetEndpoint()?.Metadata is not { } route
        || route.GetMetadata<Operation>() is null
        || route.GetMetadata<IAcceptsMetadata>() is not null
            ? problem
            : problem with
            {
                Errors =
                [
                    .. problem.Errors.Where(error =>
                        Array.Exists(OutsideBody, part => error.Field.StartsWith(part, StringComparison.Ordinal))
                    ),
                ],
            };
}
