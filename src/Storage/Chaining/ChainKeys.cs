using System.Security.Cryptography;
using Grid.Storage.Sealing;

namespace Grid.Storage.Chaining;

/// <summary>
/// The keys of MACs, each derived from the register key for one purpose. They never rotate, as the register key never does: a chain must be
/// verifiable for as long as its rows are kept. Immutable: any thread may use it.
/// </summary>
public sealed class ChainKeys
{
    private readonly KeyedHasher journal;
    private readonly KeyedHasher state;
    private readonly KeyedHasher access;
    private readonly KeyedHasher mark;

    public ChainKeys(RegisterSecrets secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        Secrets = secrets;
        var key = secrets.RegisterKey;
        journal = key.Hasher("grid journal chain 1");
        state = key.Hasher("grid person state 1");
        access = key.Hasher("grid access chain 1");
        mark = key.Hasher("grid chain mark 1");
    }

    /// <summary>What they are derived from.</summary>
    internal RegisterSecrets Secrets { get; }

    /// <summary>Unwraps data keys, which are their own proof.</summary>
    internal KeyRing Ring => Secrets.Ring;

    /// <summary>The MAC of a journal row.</summary>
    internal byte[] Journal(ReadOnlySpan<byte> row) => journal.Compute(row);

    /// <summary>The MAC of a person's row.</summary>
    internal byte[] State(ReadOnlySpan<byte> row) => state.Compute(row);

    /// <summary>The MAC of an entry of the access log.</summary>
    internal byte[] Access(ReadOnlySpan<byte> row) => access.Compute(row);

    /// <summary>The MAC of a row of <c>chain_complete</c>.</summary>
    internal byte[] Mark(ReadOnlySpan<byte> row) => mark.Compute(row);

    /// <summary>Whether two MACs are the same; null is none.</summary>
    internal static bool Same(byte[]? one, byte[]? other) =>
        one is not null && other is not null && CryptographicOperations.FixedTimeEquals(one, other);
}
