using System.Globalization;
using System.IO.Compression;
using System.Text;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using Grid.Domain.Services;
using Grid.Testing;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>Files for the tests of the reading, and what is read from them.</summary>
internal static class Files
{
    public const string Office = "36010201";

    public static readonly DateOnly Today = new(2026, 11, 30);

    public static readonly OfficeDirectory Offices = OfficeDirectory.LoadEmbedded();

    public static readonly ImportMappings Current = Mappings(ImportMappings.Current);

    /// <summary>The columns that a registration must have.</summary>
    public static readonly string[] Header = ["证件号码", "姓名", "经办机构", "登记日期", "失业原因", "失业日期", "登记地依据"];

    public static ImportMappings Mappings(DataFile file) =>
        ImportMappings.Read(file, CodeLists.BuiltIn, Offices, OfferList.BuiltInServices, Today);

    public static ImportMappings Mappings(string json) => Mappings(new DataFile("import/test.json", Encoding.UTF8.GetBytes(json)));

    /// <summary>The values of a registration under <see cref="Header"/>, another person for each serial.</summary>
    public static string[] Person(int serial) =>
        [CitizenNumbers.Of(serial).Value, Name(serial), Office, "2025-03-10", "21", "2025-03-01", "2"];

    public static string Name(int serial) => "测试" + (char)('\u4E00' + (serial % 5000));

    public static string Csv(params IEnumerable<string[]> rows) =>
        string.Concat(rows.Select(row => string.Join(',', row.Select(Quoted)) + "\r\n"));

    public static Stream Stream(string text) => Stream(Encoding.UTF8.GetBytes(text));

    /// <summary>As from a network: it cannot seek, and comes in small pieces.</summary>
    public static Stream Stream(byte[] bytes) => new Dribble(bytes);

    public static Task<List<ImportRow>> ReadAsync(string text, FileKind kind = FileKind.Registrations, ImportMappings? mappings = null) =>
        ReadAsync(Stream(text), kind, mappings);

    public static Task<List<ImportRow>> ReadAsync(byte[] bytes, FileKind kind = FileKind.Registrations) => ReadAsync(Stream(bytes), kind);

    public static async Task<List<ImportRow>> ReadAsync(
        Stream stream,
        FileKind kind,
        ImportMappings? mappings = null,
        ReadingLimits? limits = null
    )
    {
        var rows = new List<ImportRow>();
        var file = new ImportFile(stream, kind, mappings ?? Current, limits);
        await foreach (var row in file.RowsAsync(TestContext.Current.CancellationToken))
            rows.Add(row);
        return rows;
    }

    /// <summary>What is wrong, in the order of the rows: <c>5:reason:notMapped</c>.</summary>
    public static string[] Faults(this IEnumerable<ImportRow> rows) =>
        [.. rows.SelectMany(row => row.Faults).Select(fault => $"{fault.Row}:{fault.Field}:{fault.Code}")];

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private sealed class Dribble(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
    }
}

/// <summary>A workbook written part by part, so that it can be as wrong as one that some program wrote.</summary>
internal sealed class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, string State, string Xml)> sheets = [];

    public bool From1904 { get; init; }

    /// <summary>The content of <c>sst</c>.</summary>
    public string SharedTexts { get; init; } = "";

    /// <summary>More parts, by their names.</summary>
    public Dictionary<string, byte[]> More { get; } = new(StringComparer.Ordinal);

    /// <summary>A sheet by the content of <c>worksheet</c>.</summary>
    public RawWorkbook Sheet(string xml, string state = "visible")
    {
        sheets.Add(($"S{sheets.Count + 1}", state, xml));
        return this;
    }

    /// <summary>Texts as they are in a sheet that a program wrote, one row after the other.</summary>
    public static string Data(params IEnumerable<string[]> rows) => $"<sheetData>{string.Concat(rows.Select(Row))}</sheetData>";

    public static string Row(string[] cells) => $"<row>{string.Concat(cells.Select(Text))}</row>";

    public static string Text(string text) =>
        text.Length == 0 ? "<c/>" : $"<c t=\"inlineStr\"><is><t>{System.Security.SecurityElement.Escape(text)}</t></is></c>";

    public byte[] Bytes()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(
                zip,
                "_rels/.rels",
                $"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"r\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            );
            Write(
                zip,
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><workbookPr date1904=\"{(From1904 ? 1 : 0)}\"/><sheets>"
                    + string.Concat(
                        sheets.Select(
                            (sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{i + 1}\" state=\"{sheet.State}\" r:id=\"s{i}\"/>"
                        )
                    )
                    + "</sheets></workbook>"
            );
            Write(
                zip,
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"t\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                    + $"<Relationship Id=\"f\" Type=\"{Office}/styles\" Target=\"/xl/styles.xml\"/>"
                    + string.Concat(
                        sheets.Select(
                            (_, i) => $"<Relationship Id=\"s{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"
                        )
                    )
                    + "</Relationships>"
            );
            Write(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{SharedTexts}</sst>");
            Write(
                zip,
                "xl/styles.xml",
                $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts>"
                    + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>"
            );
            foreach (var (i, sheet) in sheets.Index())
                Write(zip, $"xl/worksheets/sheet{i}.xml", $"<worksheet xmlns=\"{Main}\">{sheet.Xml}</worksheet>");
            foreach (var (name, content) in More)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static string Number(double value, int style = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"<c s=\"{style}\"><v>{value:R}</v></c>");

    private static void Write(ZipArchive zip, string name, string xml)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(xml));
    }
}
