using System.Net;
using System.Net.Mime;
using System.Text.Json;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Silo.Platform;

/// <summary>Reads an answer that must be JSON and not longer than a bound; everything else counts as no answer.</summary>
internal static class BoundedAnswer
{
    /// <summary>
    /// An answer without content that matters: 204, or JSON. A page of HTML with 200 comes from something in between, and the platform
    /// knows nothing of the request.
    /// </summary>
    public static Task<bool> TakenAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        answer.StatusCode == HttpStatusCode.NoContent || IsJson(answer) ? Task.FromResult(true) : throw NotJson(answer);

    /// <summary>The document. In the character set that the content type names; a byte order mark is removed.</summary>
    /// <param name="longest">Bytes.</param>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, int longest, CancellationToken cancellationToken)
        where T : class
    {
        if (!IsJson(answer))
            throw NotJson(answer);
        if (await BytesAsync(answer.Content, longest, cancellationToken) is not { } bytes)
            throw TooLong(longest);

        // Before anything of it is stored or acknowledged: a character replaced by U+FFFD here could not be recovered.
        if (!JsonBytes.TryRead(bytes, answer.Content.Headers.ContentType?.CharSet, out var utf8, out var fault))
            throw new PlatformUnavailableException($"平台的应答：{fault}");
        try
        {
            return JsonSerializer.Deserialize<T>(utf8.Span, DomainJson.Options)
                ?? throw new PlatformUnavailableException("The platform answers with null.");
        }
        catch (JsonException e)
        {
            // Its message may quote the answer, which may name persons.
            throw new PlatformUnavailableException($"The platform answers with what is no {typeof(T).Name} (line {e.LineNumber}).");
        }
    }

    /// <summary>Null when it is longer.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> BytesAsync(HttpContent content, int longest, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > longest)
            return null;
        using var bytes = new MemoryStream();
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            if (bytes.Length + read > longest)
                return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static bool IsJson(HttpResponseMessage answer) =>
        string.Equals(answer.Content.Headers.ContentType?.MediaType, MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);

    private static PlatformUnavailableException NotJson(HttpResponseMessage answer) =>
        new($"The platform answers with {Safe(answer.Content.Headers.ContentType?.MediaType)} instead of JSON.");

    private static PlatformUnavailableException TooLong(int longest) => new($"The platform answers with more than {longest} bytes.");

    private static string Safe(string? type) => type is { Length: > 0 and <= 100 } ? type : "no content type";
}
