using System.Globalization;
using System.Text.Json;

namespace Grid.Storage.Sealing;

/// <summary>The key ring as JSON; <see cref="KeyFiles"/> shows the form.</summary>
internal sealed record KeyRingDocument(
    int Format,
    string Algorithm,
    string CurrentWrappingKey,
    IReadOnlyList<KeyRingDocument.Key> WrappingKeys,
    string CurrentSystemKey,
    IReadOnlyList<KeyRingDocument.Key> SystemKeys
)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private const int CurrentFormat = 1;

    internal sealed record Key(string Id, string Algorithm, byte[] Material);

    public static byte[] Write(KeyRing ring) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new KeyRingDocument(
                CurrentFormat,
                SealAlgorithms.For(ring.Algorithm).Name,
                Text(ring.CurrentWrappingKey.Id),
                [.. ring.WrappingKeys.Select(ToDocument)],
                Text(ring.SystemKey.Id),
                [.. ring.SystemKeys.Select(ToDocument)]
            ),
            Json
        );

    public static KeyRing Read(byte[] json)
    {
        var document = JsonSerializer.Deserialize<KeyRingDocument>(json, Json) ?? throw new FormatException();
        if (document.Format != CurrentFormat)
            throw new FormatException();
        return new KeyRing(
            AlgorithmOf(document.Algorithm),
            [.. document.WrappingKeys.Select(FromDocument)],
            Number(document.CurrentWrappingKey),
            [.. document.SystemKeys.Select(FromDocument)],
            Number(document.CurrentSystemKey)
        );
    }

    private static Key ToDocument(DataKey key) => new(Text(key.Id), SealAlgorithms.For(key.Algorithm).Name, key.Material.ToArray());

    private static DataKey FromDocument(Key key) => new(Number(key.Id), AlgorithmOf(key.Algorithm), key.Material);

    private static SealAlgorithm AlgorithmOf(string name) =>
        SealAlgorithms.TryFind(name, out var algorithm) ? algorithm.Id : throw new FormatException();

    private static string Text(uint id) => id.ToString("x8", CultureInfo.InvariantCulture);

    private static uint Number(string id) => uint.Parse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
