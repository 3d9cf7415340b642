using Grid.Storage.Sealing;
using Grid.Storage.Searching;

namespace Grid.Storage.Tests.Searching;

public sealed class CursorSealTests
{
    private readonly CursorSeal seal = new(RegisterKey.Create(KeyedHash.HmacSha256));

    [Theory]
    [InlineData("")]
    [InlineData("36")]
    [InlineData("[\"2026-11-20\",\"人\"]")]
    public void What_was_sealed_is_opened_with_what_it_is_bound_to(string place)
    {
        var text = seal.Seal(place, "list");
        Assert.Equal(text, seal.Seal(place, "list"));
        Assert.Equal(place, seal.Open(text, "list"));
        Assert.Null(seal.Open(text, "another"));
        Assert.Null(new CursorSeal(RegisterKey.Create(KeyedHash.HmacSha256)).Open(text, "list"));
    }

    [Fact]
    public void No_other_text_is_opened()
    {
        var text = seal.Seal("36", "list");
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var letter in "ABab01-_")
            {
                if (letter != text[i])
                    Assert.Null(seal.Open(text[..i] + letter + text[(i + 1)..], "list"));
            }

            Assert.Null(seal.Open(text[..i], "list"));
        }

        Assert.Null(seal.Open(text + "A", "list"));
        Assert.Null(seal.Open(text + "=", "list"));
        Assert.Null(seal.Open(text + " ", "list"));
        Assert.Null(seal.Open("游标", "list"));
        Assert.Null(seal.Open(new string('A', 5000), "list"));
    }

    /// <summary>The end of the place and the beginning of what it is bound to do not run into each other.</summary>
    [Fact]
    public void A_letter_cannot_move_from_one_part_to_the_other() =>
        Assert.NotEqual(seal.Seal("ab", "c")[..20], seal.Seal("a", "bc")[..20]);
}
