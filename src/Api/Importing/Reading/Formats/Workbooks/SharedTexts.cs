using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace Grid.Api.Importing.Reading.Formats.Workbooks;

/// <summary>
/// The texts of a workbook, to which its cells refer by number. They are held packed, in UTF-8: a workbook with a million rows has
/// millions of them.
/// </summary>
internal sealed class SharedTexts
{
    private const int BlockBytes = 4 * 1024 * 1024;

    private readonly List<byte[]> blocks = [];
    private readonly List<Place> places = [];
    private int used = BlockBytes;

    /// <summary>The text; a reference to none is an error of the file.</summary>
    /// <exception cref="FormatException">It has no text of this number.</exception>
    public Cell this[int index]
    {
        get
        {
            if (index < 0 || index >= places.Count)
                throw new FormatException("A cell refers to a text that is not there.");
            var (block, start, length) = places[index];
            return length < 0
                ? new Cell("", CellKind.TooLong)
                : new Cell(Encoding.UTF8.GetString(blocks[block], start, length), CellKind.Text);
        }
    }

    /// <exception cref="UnreadableFileException">There are more texts than are held in memory.</exception>
    public static SharedTexts Read(ZipArchiveEntry? part, ReadingLimits limits)
    {
        var texts = new SharedTexts();
        if (part is null)
            return texts;
        using var xml = PartXml.Open(part, limits);
        while (PartXml.Next(xml))
        {
            if (!PartXml.IsAt(xml, "si"))
                continue;
            texts.Add(RichText.Read(xml, limits));
            if (texts.places.Count > limits.SharedTexts || (long)texts.blocks.Count * BlockBytes > limits.SharedTextBytes)
                throw new UnreadableFileException(ImportFaultCodes.TooLarge);
        }

        return texts;
    }

    private void Add(string? text)
    {
        if (text is null)
        {
            places.Add(new Place(0, 0, -1));
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        if (used + length > BlockBytes)
        {
            blocks.Add(new byte[BlockBytes]);
            used = 0;
        }

        Encoding.UTF8.GetBytes(text, blocks[^1].AsSpan(used));
        places.Add(new Place(blocks.Count - 1, used, length));
        used += length;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int Block, int Start, int Length);
}

/// <summary>A text in a workbook: one run, or several that look different. How it is pronounced is not part of it.</summary>
internal static class RichText
{
    /// <summary>The text of the element at which the reader is, without blanks at its ends; null when it is too long.</summary>
    public static string? Read(XmlReader xml, ReadingLimits limits)
    {
        if (xml.IsEmptyElement)
            return "";
        var text = new StringBuilder();
        var isTooLong = false;
        var depth = xml.Depth;
        var spoken = int.MaxValue;
        while (PartXml.Next(xml) && xml.Depth > depth)
        {
            if (xml.Depth <= spoken)
                spoken = PartXml.IsAt(xml, "rPh") && !xml.IsEmptyElement ? xml.Depth : int.MaxValue;
            if (spoken == int.MaxValue)
                isTooLong |= !Append(text, xml, limits);
        }

        return isTooLong ? null : Unescaped(text.ToString()).Trim();
    }

    /// <summary>The plain text of the element at which the reader is, for example a cell's value; null when it is too long.</summary>
    public static string? Plain(XmlReader xml, ReadingLimits limits)
    {
        if (xml.IsEmptyElement)
            return "";
        var text = new StringBuilder();
        var isTooLong = false;
        var depth = xml.Depth;
        while (PartXml.Next(xml) && xml.Depth > depth)
            isTooLong |= !Append(text, xml, limits);
        return isTooLong ? null : Unescaped(text.ToString()).Trim();
    }

    /// <summary>False when the text would be too long.</summary>
    private static bool Append(StringBuilder text, XmlReader xml, ReadingLimits limits)
    {
        if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace))
            return true;
        var value = xml.Value;
        if (text.Length + value.Length > limits.CellCharacters)
            return false;
        text.Append(value);
        return true;
    }

    /// <summary>Characters that XML cannot hold are written <c>_x0007_</c>.</summary>
    private static string Unescaped(string text) => text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text) : text;
}
