using System.Text.Json;
using CsCheck;
using Grid.Domain.Identity;
using Grid.Testing;

namespace Grid.Domain.Tests.Identity;

public sealed class PersonIdTests
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[PersonId.ByteLength];

    [Fact]
    public void Bytes_text_and_uuid_are_one_id() =>
        Bytes.Check(bytes =>
        {
            var id = PersonId.FromBytes(bytes);
            var text = Convert.ToHexStringLower(bytes);
            Assert.Equal(text, id.ToString());
            Assert.Equal(id, PersonId.Parse(text));
            Assert.Equal(bytes, id.ToByteArray());
            Assert.Equal(text, id.ToGuid().ToString("N"));
            Assert.Equal(id, PersonId.FromGuid(id.ToGuid()));
        });

    [Fact]
    public void The_order_is_that_of_the_text() =>
        Gen.Select(Bytes, Bytes)
            .Check(
                (a, b) =>
                {
                    var (left, right) = (PersonId.FromBytes(a), PersonId.FromBytes(b));
                    Assert.Equal(Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString())), Math.Sign(left.CompareTo(right)));
                    Assert.Equal(left.CompareTo(right) < 0, left < right);
                    Assert.Equal(left.CompareTo(right) <= 0, left <= right);
                    Assert.Equal(left.CompareTo(right) > 0, left > right);
                    Assert.Equal(left.CompareTo(right) >= 0, left >= right);
                }
            );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData(" 123456789abcdef0123456789abcdef")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("０123456789abcdef0123456789abcdef")]
    public void Any_other_text_is_none(string? text)
    {
        Assert.False(PersonId.TryParse(text, out var id));
        Assert.Equal(default, id);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PersonId>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void Json_holds_the_text_as_value_and_as_key()
    {
        var id = PersonId.Parse("0123456789abcdef0123456789abcdef");
        Assert.Equal("\"0123456789abcdef0123456789abcdef\"", JsonSerializer.Serialize(id));
        var json = JsonSerializer.Serialize(new Dictionary<PersonId, int> { [id] = 7 });
        Assert.Equal("{\"0123456789abcdef0123456789abcdef\":7}", json);
        Assert.Equal(7, JsonSerializer.Deserialize<Dictionary<PersonId, int>>(json)![id]);
        Assert.Equal(id, JsonSerializer.Deserialize<PersonId?>(JsonSerializer.Serialize<PersonId?>(id)));
    }

    [Fact]
    public void Other_lengths_of_bytes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PersonId.FromBytes(new byte[15]));
        Assert.Throws<ArgumentException>(() => PersonId.FromBytes(new byte[17]));
    }
}
