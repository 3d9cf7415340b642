using System.Text.Json;

namespace Grid.Storage.Sealing;

/// <summary>
/// Which token (cryptographic module, 密码设备) protects the key files of a folder: the file <c>token.json</c> beside them. The module is code
/// that the process loads, so only the file's owner may write it.
/// </summary>
/// <remarks>
/// <code>
/// { "format": 1,
///   "module": "/usr/lib/softhsm/libsofthsm2.so",  // the vendor's PKCS#11 library
///   "token": "grid",                              // label of the token
///   "key": "grid-keys-1",                         // label of the key in it that seals the files
///   "pinFile": "/etc/grid/token-pin" }            // the user's PIN, readable by the owner or the group only
/// </code>
/// </remarks>
public sealed record KeyToken(string Module, string Token, string Key, string PinFile)
{
    /// <summary>The file's name.</summary>
    public const string File = "token.json";

    private const int CurrentFormat = 1;

    /// <summary>The token of a folder; null where the files' permissions protect them.</summary>
    /// <exception cref="KeyFileException">The file is readable by everybody, or not what it should be.</exception>
    internal static KeyToken? Find(string folder)
    {
        var path = Path.Combine(folder, File);
        return System.IO.File.Exists(path) ? KeyFileReader.Read(path, Parse) : null;
    }

    internal void Write(string folder) =>
        SecretFile.Replace(
            Path.Combine(folder, File),
            JsonSerializer.SerializeToUtf8Bytes(new Document(CurrentFormat, Module, Token, Key, PinFile), KeyRingDocument.Json)
        );

    /// <summary>The user's PIN.</summary>
    internal byte[] ReadPin() =>
        KeyFileReader.Read(PinFile, content =>
            content.AsSpan().TrimEnd("\r\n"u8) is { IsEmpty: false } pin ? pin.ToArray() : throw new FormatException("The PIN is empty.")
        );

    private static KeyToken Parse(byte[] json)
    {
        var document = JsonSerializer.Deserialize<Document>(json, KeyRingDocument.Json) ?? throw new FormatException();
        return document.Format == CurrentFormat
            ? new KeyToken(document.Module, document.Token, document.Key, document.PinFile)
            : throw new FormatException();
    }

    private sealed record Document(int Format, string Module, string Token, string Key, string PinFile);
}

/// <summary>A key file that a token sealed.</summary>
/// <param name="Protection">Always <see cref="ByToken"/>.</param>
/// <param name="Key">Label of the token's key: after a change of keys an older file is opened with the older key.</param>
/// <param name="Sealed">Nonce (12 bytes), cipher text and tag (16 bytes), AES-256-GCM, bound to the file's name.</param>
internal sealed record SealedKeyFile(int Format, string Protection, string Key, byte[] Sealed)
{
    private const string ByToken = "pkcs11";
    private const int CurrentFormat = 1;

    public static byte[] Write(string key, byte[] content) =>
        JsonSerializer.SerializeToUtf8Bytes(new SealedKeyFile(CurrentFormat, ByToken, key, content), KeyRingDocument.Json);

    /// <summary>Null for a file that is not sealed.</summary>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    /// <exception cref="FormatException">A later version sealed it.</exception>
    public static SealedKeyFile? Find(byte[] stored)
    {
        using (var document = JsonDocument.Parse(stored))
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("protection", out _))
                return null;
        }

        var file = JsonSerializer.Deserialize<SealedKeyFile>(stored, KeyRingDocument.Json);
        return file is { Format: CurrentFormat, Protection: ByToken } ? file : throw new FormatException();
    }
}
