namespace Grid.Storage.Sealing;

/// <summary>
/// The keys that are outside the database: those that wrap persons' data keys, and those that seal facts of the register as a whole.
/// Of each kind one is current; older ones stay, to open what they closed. Immutable: any thread may use it.
/// </summary>
public sealed class KeyRing
{
    private readonly Dictionary<uint, DataKey> wrappingKeys;
    private readonly Dictionary<uint, DataKey> systemKeys;

    internal KeyRing(
        SealAlgorithm algorithm,
        IReadOnlyList<DataKey> wrappingKeys,
        uint currentWrappingKey,
        IReadOnlyList<DataKey> systemKeys,
        uint currentSystemKey
    )
    {
        Algorithm = algorithm;
        this.wrappingKeys = wrappingKeys.ToDictionary(key => key.Id);
        this.systemKeys = systemKeys.ToDictionary(key => key.Id);
        CurrentWrappingKey = this.wrappingKeys[currentWrappingKey];
        SystemKey = this.systemKeys[currentSystemKey];
    }

    /// <summary>What new data keys seal with.</summary>
    public SealAlgorithm Algorithm { get; }

    /// <summary>The key that seals what is not of one person: outbox facts, pages fetched from the platform.</summary>
    public DataKey SystemKey { get; }

    /// <summary>A ring of new random keys; nothing keeps it but the caller.</summary>
    public static KeyRing Create(SealAlgorithm algorithm)
    {
        var wrapping = DataKey.Create(algorithm);
        var system = DataKey.Create(algorithm);
        return new KeyRing(algorithm, [wrapping], wrapping.Id, [system], system.Id);
    }

    /// <summary>A new data key for a person.</summary>
    public DataKey NewDataKey() => DataKey.Create(Algorithm);

    /// <summary>This ring with a new current key of each kind for <paramref name="algorithm"/>; the old ones stay, for opening.</summary>
    public KeyRing Rotate(SealAlgorithm algorithm)
    {
        var wrapping = Fresh(algorithm, wrappingKeys);
        var system = Fresh(algorithm, systemKeys);
        return new KeyRing(algorithm, [.. wrappingKeys.Values, wrapping], wrapping.Id, [.. systemKeys.Values, system], system.Id);
    }

    /// <summary>
    /// This ring with a new key of each kind behind the others, and the same current ones: the first step of a rotation while processes run
    /// (<see cref="UseNewest"/> is the second).
    /// </summary>
    public KeyRing Add(SealAlgorithm algorithm) =>
        new(
            Algorithm,
            [.. wrappingKeys.Values, Fresh(algorithm, wrappingKeys)],
            CurrentWrappingKey.Id,
            [.. systemKeys.Values, Fresh(algorithm, systemKeys)],
            SystemKey.Id
        );

    /// <summary>This ring with its newest keys as the current ones. Every process must have them already.</summary>
    public KeyRing UseNewest()
    {
        var wrapping = wrappingKeys.Values.Last();
        return new KeyRing(wrapping.Algorithm, [.. wrappingKeys.Values], wrapping.Id, [.. systemKeys.Values], systemKeys.Values.Last().Id);
    }

    /// <summary>Seals a value with the register's own current key.</summary>
    public byte[] SealForSystem(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associatedData) =>
        Sealer.Seal(plain, SystemKey, associatedData);

    /// <summary>Opens a value that <see cref="SealForSystem"/> sealed, with whichever of the register's keys.</summary>
    /// <exception cref="SealBrokenException">Changed, bound to other associated data, or not a sealed value.</exception>
    /// <exception cref="SealKeyMissingException">This ring lacks the key.</exception>
    public byte[] OpenForSystem(ReadOnlySpan<byte> value, ReadOnlySpan<byte> associatedData) =>
        systemKeys.TryGetValue(Sealer.KeyIdOf(value), out var key)
            ? Sealer.Open(value, key, associatedData)
            : throw new SealKeyMissingException();

    internal DataKey CurrentWrappingKey { get; }

    internal IReadOnlyCollection<DataKey> WrappingKeys => wrappingKeys.Values;

    internal IReadOnlyCollection<DataKey> SystemKeys => systemKeys.Values;

    internal DataKey WrappingKey(uint id) => wrappingKeys.TryGetValue(id, out var key) ? key : throw new SealKeyMissingException();

    private static DataKey Fresh(SealAlgorithm algorithm, Dictionary<uint, DataKey> taken)
    {
        DataKey key;
        do key = DataKey.Create(algorithm);
        while (taken.ContainsKey(key.Id));
        return key;
    }
}
