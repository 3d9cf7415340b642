using System.Text;
using Grid.Domain.Data;
using Grid.Domain.Json;

namespace Grid.Domain.Tests.Json;

/// <summary>Bytes from outside become text in the named encoding, or are reported; nothing is replaced.</summary>
public sealed class JsonBytesTests
{
    private const string Document = "{\"aae006\":\"示例路一号\"}";

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    [Theory]
    [InlineData(null)]
    [InlineData("utf-8")]
    [InlineData("\"UTF-8\"")]
    public void Plain_or_with_a_mark_utf_8_is_read(string? charset)
    {
        Assert.Equal(Document, Read(Encoding.UTF8.GetBytes(Document), charset));
        Assert.Equal(Document, Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Document)], charset));
    }

    [Theory]
    [InlineData("GBK")]
    [InlineData("gb2312")]
    [InlineData("GB18030")]
    public void A_chinese_character_set_is_honoured_when_it_is_named(string charset) =>
        Assert.Equal(Document, Read(Gb18030.GetBytes(Document), charset));

    [Fact]
    public void A_character_of_four_bytes_is_read() =>
        Assert.Equal("{\"n\":\"王𣎴\"}", Read(Gb18030.GetBytes("{\"n\":\"王𣎴\"}"), "gb18030"));

    [Theory]
    [InlineData(null)]
    [InlineData("utf-8")]
    public void Gbk_that_is_not_named_is_reported_and_never_half_read(string? charset)
    {
        Assert.False(JsonBytes.TryRead(Gb18030.GetBytes(Document), charset, out _, out var fault));
        Assert.DoesNotContain("示例", fault, StringComparison.Ordinal);
        Assert.Contains("UTF-8", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_none_of_the_named_set_are_reported()
    {
        Assert.False(JsonBytes.TryRead(new byte[] { 0x7B, 0x81, 0x20, 0x7D }, "gbk", out _, out var fault));
        Assert.Contains("gb18030", fault, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("big5")]
    [InlineData("utf-7")]
    [InlineData("<script>")]
    public void A_set_that_is_not_supported_is_reported_by_its_name(string charset)
    {
        Assert.False(JsonBytes.TryRead(Encoding.UTF8.GetBytes(Document), charset, out _, out var fault));
        Assert.Contains(charset.StartsWith('<') ? "?" : charset, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", false)]
    [InlineData("utf-16be", true)]
    public void Utf_16_is_read_with_and_without_a_mark(string charset, bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        Assert.Equal(Document, Read(encoding.GetBytes(Document), charset));
        Assert.Equal(Document, Read([.. encoding.Preamble, .. encoding.GetBytes(Document)], charset));
    }

    [Fact]
    public void A_data_file_that_an_editor_saved_as_gbk_is_refused_by_name()
    {
        var error = Assert.Throws<DataFileException>(() => new DataFile("offices/98.json", Gb18030.GetBytes("{\"name\":\"南昌\"}")));
        Assert.Equal("offices/98.json", error.File);
        Assert.Equal("{}", new DataFile("offices/98.json", new byte[] { 0xEF, 0xBB, 0xBF, 0x7B, 0x7D }).Text());
    }

    private static string Read(byte[] content, string? charset)
    {
        Assert.True(JsonBytes.TryRead(content, charset, out var utf8, out var fault), fault);
        return Encoding.UTF8.GetString(utf8.Span);
    }
}
