using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Security;

/// <summary>
/// A token for development, signed with HMAC-SHA-256: what the province's identity provider issues in production. The pages' development
/// sign-in uses it, and <c>./grid token</c>, the load generator and tests compile the same file.
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

    /// <summary>The audience where <c>Grid:Api:Audience</c> names no other.</summary>
    public const string UsualAudience = "grid";

    public string Audience { get; init; } = UsualAudience;

    /// <param name="key">At least 32 bytes.</param>
    public string Sign(byte[] key)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = Subject,
            ["name"] = Name,
            ["role"] = Role,
        };
        if (Office is not null)
            claims["office"] = Office;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = Audience,
                IssuedAt = IssuedAt.UtcDateTime,
                NotBefore = IssuedAt.UtcDateTime,
                Expires = ExpiresAt.UtcDateTime,
                Claims = claims,
                SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
            }
        );
    }
}
