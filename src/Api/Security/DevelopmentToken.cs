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

    /// <summary>The claim <c>role</c> of every machine; its claim <c>system</c> says which.</summary>
    public const string Machine = "system";

    /// <summary>What a token for an API says it is (RFC 9068), in its header <c>typ</c>.</summary>
    public const string AccessTokenType = "at+jwt";

    /// <summary>The machines, by their names in the role matrix.</summary>
    public static readonly IReadOnlyList<string> Machines =
    [
        "office-system",
        "delivery-gateway",
        "benefit-system",
        "civil-affairs",
        "matching-feed",
        "platform-link",
        "platform-administration",
    ];

    /// <summary>The audience where <c>Grid:Api:Audience</c> names no other.</summary>
    public const string UsualAudience = "grid";

    public string Audience { get; init; } = UsualAudience;

    /// <param name="key">At least 32 bytes.</param>
    public string Sign(byte[] key)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = Subject, ["name"] = Name };
        if (Machines.Contains(Role))
            (claims["role"], claims["system"]) = (Machine, Role);
        else
            claims["role"] = Role;
        if (Office is not null)
            claims["office"] = Office;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = AccessTokenType,
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
