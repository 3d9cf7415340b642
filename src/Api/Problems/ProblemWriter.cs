using System.Globalization;
using Grid.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Problems;

/// <summary>Writes a problem as the answer.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        var language = RequestLanguage.Of(context.Request);
        var body = ProblemBody.Of(problem, language, ProblemBody.TraceIdOf(context));
        response.StatusCode = body.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = language.Tag();
        response.Headers.Vary = "Accept-Language";
        if (body.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (body.Status == StatusCodes.Status413PayloadTooLarge)
        {
            // The rest of the body is not read, so the connection cannot be used again.
            response.Headers.Connection = "close";
        }

        if (problem.Location is { } location)
        {
            response.Headers.Location = location;
        }

        await response.WriteAsJsonAsync(body, ApiJson.Options, ContentType, CancellationToken.None);
    }
}
