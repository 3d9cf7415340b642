using Grid.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grid.Api.Hosting;

/// <summary>
/// Refuses addresses and headers that are too large with a problem. The server itself refuses those that are larger by far, with a status
/// and nothing else: it does so before there is a request that could be answered.
/// </summary>
internal sealed class RequestSize(RequestDelegate next)
{
    /// <summary>Characters of path and query.</summary>
    internal const int LongestAddress = 8 * 1024;

    /// <summary>
    /// Bytes of all headers. The pages' cookie carries an access token; an answer of the identity provider carries a state of ours and a code
    /// of its own in the address. The shipped proxies allow as much.
    /// </summary>
    internal const int LargestHeaders = 32 * 1024;

    /// <summary>Headers, each value being one.</summary>
    internal const int MostHeaders = 64;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > LongestAddress)
            throw new Problem(ProblemCatalogue.UriTooLong).AsException();
        var (count, size) = (0, 0);
        foreach (var (name, values) in context.Request.Headers)
        {
            count += values.Count;
            foreach (var value in values)
                size += name.Length + (value?.Length ?? 0) + 4; // ": " and the end of the line
        }

        return count > MostHeaders || size > LargestHeaders
            ? throw new Problem(ProblemCatalogue.HeadersTooLarge).AsException()
            : next(context);
    }
}
