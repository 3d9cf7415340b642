using System.Net;
using System.Text.Json;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Notices;
using Grid.Silo.Platform;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Grid.Silo.Notices;

/// <summary>
/// The SMS gateway over HTTP: <c>POST {path}</c> with <c>key</c>, <c>to</c> and <c>text</c>; 2xx with <c>id</c> means that it took the
/// message. Repeats of one key are the gateway's to recognise, so a request whose answer was lost is simply sent again. Errors name a
/// status, never a number or a text.
/// </summary>
public sealed class HttpMessageSender(IHttpClientFactory clients, IOptions<SmsOptions> options) : IMessageSender
{
    /// <summary>Name of the client.</summary>
    public const string Client = "sms-gateway";

    /// <summary>Bytes; an identifier needs less.</summary>
    private const int LongestAnswer = 64 * 1024;

    public async Task<SendResult> SendAsync(string key, string telephone, string text, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.PostAsJsonAsync(options.Value.Path, new SmsMessage(key, telephone, text), cancellationToken);
            return answer.IsSuccessStatusCode
                ? await TakenAsync(answer, cancellationToken)
                : Failed($"gateway {(int)answer.StatusCode}", IsPermanent(answer.StatusCode));
        }
        catch (BrokenCircuitException)
        {
            return Failed("gateway not asked: it failed too often", permanent: false);
        }
        catch (Exception e) when (e is TimeoutRejectedException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Failed("gateway does not answer in time", permanent: false);
        }
        catch (HttpRequestException)
        {
            return Failed("gateway cannot be reached", permanent: false);
        }
    }

    private static async Task<SendResult> TakenAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (
            await BoundedAnswer.BytesAsync(answer.Content, LongestAnswer, cancellationToken) is not { } bytes
            || !JsonBytes.TryRead(bytes, answer.Content.Headers.ContentType?.CharSet, out var utf8, out _)
        )
        {
            return Failed("gateway answers in an encoding that cannot be read, or too much", permanent: false);
        }

        try
        {
            return JsonSerializer.Deserialize<SmsAccepted>(utf8.Span, DomainJson.Options) is { Id: { Length: > 0 } id }
                ? new SendResult(id, null, Permanent: false)
                : Failed("gateway answers without an id", permanent: false);
        }
        catch (JsonException)
        {
            return Failed("gateway answers without an id", permanent: false);
        }
    }

    /// <summary>
    /// Whether the gateway rejects this message. Its rejection of the register (401, 403) ends when that is corrected.
    /// </summary>
    private static bool IsPermanent(HttpStatusCode status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.UnprocessableEntity;

    private static SendResult Failed(string error, bool permanent) => new(null, error, permanent);

    private sealed record SmsMessage(string Key, string To, string Text);

    private sealed record SmsAccepted(string? Id);
}
