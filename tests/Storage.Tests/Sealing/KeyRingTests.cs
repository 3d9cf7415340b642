using Grid.Storage.Sealing;

namespace Grid.Storage.Tests.Sealing;

public sealed class KeyRingTests
{
    private const string Person = "00112233445566778899aabbccddeeff";
    private static readonly byte[] Plain = [1, 2, 3];
    private static readonly byte[] Bound = AssociatedData.Of(Person, "state");

    [Theory]
    [InlineData(SealAlgorithm.Aes256Gcm)]
    [InlineData(SealAlgorithm.Sm4Gcm)]
    public void A_wrapped_data_key_opens_what_it_sealed(SealAlgorithm algorithm)
    {
        var ring = KeyRing.Create(algorithm);
        var key = ring.NewDataKey();
        var value = Sealer.Seal(Plain, key, Bound);

        var again = DataKey.Unwrap(ring, key.Wrap(ring, Person), Person);

        Assert.Equal(key.Id, again.Id);
        Assert.Equal(algorithm, again.Algorithm);
        Assert.Equal(Plain, Sealer.Open(value, again, Bound));
    }

    [Fact]
    public void A_wrapped_key_is_bound_to_its_person_and_to_each_of_its_bytes()
    {
        var ring = KeyRing.Create(SealAlgorithm.Aes256Gcm);
        var wrapped = ring.NewDataKey().Wrap(ring, Person);
        Assert.Throws<SealBrokenException>(() => DataKey.Unwrap(ring, wrapped, "ff112233445566778899aabbccddeeff"));
        for (var i = 0; i < wrapped.Length; i++)
        {
            var changed = wrapped.ToArray();
            changed[i] ^= 2;
            Assert.True(
                Record.Exception(() => DataKey.Unwrap(ring, changed, Person)) is SealBrokenException or SealKeyMissingException,
                $"byte {i}"
            );
        }
    }

    [Fact]
    public void Another_ring_lacks_the_key()
    {
        var wrapped = DataKey.Create(SealAlgorithm.Aes256Gcm).Wrap(KeyRing.Create(SealAlgorithm.Aes256Gcm), Person);
        Assert.Throws<SealKeyMissingException>(() => DataKey.Unwrap(KeyRing.Create(SealAlgorithm.Aes256Gcm), wrapped, Person));
    }

    [Fact]
    public void After_rotation_old_keys_open_and_are_to_be_wrapped_anew()
    {
        var before = KeyRing.Create(SealAlgorithm.Aes256Gcm);
        var key = before.NewDataKey();
        var wrapped = key.Wrap(before, Person);
        var systemValue = before.SealForSystem(Plain, Bound);

        var after = before.Rotate(SealAlgorithm.Sm4Gcm);

        Assert.True(DataKey.NeedsRewrap(after, wrapped));
        var again = DataKey.Unwrap(after, wrapped, Person);
        var rewrapped = again.Wrap(after, Person);
        Assert.False(DataKey.NeedsRewrap(after, rewrapped));
        Assert.Equal(key.Id, DataKey.Unwrap(after, rewrapped, Person).Id);
        Assert.Throws<SealKeyMissingException>(() => DataKey.Unwrap(before, rewrapped, Person));

        Assert.NotEqual(before.SystemKey.Id, after.SystemKey.Id);
        Assert.Equal(Plain, after.OpenForSystem(systemValue, Bound));
        Assert.Equal(Plain, after.OpenForSystem(after.SealForSystem(Plain, Bound), Bound));
        Assert.Throws<SealKeyMissingException>(() => before.OpenForSystem(after.SealForSystem(Plain, Bound), Bound));
    }

    [Fact]
    public void One_register_mixes_algorithms()
    {
        var aes = KeyRing.Create(SealAlgorithm.Aes256Gcm);
        var oldKey = aes.NewDataKey();
        var oldValue = Sealer.Seal(Plain, oldKey, Bound);
        var wrappedOld = oldKey.Wrap(aes, Person);

        var sm4 = aes.Rotate(SealAlgorithm.Sm4Gcm);
        var newKey = sm4.NewDataKey();

        Assert.Equal(SealAlgorithm.Sm4Gcm, newKey.Algorithm);
        Assert.Equal((byte)SealAlgorithm.Sm4Gcm, Sealer.Seal(Plain, newKey, Bound)[1]);
        Assert.Equal((byte)SealAlgorithm.Aes256Gcm, oldValue[1]);
        Assert.Equal(Plain, Sealer.Open(oldValue, DataKey.Unwrap(sm4, wrappedOld, Person), Bound));
    }
}
