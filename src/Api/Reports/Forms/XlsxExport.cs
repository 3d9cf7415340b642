using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Grid.Domain.Text;

namespace Grid.Api.Reports.Forms;

/// <summary>
/// The form as a workbook: the figures on the first sheet, the regions below on the second. Numbers are numbers, texts are never formulas.
/// Texts that were stored before they were checked may hold what XML cannot: it is replaced, so that a submitted report can always be had.
/// </summary>
internal static class XlsxExport
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly double[] FigureWidths = [34, 34, 40, 14, 14, 14, 14, 16];

    /// <summary>In points: Chinese letters need more than the usual 15.</summary>
    public const double RowHeight = 18;

    public static byte[] Write(ReportForm form)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new Workbook(new Sheets());
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = XlsxStyles.Create();
            Add(workbook, form.FiguresSheet, Figures(form));
            if (form.Children.Count > 0)
                Add(workbook, form.ChildrenSheet, Children(form));
            document.PackageProperties.Title = StorableText.Replace(form.Title);
        }

        return bytes.ToArray();
    }

    private static Worksheet Figures(ReportForm form)
    {
        var data = new SheetData();
        var last = Column(form.Columns.Count - 1);
        Row(data, Cell(form.Title, XlsxStyle.Title)).CustomHeight = true;
        foreach (var (_, label, value) in form.Head)
            Row(data, Cell(label, XlsxStyle.Label), Cell(value, XlsxStyle.Plain));
        Row(data, [.. form.Columns.Select(column => Cell(column, XlsxStyle.Header))]);
        var header = data.ChildElements.Count;
        foreach (var row in form.Rows)
            Row(data, [.. Figure(row)]);
        return Sheet(data, header, FigureWidths, [$"A1:{last}1"]);
    }

    private static IEnumerable<Cell> Figure(FormRow row)
    {
        var text = row.IsSection ? XlsxStyle.Section : XlsxStyle.Text;
        var (number, change) =
            row.IsSection ? (XlsxStyle.Section, XlsxStyle.Section)
            : row.IsPercent ? (XlsxStyle.Percent, XlsxStyle.PercentChange)
            : (XlsxStyle.Persons, XlsxStyle.PersonsChange);
        yield return Cell(row.Key, text);
        yield return Cell(row.Item, text);
        yield return Cell(row.By ?? "", text);
        yield return row.Current is null && row.Text is { } word ? Cell(word, text) : Number(row.Current, number);
        yield return Number(row.LastMonth, number);
        yield return Number(row.Change, change);
        yield return Number(row.LastYear, number);
        yield return Number(row.ChangeYear, change);
    }

    private static Worksheet Children(ReportForm form)
    {
        var data = new SheetData();
        Row(data, [Cell("", XlsxStyle.Header), .. form.ChildColumns.Select(column => Cell(column, XlsxStyle.Header))]);
        foreach (var (code, name, totals) in form.Children)
        {
            Row(
                data,
                [Cell(code, XlsxStyle.Text), Cell(name, XlsxStyle.Text), .. totals.Select(total => Number(total, XlsxStyle.Persons))]
            );
        }

        return Sheet(data, frozen: 1, [10, 24, .. form.ChildMeasures.Select(_ => 14d)], []);
    }

    /// <param name="data">The rows.</param>
    /// <param name="frozen">How many rows stay at the top.</param>
    /// <param name="widths">Of the columns, in characters.</param>
    /// <param name="merged">Ranges that are one cell.</param>
    private static Worksheet Sheet(SheetData data, int frozen, double[] widths, string[] merged)
    {
        var below = $"A{(frozen + 1).ToString(CultureInfo.InvariantCulture)}";
        var sheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }), // All columns on one page's width, as a form is read.
            new SheetViews(
                new SheetView(
                    new Pane
                    {
                        VerticalSplit = frozen,
                        TopLeftCell = below,
                        ActivePane = PaneValues.BottomLeft,
                        State = PaneStateValues.Frozen,
                    }
                )
                {
                    WorkbookViewId = 0,
                }
            ),
            new SheetFormatProperties { DefaultRowHeight = RowHeight, CustomHeight = true },
            new Columns(
                widths.Select(
                    (width, i) =>
                        new Column
                        {
                            Min = (uint)i + 1,
                            Max = (uint)i + 1,
                            Width = width,
                            CustomWidth = true,
                        }
                )
            ),
            data
        );
        if (merged.Length > 0)
            sheet.Append(new MergeCells(merged.Select(range => new MergeCell { Reference = range })));
        sheet.Append(
            new PageSetup
            {
                PaperSize = 9,
                FitToWidth = 1,
                FitToHeight = 0,
                Orientation = OrientationValues.Landscape,
            }
        );
        return sheet;
    }

    private static void Add(WorkbookPart workbook, string name, Worksheet sheet)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = sheet;
        var sheets = workbook.Workbook!.Sheets!;
        sheets.Append(
            new Sheet
            {
                Id = workbook.GetIdOfPart(part),
                SheetId = (uint)sheets.ChildElements.Count + 1,
                Name = name,
            }
        );
    }

    private static Row Row(SheetData data, params Cell[] cells)
    {
        var number = data.ChildElements.Count + 1;
        foreach (var (i, cell) in cells.Index())
            cell.CellReference = Column(i) + number.ToString(CultureInfo.InvariantCulture);
        var row = new Row(cells) { RowIndex = (uint)number };
        if (number == 1)
            row.Height = 30;
        data.Append(row);
        return row;
    }

    private static Cell Cell(string text, XlsxStyle style) =>
        new()
        {
            DataType = CellValues.InlineString,
            InlineString = new InlineString(new Text(StorableText.Replace(text)) { Space = SpaceProcessingModeValues.Preserve }),
            StyleIndex = (uint)style,
        };

    private static Cell Number(decimal? value, XlsxStyle style) =>
        value is { } number
            ? new Cell
            {
                DataType = CellValues.Number,
                CellValue = new CellValue(number),
                StyleIndex = (uint)style,
            }
            : new Cell { StyleIndex = (uint)style };

    private static string Column(int index) => ((char)('A' + index)).ToString();
}
