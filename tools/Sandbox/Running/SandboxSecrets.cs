using System.Security.Cryptography;
using System.Text;
using Grid.Sandbox.Web;
using Grid.Storage.Sealing;

namespace Grid.Sandbox.Running;

/// <summary>Keys and tokens between the register and the simulators, in files of the sandbox's home, as a province's are.</summary>
internal sealed class SandboxSecrets(SandboxSettings settings, SandboxTokens? tokens)
{
    /// <summary>The file with the key of a kind, made on first use.</summary>
    public string Key(string kind)
    {
        var path = Path.Combine(settings.Secrets, $"{kind}.secret");
        SecretFile.CreateFolder(settings.Secrets);
        SecretFile.CreateIfMissing(path, () => Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(48, lowercase: true) + "\n"));
        return path;
    }

    public byte[] KeyBytes(string kind) => Encoding.UTF8.GetBytes(File.ReadAllText(Key(kind)).Trim());

    /// <summary>A file with a fresh token of a system, good for longer than a sandbox runs.</summary>
    public string Token(string system)
    {
        var path = Path.Combine(settings.Secrets, $"{system}.token");
        File.Delete(path);
        SecretFile.CreateIfMissing(path, () => Encoding.ASCII.GetBytes(tokens!.Sign(system, null, TimeSpan.FromDays(366)) + "\n"));
        return path;
    }
}
