using Grid.Api.Security;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Tests.Hosts;

/// <summary>Signs tokens as development does, and as it should not.</summary>
public static class Tokens
{
    public static string Sign(
        byte[] key,
        string role,
        string? office,
        string subject,
        string issuer = "grid-development",
        string audience = "grid",
        int hours = 1,
        bool hasSignature = true,
        string? type = DevelopmentToken.AccessTokenType,
        params (string Name, object Value)[] more
    )
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = subject,
            ["name"] = "测试",
            ["role"] = role,
        };
        if (DevelopmentToken.Machines.Contains(role))
            (claims["role"], claims["system"]) = (DevelopmentToken.Machine, role);
        if (office is not null)
            claims["office"] = office;
        foreach (var (name, value) in more)
            claims[name] = value;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = type,
                Issuer = issuer,
                Audience = audience,
                NotBefore = now.AddHours(-3).UtcDateTime,
                Expires = now.AddHours(hours).UtcDateTime,
                Claims = claims,
                SigningCredentials = hasSignature
                    ? new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256)
                    : null,
            }
        );
    }
}
