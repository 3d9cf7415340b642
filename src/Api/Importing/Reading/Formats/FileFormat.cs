using System.Buffers;
using System.Text;

namespace Grid.Api.Importing.Reading.Formats;

/// <summary>How a file is written. Its name says nothing: what is sent as .xls is often a web page.</summary>
internal enum FileFormat
{
    Csv,
    Xlsx,
    Ndjson,
}

/// <summary>What the beginning of a file shows of it.</summary>
/// <param name="Encoding">Of a text; null for a workbook.</param>
/// <param name="Preamble">Bytes of the byte order mark before the text.</param>
internal sealed record FileNature(FileFormat Format, Encoding? Encoding, int Preamble)
{
    /// <summary>How many bytes are looked at. A text whose first other than ASCII letter comes later is taken for UTF-8.</summary>
    public const int HeadBytes = 256 * 1024;

    private const int LeastTextBytes = 8;

    /// <summary>The container (OLE) of workbooks of Excel 97 to 2003, and of newer ones that a password protects.</summary>
    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>
    /// The name of a stream in the container's directory. Where that is beyond the head, the file is called old; the text names a password
    /// too.
    /// </summary>
    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>GB 18030 holds GBK and GB 2312; what cannot be decoded becomes U+FFFD.</summary>
    private static readonly Encoding Gb18030 = WithReplacement(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!);

    /// <summary>The format, by the content.</summary>
    /// <param name="head">The first <see cref="HeadBytes"/> bytes, or all there are.</param>
    /// <exception cref="UnreadableFileException">Nothing that can be imported.</exception>
    public static FileNature Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            throw new UnreadableFileException(ImportFaultCodes.EmptyFile);
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return new FileNature(FileFormat.Xlsx, null, 0);
        if (head.StartsWith(CompoundFile))
        {
            throw new UnreadableFileException(
                head.IndexOf(EncryptedPackage) >= 0 ? ImportFaultCodes.Encrypted : ImportFaultCodes.OldWorkbook
            );
        }

        if (IsBinary(head))
            throw new UnreadableFileException(ImportFaultCodes.NotATable);

        var (encoding, preamble) = EncodingOf(head);
        return new FileNature(TextFormat(encoding, head[preamble..]), encoding, preamble);
    }

    /// <summary>PDF, RTF, archives, pictures: what clerks have been seen to send.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> head) =>
        head.StartsWith("%PDF"u8)
        || head.StartsWith("{\\rtf"u8)
        || head.StartsWith("Rar!"u8)
        || head
            is [(byte)'7', (byte)'z', 0xBC, 0xAF, ..]
                or [0x1F, 0x8B, ..]
                or [0x89, (byte)'P', (byte)'N', (byte)'G', ..]
                or [0xFF, 0xD8, 0xFF, ..];

    private static FileFormat TextFormat(Encoding encoding, ReadOnlySpan<byte> text)
    {
        // A character at the cut may be incomplete: only the first ones are asked for.
        var start = encoding.GetString(text[..Math.Min(text.Length, 4096)]).AsSpan().TrimStart();
        return start switch
        {
            [] when text.Length < 4096 => throw new UnreadableFileException(ImportFaultCodes.EmptyFile),
            ['<', ..] => throw new UnreadableFileException(ImportFaultCodes.Markup),
            ['[', ..] => throw new UnreadableFileException(ImportFaultCodes.JsonArray),
            ['{', ..] => FileFormat.Ndjson,
            _ => FileFormat.Csv,
        };
    }

    private static (Encoding Encoding, int Preamble) EncodingOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble))
            return (Encoding.UTF8, 3);
        if (head.StartsWith(Encoding.UTF32.Preamble))
            return (Encoding.UTF32, 4);
        if (head.StartsWith(Encoding.Unicode.Preamble))
            return (Encoding.Unicode, 2);
        if (head.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return (Encoding.BigEndianUnicode, 2);
        if (Utf16WithoutMark(head) is { } utf16)
            return (utf16, 0);
        return (IsUtf8(head) ? Encoding.UTF8 : Gb18030, 0);
    }

    /// <summary>
    /// Digits, separators and line ends of UTF-16 have a zero byte each, all of them on the same side. Single zero bytes are dirt in a
    /// text and are named where they are.
    /// </summary>
    private static UnicodeEncoding? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        if (head.Length < LeastTextBytes)
            return null;
        int even = 0,
            odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        var pairs = head.Length / 2;
        return Math.Max(even, odd) < pairs / 5 || Math.Min(even, odd) > pairs / 50
            ? null
            : new UnicodeEncoding(bigEndian: even > odd, byteOrderMark: false);
    }

    /// <summary>
    /// Whether nearly all characters beyond ASCII are sequences of UTF-8, of which another encoding has a few by chance: a text with some
    /// damaged bytes stays what it is, and they are named where they are. A sequence that the end of the head cuts is not counted.
    /// </summary>
    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        int good = 0,
            bad = 0;
        while (!head.IsEmpty)
        {
            var ascii = head.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
                break;
            head = head[ascii..];
            var status = Rune.DecodeFromUtf8(head, out _, out var consumed);
            if (status == OperationStatus.NeedMoreData)
                break;
            good += status == OperationStatus.Done ? 1 : 0;
            bad += status == OperationStatus.Done ? 0 : 1;
            head = head[consumed..];
        }

        return bad == 0 || good > 4 * bad;
    }

    private static Encoding WithReplacement(Encoding encoding)
    {
        var copy = (Encoding)encoding.Clone();
        copy.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        return copy;
    }
}
