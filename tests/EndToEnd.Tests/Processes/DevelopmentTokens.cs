using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Grid.EndToEnd.Tests.Processes;

/// <summary>Tokens that a process in development accepts: signed with the key in its home.</summary>
public sealed class DevelopmentTokens
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public DevelopmentTokens(string keyFile)
    {
        Directory.CreateDirectory(
            Path.GetDirectoryName(keyFile)!,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        File.WriteAllText(keyFile, Convert.ToBase64String(key));
        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public string Issue(string subject, string role, string office)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                iss = "grid-development",
                aud = "grid",
                sub = subject,
                name = subject,
                role,
                office,
                iat = now,
                nbf = now,
                exp = now + 86_400,
            }
        );
        var signed = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }
}
