using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grid.Api.Hosting;
using Grid.Grains.Interfaces.Changes;
using Microsoft.Extensions.Options;

namespace Grid.Api.Webhooks;

/// <summary>
/// One attempt of a delivery: a POST, signed as Standard Webhooks says (standardwebhooks.com), over TLS, to an allowed address, with a time-out.
/// A redirect is an answer like any other that is no 2xx. Of the answer nothing but the status is read.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    public const string KeyHeader = "webhook-key-id";

    private readonly HttpClient client;
    private readonly AllowedTargets targets;
    private readonly TimeSpan timeout;
    private readonly TimeProvider clock;

    /// <param name="targets">Where calls may go.</param>
    /// <param name="options">The settings.</param>
    /// <param name="clock">For the timestamp.</param>
    /// <param name="resolve">Addresses of a name; null: as the machine resolves it.</param>
    public WebhookSender(
        AllowedTargets targets,
        IOptions<WebhookOptions> options,
        TimeProvider clock,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null
    )
    {
        (this.targets, this.clock, timeout) = (targets, clock, options.Value.AttemptTimeout);
        var lookUp = resolve ?? Dns.GetHostAddressesAsync;
        var handler = OutwardCalls.Handler();
        handler.UseProxy = false; // A proxy would resolve the name itself.
        handler.ConnectCallback = (context, cancelled) => targets.ConnectAsync(context.DnsEndPoint, lookUp, cancelled);
        handler.MaxResponseHeadersLength = 16;
        handler.SslOptions = TlsOf(options.Value.AuthorityFile);
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>
    /// Null when it was taken; otherwise what it was answered, as operators see it: a status, or why there was none.
    /// </summary>
    public async Task<string?> SendAsync(
        string address,
        string id,
        byte[] body,
        IReadOnlyList<WebhookSecret> secrets,
        CancellationToken cancellationToken
    )
    {
        if (!targets.Allows(address))
            return "host not allowed";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address)) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
            Sign(request.Headers, id, clock.GetUtcNow(), body, secrets);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.IsSuccessStatusCode ? null : ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "no answer in time";
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is ForbiddenTargetException ? "address not allowed"
                : e.HttpRequestError == HttpRequestError.NameResolutionError ? "unknown host"
                : e.HttpRequestError == HttpRequestError.SecureConnectionError ? "certificate not accepted"
                : "not reached";
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>
    /// Identifier, time and signatures: HMAC-SHA-256 over identifier, time and body with a dot between them, one for each secret, in base64.
    /// </summary>
    internal static void Sign(HttpRequestHeaders headers, string id, DateTimeOffset now, byte[] body, IReadOnlyList<WebhookSecret> secrets)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers.Add(IdHeader, id);
        headers.Add(TimestampHeader, timestamp);
        headers.Add(KeyHeader, string.Join(' ', secrets.Select(secret => secret.KeyId)));
        headers.Add(SignatureHeader, string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(Mac(secret)))));

        byte[] Mac(WebhookSecret secret)
        {
            using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
            mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
            mac.AppendData(body);
            return mac.GetHashAndReset();
        }
    }

    private static SslClientAuthenticationOptions TlsOf(string? authorities)
    {
        var tls = new SslClientAuthenticationOptions();
        if (authorities is not null)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authorities);
        }

        return tls;
    }
}
