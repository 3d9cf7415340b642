using System.Text;
using CsCheck;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Testing;

namespace Grid.Domain.Tests.Text;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("示例路1号\r\n\t2楼", true)]
    [InlineData("𠀀😀\U000323B0", true)]
    [InlineData("\uE863\uFFFD\u200B", true)]
    [InlineData("a\uFFFE", false)]
    [InlineData("\uFFFF", false)]
    [InlineData("a\U0001FFFEb", false)]
    [InlineData("\uFDD0", false)]
    [InlineData("a\0", false)]
    [InlineData("a\u0001b", false)]
    [InlineData("\u001b[31m", false)]
    [InlineData("\u007f", false)]
    [InlineData("\u0085", false)]
    public void Every_format_can_hold_a_text_that_is_good(string text, bool good)
    {
        Assert.Equal(good, StorableText.Is(text));
        var replaced = StorableText.Replace(text);
        Assert.Equal(good, replaced == text);
        Assert.True(StorableText.Is(replaced));
        Assert.Equal(replaced, StorableText.Replace(replaced));
    }

    [Fact]
    public void Halves_of_pairs_are_seen_and_replaced()
    {
        foreach (var text in new[] { "a\ud840", "\udc00a", "\ud840\ud840\udc00", "\udc00\ud840" })
        {
            Assert.False(StorableText.Is(text));
            Assert.True(StorableText.Is(StorableText.Replace(text)));
        }
    }

    [Fact]
    public void What_xml_refuses_is_what_is_refused_here_and_more() =>
        Gen.Int[0, 0x10FFFF]
            .Where(point => point is < 0xD800 or > 0xDFFF)
            .Check(point =>
            {
                var text = char.ConvertFromUtf32(point);
                if (StorableText.Is(text))
                    Assert.True(text.All(c => char.IsSurrogate(c) || System.Xml.XmlConvert.IsXmlChar(c)));
            });

    [Theory]
    [InlineData("𠀀𠀀", 3, "𠀀")]
    [InlineData("𠀀𠀀", 4, "𠀀𠀀")]
    [InlineData("abc", 2, "ab")]
    [InlineData("abc", 9, "abc")]
    public void A_cut_leaves_whole_characters(string text, int units, string cut) => Assert.Equal(cut, StorableText.Cut(text, units));

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("\\uFFFE")]
    [InlineData("\\ud840")]
    [InlineData("\\u0001")]
    public void A_regions_name_that_no_workbook_can_hold_is_refused_with_its_place(string text)
    {
        var file = new DataFile(
            "regions/36.json",
            Encoding.UTF8.GetBytes(
                $$"""{ "province": "36", "source": "test", "regions": [ { "code": "360000", "name": "江{{text}}西" } ] }"""
            )
        );
        var error = Assert.Throws<DataFileException>(() => RegionTree.Parse([file]));
        Assert.Contains("regions[0].name", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFFFF")]
    [InlineData("\\uFFFF")]
    [InlineData("\\udc00")]
    public void A_data_file_with_such_a_text_is_not_read(string text)
    {
        var error = Assert.Throws<DataFileException>(() =>
            new DataFile("services/services.json", Encoding.UTF8.GetBytes($$"""{ "zh": "职业{{text}}介绍" }""")).Text()
        );
        Assert.Equal("services/services.json", error.File);
    }
}
