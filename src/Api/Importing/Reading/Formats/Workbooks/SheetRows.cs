using System.Globalization;
using System.Xml;

namespace Grid.Api.Importing.Reading.Formats.Workbooks;

/// <summary>
/// The rows of one sheet that hold anything, hidden ones too. Of a formula the result is read that the workbook holds, which is what people
/// see; of a merged area the first cell.
/// </summary>
internal static class SheetRows
{
    /// <summary>Excel's own; beyond it a number of a row is an error of the file.</summary>
    private const int LastRow = 1_048_576;

    /// <exception cref="UnreadableFileException">The sheet is damaged.</exception>
    public static IEnumerable<TableRow> Read(Workbook workbook, Sheet sheet, MergedAreas merged, ReadingLimits limits)
    {
        using var xml = Workbook.Guarded(() => PartXml.Open(sheet.Part, limits));
        var number = 0;
        while (Next(xml, number, workbook, merged, limits) is { } row)
        {
            number = row.Number;
            if (!row.IsBlank)
                yield return row;
        }
    }

    private static TableRow? Next(XmlReader xml, int before, Workbook workbook, MergedAreas merged, ReadingLimits limits)
    {
        try
        {
            return Workbook.Guarded(() => NextRow(xml) ? Row(xml, before, workbook, merged, limits) : null);
        }
        catch (UnreadableFileException e) when (e.Row == 0)
        {
            throw e.At(before + 1);
        }
    }

    private static bool NextRow(XmlReader xml)
    {
        while (PartXml.Next(xml))
        {
            if (PartXml.IsAt(xml, "row"))
                return true;
        }

        return false;
    }

    private static TableRow Row(XmlReader xml, int before, Workbook workbook, MergedAreas merged, ReadingLimits limits)
    {
        var number = xml.GetAttribute("r") is { } given ? int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture) : before + 1;
        if (number <= before || number > LastRow)
            throw new FormatException("The rows of a sheet are not in their order.");
        var cells = new List<Cell>();
        var isTooWide = false;
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            var column = -1;
            while (PartXml.Next(xml) && xml.Depth > depth)
            {
                if (!PartXml.IsAt(xml, "c"))
                    continue;
                column = ColumnOf(xml, column);
                var cell = CellOf(xml, workbook, limits);
                if (cell.IsBlank)
                    continue;
                isTooWide |= column >= limits.Columns;
                if (isTooWide)
                    continue;
                while (cells.Count <= column)
                    cells.Add(Cell.Blank);
                cells[column] = cell;
            }
        }

        if (isTooWide)
            return new TableRow(number, []) { Fault = ImportFaultCodes.TooManyColumns };
        if (cells.Count > 0)
            merged.Mark(number, cells, limits.Columns);
        return new TableRow(number, cells);
    }

    private static int ColumnOf(XmlReader xml, int before)
    {
        if (xml.GetAttribute("r") is not { } reference)
            return before + 1;
        return ColumnName.TryParse(reference, out var column, out _) && column > before
            ? column
            : throw new FormatException("The cells of a row are not in their order.");
    }

    private static Cell CellOf(XmlReader xml, Workbook workbook, ReadingLimits limits)
    {
        var kind = xml.GetAttribute("t");
        var style = xml.GetAttribute("s");
        if (xml.IsEmptyElement)
            return Cell.Blank;
        string? value = "";
        var hasFormula = false;
        var depth = xml.Depth;
        while (PartXml.Next(xml) && xml.Depth > depth)
        {
            if (PartXml.IsAt(xml, "f"))
                hasFormula = true;
            else if (PartXml.IsAt(xml, "v"))
                value = RichText.Plain(xml, limits);
            else if (PartXml.IsAt(xml, "is"))
                value = RichText.Read(xml, limits);
        }

        return value is null ? new Cell("", CellKind.TooLong)
            : value.Length == 0
                ? hasFormula && kind != "str" ? new Cell("", CellKind.FormulaWithoutValue)
                    : Cell.Blank
            : Typed(value, kind, style, workbook);
    }

    private static Cell Typed(string value, string? kind, string? style, Workbook workbook) =>
        kind switch
        {
            "s" => workbook.Texts[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)],
            "str" or "inlineStr" or "d" => new Cell(value, CellKind.Text),
            "b" => new Cell(value == "1" ? "true" : "false", CellKind.Text),
            "e" => new Cell(value, CellKind.Error),
            _ => new Cell(value, workbook.Formats.IsDate(style) ? CellKind.DateNumber : CellKind.Number),
        };
}
