using System.Security.Cryptography;
using Grid.Api.Security;

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
        var now = TimeProvider.System.GetUtcNow();
        return new DevelopmentToken(subject, subject, role, office, now, now.AddDays(1)).Sign(key);
    }
}
