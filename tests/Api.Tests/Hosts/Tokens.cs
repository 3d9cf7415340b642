using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

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
        string algorithm = "HS256"
    )
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["iss"] = issuer,
            ["aud"] = audience,
            ["sub"] = subject,
            ["name"] = "测试",
            ["role"] = role,
            ["office"] = office,
            ["nbf"] = now.AddHours(-3).ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(hours).ToUnixTimeSeconds(),
        };
        if (office is null)
        {
            claims.Remove("office");
        }

        var signed =
            $"{Encode(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT" }))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return algorithm == "none" ? signed + "." : $"{signed}.{Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
