using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grid.Storage.Sealing;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Grid.Storage.Chaining.Checkpoints;

/// <summary>
/// Signs checkpoints as notes (c2sp.org/signed-note) with Ed25519. The key is derived from the register key: every silo signs as the same
/// log, and nothing has to be installed. Immutable: any thread may use it.
/// </summary>
public sealed class CheckpointKey
{
    private const byte Ed25519 = 1;
    private const int IdBytes = 4;

    private readonly Ed25519PrivateKeyParameters key;
    private readonly byte[] publicKey;
    private readonly byte[] id;

    /// <param name="secrets">The register's keys.</param>
    /// <param name="origin">Name of the log and of the key: what the first line of each checkpoint says.</param>
    /// <exception cref="ArgumentException">Not a name: empty, or with a blank or a plus sign.</exception>
    public CheckpointKey(RegisterSecrets secrets, string origin)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (!IsName(origin))
            throw new ArgumentException("The name of a log is not empty and has neither blanks nor plus signs.", nameof(origin));
        Origin = origin;
        key = new Ed25519PrivateKeyParameters(secrets.RegisterKey.SubKey("grid checkpoint signature 1"));
        publicKey = key.GeneratePublicKey().GetEncoded();
        id = SHA256.HashData([.. Encoding.UTF8.GetBytes(origin), (byte)'\n', Ed25519, .. publicKey])[..IdBytes];
    }

    public string Origin { get; }

    /// <summary>The public key as verifiers of notes take it: name, id and key (c2sp.org/signed-note).</summary>
    public string VerifierKey => $"{Origin}+{Convert.ToHexStringLower(id)}+{Convert.ToBase64String([Ed25519, .. publicKey])}";

    /// <summary>Whether this may be a log's name.</summary>
    public static bool IsName(string? origin) =>
        !string.IsNullOrEmpty(origin) && !origin.Any(letter => char.IsWhiteSpace(letter) || letter == '+');

    /// <summary>The name of a register's log, unless another one is configured.</summary>
    public static string UsualOrigin(RegisterKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return $"grid-register/{key.Fingerprint[..16]}";
    }

    /// <summary>What a checkpoint of this register says, whichever name its log had then; null if the register has not signed it.</summary>
    public static Checkpoint? Read(ChainKeys keys, string note)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(note);
        var origin = note.Split('\n')[0];
        return IsName(origin) ? new CheckpointKey(keys.Secrets, origin).Read(note) : null;
    }

    /// <summary>The signed checkpoint of a tree.</summary>
    public string Sign(long size, ReadOnlySpan<byte> root)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{size}\n{Convert.ToBase64String(root)}\n");
        var bytes = Encoding.UTF8.GetBytes(text);
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(bytes, 0, bytes.Length);
        return $"{text}\n— {Origin} {Convert.ToBase64String([.. id, .. signer.GenerateSignature()])}\n";
    }

    /// <summary>What a checkpoint of this log says; null if this key has not signed it. Lines of other signers (witnesses) are passed over.</summary>
    public Checkpoint? Read(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var end = note.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
            return null;
        var text = note[..(end + 1)];
        var lines = text.Split('\n');
        var signed = note[(end + 2)..].Split('\n').Any(line => IsMine(line, Encoding.UTF8.GetBytes(text)));
        return
            signed
            && lines is [var origin, var size, var root, ..]
            && origin == Origin
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var entries)
            ? new Checkpoint(entries, Convert.FromBase64String(root))
            : null;
    }

    private bool IsMine(string line, byte[] text)
    {
        var start = $"— {Origin} ";
        var value = new byte[IdBytes + Ed25519PrivateKeyParameters.SignatureSize];
        if (
            !line.StartsWith(start, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(line[start.Length..], value, out var length)
            || length != value.Length
            || BinaryPrimitives.ReadUInt32BigEndian(value) != BinaryPrimitives.ReadUInt32BigEndian(id)
        )
        {
            return false;
        }

        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, key.GeneratePublicKey());
        verifier.BlockUpdate(text, 0, text.Length);
        return verifier.VerifySignature(value[IdBytes..]);
    }
}

/// <summary>What a checkpoint says.</summary>
/// <param name="Size">Entries of the tree.</param>
/// <param name="Root">Its root.</param>
public sealed record Checkpoint(long Size, byte[] Root);
