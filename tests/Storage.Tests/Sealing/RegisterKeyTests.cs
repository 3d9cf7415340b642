using Grid.Storage.Sealing;

namespace Grid.Storage.Tests.Sealing;

public sealed class RegisterKeyTests
{
    private const string Number = "11010119900307003X";

    [Theory]
    [InlineData(KeyedHash.HmacSha256)]
    [InlineData(KeyedHash.HmacSm3)]
    public void An_id_depends_on_key_kind_and_number_alone(KeyedHash hash)
    {
        var key = RegisterKey.Create(hash);

        var id = key.Derive("citizen", Number);

        Assert.Equal(16, id.Length);
        Assert.Equal(id, key.Derive("citizen", Number));
        Assert.NotEqual(id, key.Derive("permit", Number));
        Assert.NotEqual(id, key.Derive("citizen", "110101199003070038"));
        Assert.NotEqual(id, key.Derive("citizen1", Number.AsSpan(1)));
        Assert.NotEqual(id, RegisterKey.Create(hash).Derive("citizen", Number));
    }

    [Theory]
    [InlineData(KeyedHash.HmacSha256)]
    [InlineData(KeyedHash.HmacSm3)]
    public void A_telephone_is_never_comparable_with_an_id(KeyedHash hash)
    {
        var key = RegisterKey.Create(hash);
        Assert.NotEqual(key.TelephoneHash("13800138000"), key.Derive("telephone", "13800138000"));
        Assert.Equal(key.TelephoneHash("13800138000"), key.TelephoneHash("13800138000"));
    }

    [Fact]
    public void The_ids_of_a_known_key_stay_what_they_are()
    {
        // These bytes are the grain keys of every stored person: a change here orphans a register.
        var master = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        Assert.Equal(Ids.Sha256, Convert.ToHexStringLower(new RegisterKey(KeyedHash.HmacSha256, master).Derive("citizen", Number)));
        Assert.Equal(Ids.Sm3, Convert.ToHexStringLower(new RegisterKey(KeyedHash.HmacSm3, master).Derive("citizen", Number)));
    }

    [Fact]
    public void The_fingerprint_names_the_key_and_the_algorithm()
    {
        var master = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var sha = new RegisterKey(KeyedHash.HmacSha256, master);
        Assert.Equal(sha.Fingerprint, new RegisterKey(KeyedHash.HmacSha256, master).Fingerprint);
        Assert.NotEqual(sha.Fingerprint, new RegisterKey(KeyedHash.HmacSm3, master).Fingerprint);
        Assert.NotEqual(sha.Fingerprint, RegisterKey.Create(KeyedHash.HmacSha256).Fingerprint);
        Assert.Matches("^[0-9a-f]{32}$", sha.Fingerprint);
    }

    private static class Ids
    {
        public const string Sha256 = "2c99d8ad6209a00f2f4921f616a0c4a4";
        public const string Sm3 = "bbecd0890f7cad17a41966938f7a86e0";
    }
}
