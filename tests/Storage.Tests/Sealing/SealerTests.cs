using System.Text;
using CsCheck;
using Grid.Storage.Sealing;
using Grid.Testing;

namespace Grid.Storage.Tests.Sealing;

public sealed class SealerTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("110101199003070038");
    private static readonly byte[] Bound = AssociatedData.Of("a1b2", "state");

    public static TheoryData<SealAlgorithm> Algorithms => [SealAlgorithm.Aes256Gcm, SealAlgorithm.Sm4Gcm];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void What_was_sealed_opens(SealAlgorithm algorithm)
    {
        var key = DataKey.Create(algorithm);
        Gen.Select(Gen.Byte.Array[0, 5000], Gen.Byte.Array[0, 400])
            .Check(
                (plain, bound) =>
                {
                    var value = Sealer.Seal(plain, key, bound);
                    Assert.Equal(plain.Length + Sealer.Overhead, value.Length);
                    Assert.Equal(plain, Sealer.Open(value, key, bound));
                },
                count: 200
            );
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void The_same_value_never_gives_the_same_bytes(SealAlgorithm algorithm)
    {
        var key = DataKey.Create(algorithm);
        var values = Enumerable
            .Range(0, 1000)
            .Select(_ => Convert.ToHexString(Sealer.Seal(Plain, key, Bound)))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(1000, values.Count);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_change_of_any_bit_is_noticed(SealAlgorithm algorithm)
    {
        var key = DataKey.Create(algorithm);
        var value = Sealer.Seal(Plain, key, Bound);
        for (var bit = 0; bit < value.Length * 8; bit++)
        {
            var changed = value.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var thrown = Assert.ThrowsAny<Exception>(() => Sealer.Open(changed, key, Bound));
            // Bytes 2 to 5 are the key's id: changed, they name a key that is not there.
            Assert.IsType(bit / 8 is >= 2 and <= 5 ? typeof(SealKeyMissingException) : typeof(SealBrokenException), thrown);
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_value_cut_short_is_noticed(SealAlgorithm algorithm)
    {
        var key = DataKey.Create(algorithm);
        var value = Sealer.Seal(Plain, key, Bound);
        for (var length = 0; length < value.Length; length++)
            Assert.Throws<SealBrokenException>(() => Sealer.Open(value.AsSpan(0, length), key, Bound));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Moved_to_another_person_or_purpose_it_does_not_open(SealAlgorithm algorithm)
    {
        var key = DataKey.Create(algorithm);
        var value = Sealer.Seal(Plain, key, Bound);
        Assert.Throws<SealBrokenException>(() => Sealer.Open(value, key, AssociatedData.Of("a1b3", "state")));
        Assert.Throws<SealBrokenException>(() => Sealer.Open(value, key, AssociatedData.Of("a1b2", "journal")));
        Assert.Throws<SealBrokenException>(() => Sealer.Open(value, key, []));
    }

    [Fact]
    public void Another_key_does_not_open_and_says_so()
    {
        var value = Sealer.Seal(Plain, DataKey.Create(SealAlgorithm.Aes256Gcm), Bound);
        Assert.Throws<SealKeyMissingException>(() => Sealer.Open(value, DataKey.Create(SealAlgorithm.Aes256Gcm), Bound));
    }

    [Fact]
    public void Owner_and_purpose_cannot_run_into_each_other() =>
        Assert.NotEqual(AssociatedData.Of("ab", "c"), AssociatedData.Of("a", "bc"));

    [Fact]
    public void Exceptions_tell_nothing_of_the_value()
    {
        var key = DataKey.Create(SealAlgorithm.Sm4Gcm);
        var value = Sealer.Seal(Plain, key, Bound);
        value[^1] ^= 1;
        var text = Assert.Throws<SealBrokenException>(() => Sealer.Open(value, key, Bound)).ToString();
        Assert.DoesNotContain("1990", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(value), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexStringLower(key.Material), text, StringComparison.OrdinalIgnoreCase);
    }
}
