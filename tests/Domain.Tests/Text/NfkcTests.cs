using CsCheck;
using Grid.Domain.Text;
using Grid.Testing;

namespace Grid.Domain.Tests.Text;

public sealed class NfkcTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc 张三·李四", "abc 张三·李四")]
    [InlineData("１２３ＡＢＣｘ", "123ABCx")]
    [InlineData("\u3000", " ")]
    [InlineData("e\u0301", "é")]
    [InlineData("\u1E9B\u0323", "\u1E69")] // ẛ̣ of the standard's own examples
    [InlineData("a\u0315\u0300\u05AE\u0300b", "\u00E0\u05AE\u0300\u0315b")] // NormalizationTest.txt
    [InlineData("ﬁ", "fi")]
    [InlineData("㈱", "(株)")]
    [InlineData("ｶﾞ", "ガ")]
    [InlineData("\uF900", "\u8C48")]
    [InlineData("\u2F00", "一")]
    [InlineData("\U0002F800", "\u4E3D")]
    [InlineData("\u1100\u1161\u11A8", "각")]
    [InlineData("\uAC00\u11A8", "각")]
    [InlineData("\uAC00\u11A7", "\uAC00\u11A7")]
    [InlineData("\u0958", "\u0915\u093C")] // excluded from composition
    [InlineData("𝟘𝐀", "0A")]
    [InlineData("Å", "Å")]
    [InlineData("\uFDFA", "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064A\u0647 \u0648\u0633\u0644\u0645")]
    public void The_form_is_that_of_the_standard(string text, string expected) => Assert.Equal(expected, Nfkc.Normalize(text));

    [Fact]
    public void Half_a_pair_becomes_the_replacement_character()
    {
        Assert.Equal("a\uFFFD", Nfkc.Normalize("a\ud800"));
        Assert.Equal("\uFFFDa", Nfkc.Normalize("\udc00a"));
    }

    [Fact]
    public void It_is_idempotent_and_never_throws() =>
        Gen.String.Check(text =>
        {
            var once = Nfkc.Normalize(text);
            Assert.Equal(once, Nfkc.Normalize(once));
        });

    [Fact]
    public void Marks_in_any_order_give_one_form() =>
        Gen.Shuffle(new[] { '\u0323', '\u0301', '\u0327' })
            .Check(marks => Assert.Equal(Nfkc.Normalize("o\u0327\u0323\u0301"), Nfkc.Normalize("o" + new string(marks))));
}
