using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Grid.Api.Problems;
using Grid.Api.Reports.Forms;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Ledger;

/// <summary>
/// The ledger as a workbook, written row by row: the persons on the first sheet, what the export is on the second. Cells are texts, never
/// formulas.
/// </summary>
internal sealed class LedgerWorkbook : IExportFile
{
    /// <summary>Characters of a header or footer, of which a workbook allows 255 in all.</summary>
    private const int LongestFooter = 200;

    /// <summary>Rows at the top, and columns at the left, that stay in view and are on each printed page: marks and headers, place and name.</summary>
    private const int Kept = 2;

    /// <summary>Printed pages beside each other over which the columns go; fewer would make the letters too small to read.</summary>
    private const int PagesAcross = 3;

    private readonly MemoryStream bytes = new();
    private readonly LedgerMark mark;
    private readonly IReadOnlyList<int> ages;
    private readonly OfficeDirectory offices;
    private readonly Language language;
    private readonly SpreadsheetDocument document;
    private readonly WorkbookPart workbook;
    private readonly OpenXmlWriter rows;
    private uint row;

    /// <param name="mark">Of the export.</param>
    /// <param name="ages">Lower ends of the bands of age, ascending.</param>
    /// <param name="offices">For names of offices and regions.</param>
    /// <param name="language">Of headers and words.</param>
    public LedgerWorkbook(LedgerMark mark, IReadOnlyList<int> ages, OfficeDirectory offices, Language language)
    {
        (this.mark, this.ages, this.offices, this.language) = (mark, ages, offices, language);
        document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook);
        workbook = document.AddWorkbookPart();
        workbook.Workbook = new Workbook(new Sheets());
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = XlsxStyles.Create();
        var persons = AddSheet(SheetName);
        rows = OpenXmlWriter.Create(persons);
        rows.WriteStartElement(new Worksheet());
        rows.WriteElement(Fitted());
        rows.WriteElement(Frozen());
        rows.WriteElement(Heights());
        rows.WriteElement(
            new Columns(
                LedgerColumns.All.Select(
                    (column, i) =>
                        new Column
                        {
                            Min = (uint)i + 1,
                            Max = (uint)i + 1,
                            Width = column.Width,
                            CustomWidth = true,
                        }
                )
            )
        );
        rows.WriteStartElement(new SheetData());
        Write(XlsxStyle.Label, [mark.Line(language)]);
        Write(XlsxStyle.Header, LedgerColumns.All.Select(column => language == Language.Chinese ? column.Zh : column.En));
    }

    public string Name => $"ledger-{mark.Number}.xlsx";

    public string ContentType => XlsxExport.ContentType;

    private string SheetName => language == Language.Chinese ? "台账" : "Ledger";

    public void Add(PersonRecord record, int place)
    {
        var person = new LedgerRow(record, place, mark.Full, mark.Number, ChinaTime.DateOf(mark.At), ages, offices, language);
        Write(XlsxStyle.Typed, LedgerColumns.All.Select(column => column.Text(person)));
    }

    public byte[] Finish(int persons)
    {
        rows.WriteEndElement();
        rows.WriteElement(Page(PagesAcross));
        rows.WriteElement(Footer());
        rows.WriteEndElement();
        rows.Close();
        About(persons);
        workbook.Workbook!.Append(
            new DefinedNames(
                new DefinedName($"{SheetName}!$A:$B,{SheetName}!$1:${Kept.ToString(CultureInfo.InvariantCulture)}")
                {
                    Name = "_xlnm.Print_Titles",
                    LocalSheetId = 0,
                }
            )
        );
        var properties = document.PackageProperties;
        properties.Title = language == Language.Chinese ? "失业登记台账" : "Ledger of registered unemployed persons";
        properties.Creator = StorableText.Replace(mark.By);
        properties.Identifier = mark.Number;
        properties.Subject = mark.Number;
        properties.Description = StorableText.Replace(mark.Line(language));
        properties.Created = mark.At.UtcDateTime;
        document.Save();
        document.Dispose();
        return bytes.ToArray();
    }

    public void Dispose()
    {
        rows.Dispose();
        document.Dispose();
        bytes.Dispose();
    }

    private void About(int count)
    {
        var zh = language == Language.Chinese;
        var part = AddSheet(zh ? "导出说明" : "About");
        var data = new SheetData(
            new (string Zh, string En, string Text)[]
            {
                ("导出编号", "Export", mark.Number),
                ("导出人", "By", mark.By),
                ("机构", "Office", mark.Office),
                ("时间", "At", mark.Moment),
                ("用途", "For", mark.Reason),
                ("范围", "Persons", mark.Selection),
                ("人数", "How many", count.ToString(CultureInfo.InvariantCulture)),
                ("内容", "Values", mark.Full ? (zh ? "完整信息" : "in full") : (zh ? "脱敏信息" : "masked")),
                ("要求", "Note", mark.Line(language)),
            }.Select(line => new Row(Cell(zh ? line.Zh : line.En, XlsxStyle.Label), Cell(line.Text, XlsxStyle.Typed)))
        );
        part.Worksheet = new Worksheet(
            Fitted(),
            Heights(),
            new Columns(
                new Column
                {
                    Min = 1,
                    Max = 1,
                    Width = 12,
                    CustomWidth = true,
                },
                new Column
                {
                    Min = 2,
                    Max = 2,
                    Width = 100,
                    CustomWidth = true,
                }
            ),
            data,
            Page(across: 1),
            Footer()
        );
    }

    private WorksheetPart AddSheet(string name)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        var sheets = workbook.Workbook!.Sheets!;
        sheets.Append(
            new Sheet
            {
                Id = workbook.GetIdOfPart(part),
                SheetId = (uint)sheets.ChildElements.Count + 1,
                Name = name,
            }
        );
        return part;
    }

    private void Write(XlsxStyle style, IEnumerable<string?> cells)
    {
        rows.WriteStartElement(new Row { RowIndex = ++row });
        foreach (var cell in cells)
            rows.WriteElement(Cell(cell ?? "", style));
        rows.WriteEndElement();
    }

    private static SheetViews Frozen() =>
        new(
            new SheetView(
                new Pane
                {
                    HorizontalSplit = Kept,
                    VerticalSplit = Kept,
                    TopLeftCell = "C3",
                    ActivePane = PaneValues.BottomRight,
                    State = PaneStateValues.Frozen,
                }
            )
            {
                WorkbookViewId = 0,
            }
        );

    private static SheetProperties Fitted() => new(new PageSetupProperties { FitToPage = true });

    private static SheetFormatProperties Heights() => new() { DefaultRowHeight = XlsxExport.RowHeight, CustomHeight = true };

    /// <summary>A4, lying.</summary>
    private static PageSetup Page(int across) =>
        new()
        {
            PaperSize = 9,
            FitToWidth = (uint)across,
            FitToHeight = 0,
            Orientation = OrientationValues.Landscape,
        };

    /// <summary>On every printed page. An ampersand begins a code there, so it is doubled.</summary>
    private HeaderFooter Footer() =>
        new(
            new OddFooter(
                "&L"
                    + StorableText
                        .Cut(StorableText.Replace(mark.Line(language)).Replace("&", "&&", StringComparison.Ordinal), LongestFooter)
                        .TrimEnd('&')
                    + " &P/&N"
            )
        );

    private static Cell Cell(string text, XlsxStyle style) =>
        new()
        {
            DataType = CellValues.InlineString,
            InlineString = new InlineString(new Text(StorableText.Replace(text)) { Space = SpaceProcessingModeValues.Preserve }),
            StyleIndex = (uint)style,
        };
}
