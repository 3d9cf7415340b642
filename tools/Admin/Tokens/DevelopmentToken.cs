using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Grid.Admin.Tokens;

/// <summary>
/// A JSON web token (RFC 7519) for development, signed with HMAC-SHA-256: what the province's identity provider issues in production.
/// Written by hand, since a token library would cost more time to load than all the rest.
/// </summary>
internal sealed record DevelopmentToken(
    string Subject,
    string Name,
    string Role,
    string? Office,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt
)
{
    public const string Issuer = "grid-development";

    public const string Audience = "grid";

    public string Sign(byte[] key)
    {
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Encode(Claims())}";
        return $"{signed}.{Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private byte[] Claims()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("iss", Issuer);
            json.WriteString("aud", Audience);
            json.WriteString("sub", Subject);
            json.WriteString("name", Name);
            json.WriteString("role", Role);
            if (Office is not null)
                json.WriteString("office", Office);
            json.WriteNumber("iat", IssuedAt.ToUnixTimeSeconds());
            json.WriteNumber("nbf", IssuedAt.ToUnixTimeSeconds());
            json.WriteNumber("exp", ExpiresAt.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
