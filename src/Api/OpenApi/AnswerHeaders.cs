using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Requests;
using Grid.Api.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Grid.Api.OpenApi;

/// <summary>
/// Adds to every operation the headers of its answers, each defined once, and those of the request that go with them. Runs last: it looks at
/// the answers that are described.
/// </summary>
internal static class AnswerHeaders
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        [HeaderNames.CacheControl] =
            "no-store, unless the answer is reference data: then for how long it may be used without asking again.",
        [HeaderNames.ETag] = "The version: for If-Match with a change, or for If-None-Match with reference data.",
        [HeaderNames.Location] = "Where to read what was made, or what became of it.",
        [HeaderNames.RetryAfter] = "Seconds after which repeating makes sense.",
        [CommandAnswer.ReplayHeader] = "true: this key was used with the same request before, and this is the first answer.",
        [HeaderNames.WWWAuthenticate] = "Bearer; for a token that does not do with error and error_description (RFC 6750).",
        [RateLimits.PolicyHeader] = "The limits: \"search\";q=300;w=3600 are 300 requests within 3600 seconds.",
        [RateLimits.StateHeader] = "How far the caller is from them: \"search\";r=299;t=600 are 299 left, and more in 600 seconds.",
    };

    /// <summary>The headers that the document must name wherever an answer has them.</summary>
    public static IEnumerable<string> Names => Texts.Keys;

    public static Task ApplyAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var document = context.Document!;
        document.Components!.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        foreach (var (name, text) in Texts)
        {
            document.Components.Headers.TryAdd(
                name,
                new OpenApiHeader
                {
                    Description = text,
                    Schema = new OpenApiSchema { Type = TypeOf(name) },
                }
            );
        }

        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isReference = metadata.OfType<ReferenceAnswer>().Any();
        operation.Responses ??= [];
        if (isReference)
        {
            operation.Responses["304"] = new OpenApiResponse { Description = "What the caller has is still right." };
            operation.Parameters ??= [];
            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = HeaderNames.IfNoneMatch,
                    In = ParameterLocation.Header,
                    Description = "The ETag of an earlier answer: 304 without a body while it is still right.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        }

        var reads = metadata.OfType<ReadsIfMatch>().LastOrDefault();
        if (reads is not null)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = HeaderNames.IfMatch,
                    In = ParameterLocation.Header,
                    Required = reads.IsNeeded,
                    Description = "The ETag that was read: 412 when there is a newer version by now. * for any.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        }

        var tellsVersion = metadata.OfType<TellsVersion>().Any();
        var isLimited = metadata.OfType<LimitedByAddress>().Any() || metadata.OfType<CountedCall>().Any();
        var kind = metadata.OfType<Operation>().FirstOrDefault()?.Kind;
        foreach (var (key, one) in operation.Responses)
        {
            if (one is not OpenApiResponse response)
                continue;
            response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            foreach (var name in Of(int.Parse(key, CultureInfo.InvariantCulture), kind, isReference, isLimited, tellsVersion))
                response.Headers[name] = new OpenApiHeaderReference(name, document);
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<string> Of(int status, OperationKind? kind, bool isReference, bool isLimited, bool tellsVersion)
    {
        yield return HeaderNames.CacheControl;
        if ((isReference && status is 200 or 304) || (tellsVersion && status is >= 200 and < 300) || status == 412)
            yield return HeaderNames.ETag;
        if (status is 201 or 202 || (status == 503 && kind == OperationKind.Write))
            yield return HeaderNames.Location;
        if (status is >= 200 and < 300 && kind is OperationKind.Write or OperationKind.Repeatable)
            yield return CommandAnswer.ReplayHeader;
        if (status is 409 or 429 or 503)
            yield return HeaderNames.RetryAfter;
        if (status is 401 or 403)
            yield return HeaderNames.WWWAuthenticate;
        if (isLimited || status == 429)
        {
            yield return RateLimits.PolicyHeader;
            yield return RateLimits.StateHeader;
        }
    }

    private static JsonSchemaType TypeOf(string name) => name == HeaderNames.RetryAfter ? JsonSchemaType.Integer : JsonSchemaType.String;
}
