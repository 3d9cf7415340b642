using System.Security.Cryptography;
using System.Text;
using Grid.Storage.Sealing;

namespace Grid.Admin.Tokens;

/// <summary>
/// The key that signs development tokens: 32 random bytes, as base64 text in a file that only its owner reads. The API of the same
/// <c>GRID_HOME</c> accepts its tokens, in development only.
/// </summary>
internal static class DevelopmentKey
{
    private const int Length = 32;

    /// <summary>
    /// Reads the key, making it when there is none. Of several processes that make it at once one wins, and all get its key.
    /// </summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        SecretFile.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        SecretFile.CreateIfMissing(path, () =>
            Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)) + "\n")
        );
        var key = new byte[Length];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var written) && written == Length
            ? key
            : throw new InvalidDataException($"{path} is no key: it must be {Length} bytes as base64. Delete it, and a new one is made.");
    }
}
