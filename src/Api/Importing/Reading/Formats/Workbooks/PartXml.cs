using System.IO.Compression;
using System.Xml;

namespace Grid.Api.Importing.Reading.Formats.Workbooks;

/// <summary>The XML of a workbook's part, read forward and within bounds.</summary>
internal static class PartXml
{
    /// <summary>Deeper than any part of a workbook.</summary>
    private const int MaximumDepth = 64;

    /// <summary>
    /// A reader. It resolves nothing outside the part and accepts no DTD, so that no entity can grow. Line ends and comments are skipped.
    /// </summary>
    public static XmlReader Open(ZipArchiveEntry part, ReadingLimits limits) =>
        XmlReader.Create(
            new MarkedStream(part.Open(), limits.RecordBytes),
            new XmlReaderSettings
            {
                CloseInput = true,
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CheckCharacters = false,
            }
        );

    /// <summary>The next node; false at the end.</summary>
    /// <exception cref="XmlException">The part is no XML, or nested too deep.</exception>
    public static bool Next(XmlReader xml) =>
        xml.Read() && (xml.Depth <= MaximumDepth ? true : throw new XmlException("A part of the workbook is nested too deep."));

    /// <summary>Whether the reader is at the start of this element; prefixes and the two namespaces of the standard are not distinguished.</summary>
    public static bool IsAt(XmlReader xml, string element) => xml.NodeType == XmlNodeType.Element && xml.LocalName == element;

    /// <summary>An attribute by its local name, such as <c>id</c> of <c>r:id</c>; null when it is not there.</summary>
    public static string? Attribute(XmlReader xml, string name)
    {
        string? value = null;
        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
        {
            if (xml.LocalName == name)
                value = xml.Value;
        }

        xml.MoveToElement();
        return value;
    }
}

/// <summary>
/// Ends with an error when too many bytes come without a mark of XML: a reader holds a whole attribute, name or text in memory.
/// </summary>
internal sealed class MarkedStream(Stream inner, int mostBytes) : Stream
{
    private long since;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var bytes = buffer[..read];
        var first = bytes.IndexOfAny((byte)'<', (byte)'>');
        since += first < 0 ? read : first;
        if (since > mostBytes)
            throw new UnreadableFileException(ImportFaultCodes.RecordTooLong);
        if (first >= 0)
            since = read - 1 - bytes.LastIndexOfAny((byte)'<', (byte)'>');
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
