using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Security;

/// <summary>
/// The key of development tokens, 32 bytes as base64 in a file. Read again when the file changes; without it no token is valid.
/// </summary>
internal sealed class DevelopmentKeyFile(string path)
{
    private readonly Lock gate = new();
    private DateTime stamp;
    private SecurityKey[] keys = [];

    public IReadOnlyList<SecurityKey> Read()
    {
        var written = File.GetLastWriteTimeUtc(path);
        lock (gate)
        {
            if (written != stamp)
            {
                keys = Load();
                stamp = written;
            }

            return keys;
        }
    }

    private SecurityKey[] Load()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var key = new byte[32];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) && length == key.Length
            ? [new SymmetricSecurityKey(key)]
            : [];
    }
}
