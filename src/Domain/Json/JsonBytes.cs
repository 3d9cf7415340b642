using System.Text;
using System.Text.Unicode;

namespace Grid.Domain.Json;

/// <summary>
/// The bytes of a document that came from outside, as UTF-8 without a byte order mark. A character that the encoding does not know is never
/// replaced: half a name must not be stored and taken for the whole.
/// </summary>
public static class JsonBytes
{
    /// <summary>Read as GB 18030, of which GB 2312 and GBK are parts.</summary>
    private static readonly string[] Chinese = ["gb18030", "gbk", "gb2312", "gb_2312-80", "cp936", "ms936", "windows-936", "x-gbk"];

    private static readonly string[] Utf8Names = ["utf-8", "utf8", "us-ascii", "ascii"];

    private static readonly Lazy<Encoding> Gb18030 = new(() =>
        CodePagesEncodingProvider.Instance.GetEncoding(54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new NotSupportedException("This runtime has no GB 18030.")
    );

    /// <summary>The document in UTF-8, without a byte order mark.</summary>
    /// <param name="charset">As the content type names it, with or without quotation marks; null when it names none, which means UTF-8 (RFC
    /// 8259).</param>
    /// <param name="fault">Why it cannot be read, in Chinese and English; null when it can. Quotes nothing of the document.</param>
    public static bool TryRead(ReadOnlyMemory<byte> content, string? charset, out ReadOnlyMemory<byte> utf8, out string? fault)
    {
        (utf8, fault) = (default, null);
        var name = charset?.Trim().Trim('"').ToLowerInvariant();
        if (!TryFind(content.Span, name, out var encoding))
        {
            fault = $"字符集“{Safe(name!)}”不受支持。The character set {Safe(name!)} is not supported.";
            return false;
        }

        if (encoding is null)
        {
            var plain = content.Span.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
            utf8 = plain;
            fault = Utf8.IsValid(plain.Span)
                ? null
                : "内容不是有效的 UTF-8（也未声明 GBK/GB18030）。The content is no valid UTF-8, and no other character set is named.";
            return fault is null;
        }

        try
        {
            utf8 = Encoding.UTF8.GetBytes(encoding.GetString(WithoutMark(content.Span, encoding)));
            return true;
        }
        catch (DecoderFallbackException)
        {
            fault = $"内容不是有效的 {encoding.WebName}。The content is no valid {encoding.WebName}.";
            return false;
        }
    }

    /// <param name="encoding">Null for UTF-8.</param>
    private static bool TryFind(ReadOnlySpan<byte> content, string? name, out Encoding? encoding)
    {
        encoding = null;

        // A mark is right where the content type is not: no document in another encoding begins with these bytes.
        if (content.StartsWith(Encoding.UTF8.Preamble) || name is null or "" || Utf8Names.Contains(name))
            return true;
        encoding = name switch
        {
            _ when Chinese.Contains(name) => Gb18030.Value,
            "utf-16" or "utf-16le" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            "utf-16be" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            _ => null,
        };
        return encoding is not null;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content, Encoding encoding) =>
        encoding.Preamble.Length > 0 && content.StartsWith(encoding.Preamble) ? content[encoding.Preamble.Length..] : content;

    private static string Safe(string name) =>
        name.Length <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':') ? name : "?";
}
