using System.Security.Cryptography;
using System.Text;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Sealing;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Grid.Storage.Tests.Chaining;

/// <summary>Trees and notes as the specifications describe them: RFC 6962, c2sp.org/signed-note, c2sp.org/tlog-checkpoint.</summary>
public sealed class SignedNoteTests
{
    private const string Origin = "grid.example/36";

    private static readonly RegisterSecrets Secrets = new(
        KeyRing.Create(SealAlgorithm.Aes256Gcm),
        RegisterKey.Create(KeyedHash.HmacSha256)
    );

    /// <summary>The test vectors of RFC 6962's reference implementation (certificate-transparency, merkle_tree_test).</summary>
    private static readonly (string[] Entries, string Root)[] Vectors =
    [
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ([""], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (["", "00"], "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (["", "00", "10"], "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (["", "00", "10", "2021"], "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        (["", "00", "10", "2021", "3031"], "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (["", "00", "10", "2021", "3031", "40414243"], "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (
            ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"],
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
        ),
        (
            ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"],
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        ),
    ];

    [Fact]
    public void The_root_is_that_of_rfc_6962_also_when_the_tree_goes_on_from_its_edge()
    {
        foreach (var (entries, root) in Vectors)
        {
            var tree = new MerkleTree();
            foreach (var entry in entries)
            {
                tree = new MerkleTree(tree.Size, tree.Edge);
                tree.Append(Convert.FromHexString(entry));
            }

            Assert.Equal(root, Convert.ToHexStringLower(tree.Root));
            Assert.Equal(entries.Length, tree.Size);
        }

        Assert.Throws<ArgumentException>(() => new MerkleTree(3, new byte[32]));
    }

    [Fact]
    public void A_note_has_the_form_of_the_specification_and_its_signature_is_verified_by_others()
    {
        var key = new CheckpointKey(Secrets, Origin);
        var root = SHA256.HashData("root"u8);
        var note = key.Sign(42, root);

        var parts = note.Split("\n\n");
        Assert.Equal($"{Origin}\n42\n{Convert.ToBase64String(root)}", parts[0]);
        Assert.StartsWith($"— {Origin} ", parts[1], StringComparison.Ordinal);
        Assert.EndsWith("\n", parts[1], StringComparison.Ordinal);

        // As a verifier does it, from the printed key alone.
        var verifier = key.VerifierKey.Split('+', 3);
        var publicKey = Convert.FromBase64String(verifier[2]);
        var id = SHA256.HashData([.. Encoding.UTF8.GetBytes(verifier[0]), 0x0A, .. publicKey])[..4];
        Assert.Equal((Origin, Convert.ToHexStringLower(id), 1), (verifier[0], verifier[1], publicKey[0]));
        var signature = Convert.FromBase64String(parts[1].Split(' ')[2].TrimEnd());
        Assert.Equal(id, signature[..4]);
        var check = new Ed25519Signer();
        check.Init(forSigning: false, new Ed25519PublicKeyParameters(publicKey.AsSpan(1)));
        var text = Encoding.UTF8.GetBytes(parts[0] + "\n");
        check.BlockUpdate(text, 0, text.Length);
        Assert.True(check.VerifySignature(signature[4..]));
    }

    [Fact]
    public void A_note_is_read_with_lines_of_witnesses_and_not_if_anything_in_it_was_changed()
    {
        var key = new CheckpointKey(Secrets, Origin);
        var note = key.Sign(7, SHA256.HashData("root"u8));

        Assert.Equal(7, key.Read(note + "— witness.example AAAAAAAA\n")!.Size);
        Assert.Equal(7, new CheckpointKey(Secrets, Origin).Read(note)!.Size);
        Assert.Null(key.Read(note.Replace("\n7\n", "\n8\n", StringComparison.Ordinal)));
        Assert.Null(key.Read(note.Replace(Origin, "grid.example/37", StringComparison.Ordinal)));
        Assert.Null(key.Read(note.Split("\n\n")[0]));
        Assert.Null(key.Read(""));
        Assert.Null(new CheckpointKey(new RegisterSecrets(Secrets.Ring, RegisterKey.Create(KeyedHash.HmacSha256)), Origin).Read(note));
        Assert.Throws<ArgumentException>(() => new CheckpointKey(Secrets, "two words"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 8)]
    [InlineData(3, 7)]
    [InlineData(4, 7)]
    [InlineData(6, 7)]
    [InlineData(6, 8)]
    [InlineData(5, 13)]
    public void A_consistency_proof_is_verified_as_rfc_9162_says(int old, int size)
    {
        var leaves = Enumerable.Range(0, size).Select(i => MerkleTree.Leaf([(byte)i])).ToArray();
        Assert.True(IsConsistent(old, RootOf(leaves[..old]), size, RootOf(leaves), MerkleTree.ConsistencyProof(leaves, old)));
        Assert.Equal(
            old == size,
            IsConsistent(old, RootOf(leaves[..old]), size, RootOf([.. leaves.Reverse()]), MerkleTree.ConsistencyProof(leaves, old))
                || old == size
        );
    }

    private static byte[] RootOf(byte[][] leaves)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leaves)
            tree.AppendHash(leaf);
        return tree.Root;
    }

    /// <summary>RFC 9162, 2.1.4.2.</summary>
    private static bool IsConsistent(int old, byte[] oldRoot, int size, byte[] root, IReadOnlyList<byte[]> proof)
    {
        if (old == size)
            return proof.Count == 0 && oldRoot.SequenceEqual(root);
        var path = new List<byte[]>(proof);
        if ((old & (old - 1)) == 0)
            path.Insert(0, oldRoot);
        var (first, last) = (old - 1, size - 1);
        for (; (first & 1) == 1; first >>= 1)
            last >>= 1;
        var (one, other) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0)
                return false;
            if ((first & 1) == 1 || first == last)
            {
                (one, other) = (Node(hash, one), Node(hash, other));
                for (; (first & 1) == 0 && first != 0; first >>= 1)
                    last >>= 1;
            }
            else
            {
                other = Node(other, hash);
            }

            first >>= 1;
            last >>= 1;
        }

        return last == 0 && one.SequenceEqual(oldRoot) && other.SequenceEqual(root);
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
