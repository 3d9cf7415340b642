using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Importing.Reading.Formats;
using Grid.Api.Importing.Reading.Formats.Workbooks;
using Grid.Api.Importing.Reading.Mappings;

namespace Grid.Api.Importing.Reading;

/// <summary>Which sheet of a workbook is read: the one visible sheet that has a header.</summary>
internal static class SheetChoice
{
    /// <exception cref="UnreadableFileException">No visible sheet has a header, or several have one.</exception>
    public static Sheet Of(Workbook workbook, FileKind kind, ImportMappings mappings, ReadingLimits limits)
    {
        var visible = workbook.Sheets.Where(sheet => !sheet.IsHidden).ToList();
        if (visible.Count == 0)
            throw new UnreadableFileException(ImportFaultCodes.OnlyHiddenSheets);
        var isEmpty = true;
        var found = new List<Sheet>();
        foreach (var sheet in visible)
        {
            var search = new HeaderSearch(kind, mappings, limits);
            if (HasHeader(workbook, sheet, search, limits))
                found.Add(sheet);
            isEmpty &= search.IsEmpty;
        }

        return found switch
        {
            [var one] => one,
            [] => throw new UnreadableFileException(isEmpty ? ImportFaultCodes.EmptyFile : ImportFaultCodes.NoHeader),
            _ => throw new UnreadableFileException(ImportFaultCodes.SeveralSheets),
        };
    }

    private static bool HasHeader(Workbook workbook, Sheet sheet, HeaderSearch search, ReadingLimits limits)
    {
        foreach (var row in workbook.Rows(sheet, MergedAreas.None).Take(limits.HeaderRows))
        {
            if (row.Fault is not null)
                continue;
            try
            {
                search.IsData(row);
            }
            catch (UnreadableFileException)
            {
                // The last of the rows among which it may be.
                return false;
            }

            if (search.HasHeader)
                return true;
        }

        return false;
    }
}
