using System.Text.Json;

namespace Grid.Storage.Sealing;

/// <summary>The register key as JSON; <see cref="KeyFiles"/> shows the form.</summary>
internal sealed record RegisterKeyDocument(int Format, string Algorithm, byte[] Key)
{
    private const int CurrentFormat = 1;

    public static byte[] Write(RegisterKey key) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new RegisterKeyDocument(CurrentFormat, KeyedHashes.NameOf(key.Hash), key.Master.ToArray()),
            KeyRingDocument.Json
        );

    public static RegisterKey Read(byte[] json)
    {
        var document = JsonSerializer.Deserialize<RegisterKeyDocument>(json, KeyRingDocument.Json) ?? throw new FormatException();
        var hash = KeyedHashes.Find(document.Algorithm);
        return document.Format == CurrentFormat && hash != KeyedHash.None
            ? new RegisterKey(hash, document.Key)
            : throw new FormatException();
    }
}
