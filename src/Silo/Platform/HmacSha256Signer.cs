using System.Security.Cryptography;
using System.Text;

namespace Grid.Silo.Platform;

/// <summary>
/// <c>X-Grid-Signature: keyId=…, algorithm=hmac-sha256, signature=(base64)</c> over four lines, without a last line feed: method, path with query, the <c>Date</c> header, and the
/// SHA-256 of the body in lower-case hex.
/// </summary>
public sealed class HmacSha256Signer(string keyId, byte[] key) : IRequestSigner
{
    public const string Header = "X-Grid-Signature";

    public async Task SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        request.Headers.Remove(Header);
        request.Headers.Add(Header, $"keyId={keyId}, algorithm=hmac-sha256, signature={Signature(request, body)}");
    }

    private string Signature(HttpRequestMessage request, byte[] body)
    {
        var signed = $"{request.Method}\n{request.RequestUri!.PathAndQuery}\n{request.Headers.Date:R}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        return Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }
}
