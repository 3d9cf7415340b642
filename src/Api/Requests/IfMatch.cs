using System.Globalization;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grid.Api.Requests;

/// <summary>
/// The header <c>If-Match</c>: the version (<c>ETag</c>) of what a write is about, as its caller read it. It is judged together with the
/// write, by whoever carries it out, so that nothing comes in between.
/// </summary>
/// <param name="Version">What the ETag says between its quotation marks.</param>
internal sealed record IfMatch(string Version)
{
    private const int Longest = 80;

    /// <summary>For a record: the number of its last event; null for the tag of something else, which no record has.</summary>
    public long? Sequence => long.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;

    /// <summary>
    /// The version that a request names; null without the header, and for <c>*</c>, which is any. A route that does not read the header does
    /// not ignore it either.
    /// </summary>
    public static IfMatch? Read(HttpContext context)
    {
        var given = context.Request.Headers.IfMatch;
        var reads = context.GetEndpoint()?.Metadata.GetMetadata<ReadsIfMatch>();
        if (given.Count == 0)
        {
            return reads is { IsNeeded: true }
                ? throw new Problem(ProblemCatalogue.VersionNeeded)
                {
                    Errors = [new FieldError("header." + HeaderNames.IfMatch, FieldCodes.Required)],
                }.AsException()
                : null;
        }

        if (reads is null)
            throw Wrong(FieldCodes.NotAllowedHere);
        if (given is ["*"])
            return null;
        return
            given is [{ Length: <= Longest } text] && EntityTagHeaderValue.TryParse(text, out var tag) && !tag.IsWeak && tag.Tag.Length > 2
            ? new IfMatch(tag.Tag.Subsegment(1, tag.Tag.Length - 2).ToString())
            : throw Wrong(FieldCodes.BadEntityTag);
    }

    /// <summary>What is changed has another version by now.</summary>
    /// <param name="now">The version that it has; null where there is nothing.</param>
    public static Problem Failed(string? now) => new(ProblemCatalogue.VersionChanged) { Version = now };

    private static ProblemException Wrong(string code) =>
        Problem.Fields(new FieldError("header." + HeaderNames.IfMatch, code)).AsException();
}

/// <summary>On a route: it judges <c>If-Match</c>.</summary>
/// <param name="IsNeeded">It replaces what was recorded, so that its caller must say which version was read.</param>
internal sealed record ReadsIfMatch(bool IsNeeded);

/// <summary>On a route: its answer has the version of what it tells, as <c>ETag</c>.</summary>
internal sealed class TellsVersion
{
    public static readonly TellsVersion Instance = new();
}

/// <summary>How a table of routes says what has versions.</summary>
internal static class VersionedRoutes
{
    /// <summary>The answer has the version of the person's record, or of what else it tells.</summary>
    public static RouteHandlerBuilder TellsVersion(this RouteHandlerBuilder route) => route.WithMetadata(Requests.TellsVersion.Instance);

    /// <summary>The write judges <c>If-Match</c>. Commands to a person's record do so without being told.</summary>
    public static RouteHandlerBuilder ReadsIfMatch(this RouteHandlerBuilder route) => route.WithMetadata(new ReadsIfMatch(IsNeeded: false));

    /// <summary>The write is refused without <c>If-Match</c>.</summary>
    public static RouteHandlerBuilder NeedsIfMatch(this RouteHandlerBuilder route) => route.WithMetadata(new ReadsIfMatch(IsNeeded: true));

    /// <summary>Puts the version into the answer.</summary>
    public static void Tell(this HttpResponse response, string version) => response.Headers.ETag = $"\"{version}\"";

    /// <summary>Puts the version of a record into the answer: the number of its last event.</summary>
    public static void Tell(this HttpResponse response, long sequence) => response.Tell(sequence.ToString(CultureInfo.InvariantCulture));
}
