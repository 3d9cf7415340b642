using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;

namespace Grid.Api.Importing.Reading.Formats.Workbooks;

/// <summary>Which formats of a workbook show a number as a date.</summary>
internal sealed partial class CellFormats
{
    private readonly bool[] isDate;

    private CellFormats(bool[] isDate) => this.isDate = isDate;

    public static CellFormats None { get; } = new([]);

    /// <summary>By the number in a cell's attribute <c>s</c>; null and unknown ones are no dates.</summary>
    public bool IsDate(string? style) =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < isDate.Length && isDate[index];

    public static CellFormats Read(ZipArchiveEntry part, ReadingLimits limits)
    {
        var own = new Dictionary<int, bool>();
        var formats = new List<bool>();
        using var xml = PartXml.Open(part, limits);
        var cells = false;
        while (PartXml.Next(xml))
        {
            if (xml.LocalName == "cellXfs")
                cells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (PartXml.IsAt(xml, "numFmt") && Number(xml, "numFmtId") is { } id)
                own[id] = ShowsDay(PartXml.Attribute(xml, "formatCode") ?? "");
            else if (cells && PartXml.IsAt(xml, "xf"))
                formats.Add(Number(xml, "numFmtId") is { } format && own.GetValueOrDefault(format, IsBuiltInDay(format)));
        }

        return new CellFormats([.. formats]);
    }

    /// <summary>Formats that every program knows by their numbers; 27 to 36 and 50 to 58 are the Chinese ones.</summary>
    private static bool IsBuiltInDay(int format) => format is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 58);

    /// <summary>A format with a year or a day in it, outside quoted words, colours, conditions and escaped characters.</summary>
    private static bool ShowsDay(string format) =>
        Quoted().Replace(format, "").AsSpan().ContainsAny("yYdD") && !format.StartsWith("General", StringComparison.OrdinalIgnoreCase);

    private static int? Number(XmlReader xml, string attribute) =>
        int.TryParse(PartXml.Attribute(xml, attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|\\*.", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
