using System.Security.Cryptography;
using System.Text;

namespace Grid.Silo.Platform;

/// <summary>Signs requests to the platform, as the province's annex demands (HMAC, SM2 …). Each attempt is signed again.</summary>
public interface IRequestSigner
{
    /// <summary>Puts the signature on a request that is otherwise complete, its date set.</summary>
    Task SignAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}

/// <summary>
/// <c>X-Grid-Signature</c>: HMAC-SHA256 in lower-case hex over the method, the path with its query, and the <c>Date</c> header, a line feed
/// after each, and then the body as it is sent.
/// </summary>
public sealed class HmacSha256Signer : IRequestSigner
{
    public const string Header = "X-Grid-Signature";

    private const int ShortestKey = 16;

    private readonly byte[] key;

    public HmacSha256Signer(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length < ShortestKey)
            throw new ArgumentException($"A key of at least {ShortestKey} bytes is expected.", nameof(key));
        this.key = key;
    }

    public async Task SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        request.Headers.Remove(Header);
        request.Headers.Add(Header, Signature(request, body));
    }

    private string Signature(HttpRequestMessage request, byte[] body)
    {
        using var signature = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        signature.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.RequestUri!.PathAndQuery}\n{request.Headers.Date:R}\n"));
        signature.AppendData(body);
        return Convert.ToHexStringLower(signature.GetHashAndReset());
    }
}

/// <summary>The last step before the wire: dates and signs each attempt.</summary>
internal sealed class SigningHandler(IRequestSigner? signer, TimeProvider clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Date = clock.GetUtcNow();
        if (signer is not null)
            await signer.SignAsync(request, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
