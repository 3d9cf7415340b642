using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grid.Api.Hosting;
using Grid.Api.Security;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Console.SignIn;

/// <summary>
/// Signs tokens with the key of this home's development tokens, as <c>./grid token</c> does. Registered in development alone.
/// </summary>
internal sealed class DevelopmentMint(IOptions<ApiOptions> api)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private readonly DevelopmentKeyFile keys = new(Path.Combine(api.Value.Home, "secrets", "dev-token.key"));

    /// <summary>Null while the home has no key.</summary>
    public (string Token, IReadOnlyList<Claim> Claims)? Sign(string role, string? office, DateTimeOffset now)
    {
        if (keys.Read() is not [SymmetricSecurityKey key, ..])
            return null;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = TokenAuthentication.DevelopmentIssuer,
            ["aud"] = api.Value.Audience,
            ["sub"] = office is null ? $"dev-{role}" : $"dev-{role}-{office}",
            ["name"] = office is null ? role : $"{role} {office}",
            ["role"] = role,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        };
        if (office is not null)
            claims["office"] = office;
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var token = $"{signed}.{Encode(HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes(signed)))}";
        return (token, [.. claims.Where(claim => claim.Value is string).Select(claim => new Claim(claim.Key, (string)claim.Value))]);
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
