using System.Security.Claims;
using Grid.Api.Hosting;
using Grid.Api.Security;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Console.SignIn;

/// <summary>
/// Signs tokens with the key of this home's development tokens, as <c>./grid token</c> does. Registered in development only.
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
        var token = new DevelopmentToken(
            office is null ? $"dev-{role}" : $"dev-{role}-{office}",
            office is null ? role : $"{role} {office}",
            role,
            office,
            now,
            now + Lifetime
        )
        {
            Audience = api.Value.Audience,
        }.Sign(key.Key);
        return (token, [.. new JsonWebToken(token).Claims.Where(claim => claim.ValueType == ClaimValueTypes.String)]);
    }
}
