using Grid.Api.Importing.Reading.Formats;
using Grid.Api.Importing.Reading.Mappings;

namespace Grid.Api.Importing.Reading.Columns;

/// <summary>Which column of a table holds what.</summary>
internal sealed class ColumnPlan
{
    private readonly ImportColumn?[] columns;
    private readonly bool[] ignored;

    private ColumnPlan(int headerRow, ImportColumn?[] columns, bool[] ignored)
    {
        (HeaderRow, this.columns, this.ignored) = (headerRow, columns, ignored);
    }

    /// <summary>As <see cref="ImportRow.Row"/>.</summary>
    public int HeaderRow { get; }

    /// <summary>How many columns the header has, up to the last one with a name.</summary>
    public int Width => columns.Length;

    /// <summary>What is read from each column, by the column's name: the field, or null for one that is ignored.</summary>
    public IReadOnlyList<(string Column, string? Field)> Columns =>
        [
            .. columns
                .Index()
                .Where(one => one.Item is not null || ignored[one.Index])
                .Select(one => (ColumnName.Of(one.Index), one.Item?.Field)),
        ];

    /// <summary>The values of a row by their fields.</summary>
    public Dictionary<string, Cell> Fields(TableRow row)
    {
        var fields = new Dictionary<string, Cell>(columns.Length, StringComparer.Ordinal);
        for (var i = 0; i < columns.Length && i < row.Cells.Count; i++)
        {
            if (columns[i] is { } column)
                fields[column.Field] = row.Cells[i];
        }

        return fields;
    }

    /// <summary>The name of the column from which a field is read; null when there is none.</summary>
    public string? ColumnOf(string field)
    {
        var index = Array.FindIndex(columns, column => column?.Field == field);
        return index < 0 ? null : ColumnName.Of(index);
    }

    /// <summary>The columns of a row that have a value and no header.</summary>
    public IEnumerable<string> WithoutHeader(TableRow row) =>
        row.Cells.Index().Where(cell => !cell.Item.IsBlank && !Has(cell.Index)).Select(cell => ColumnName.Of(cell.Index));

    /// <summary>The plan of a header, judged together with the row behind it.</summary>
    /// <param name="isHeader">Whether that row repeats the header in the other language, and is no data.</param>
    /// <exception cref="UnreadableFileException">A column is unknown, there twice or missing, or the header has two rows.</exception>
    public static ColumnPlan Of(TableRow header, TableRow? behind, FileKind kind, ImportMappings mappings, out bool isHeader)
    {
        var names = mappings.Headers(kind);
        var found = new ImportColumn?[header.Width];
        var passed = new bool[header.Width];
        var faults = new List<ImportFault>();
        for (var i = 0; i < found.Length; i++)
        {
            if (header.Cells[i].IsBlank)
                continue;
            if (!names.TryFind(header.Cells[i].Text, out var column))
                faults.Add(At(header, i, null, ImportFaultCodes.UnknownHeader));
            else if (column is null)
                passed[i] = true;
            else if (Array.Exists(found, earlier => earlier?.Field == column.Field))
                faults.Add(At(header, i, column.Field, ImportFaultCodes.RepeatedHeader));
            else
                found[i] = column;
        }

        faults.AddRange(
            ImportColumns
                .Of(kind)
                .Where(one => one.Required && mappings.Default(kind, one.Field) is null)
                .Where(one => !Array.Exists(found, column => column?.Field == one.Field))
                .Select(one => new ImportFault(header.Number, one.Field, ImportFaultCodes.MissingHeader))
        );
        isHeader = IsSecondHeader(found, behind, names, faults.Count > 0, header.Number);
        return faults.Count == 0 ? new ColumnPlan(header.Number, found, passed) : throw new UnreadableFileException(faults);
    }

    private bool Has(int index) => index < columns.Length && (columns[index] is not null || ignored[index]);

    /// <summary>
    /// Names of columns in the row behind: those that the header has in the same places are a header in two languages; others belong to
    /// one in two rows, with groups above.
    /// </summary>
    private static bool IsSecondHeader(ImportColumn?[] columns, TableRow? behind, HeaderNames names, bool isDoubtful, int row)
    {
        if (behind is null)
            return false;
        var (same, other) = (0, 0);
        foreach (var (i, cell) in behind.Cells.Index())
        {
            if (cell.IsBlank || !names.TryFind(cell.Text, out var column) || column is null)
                continue;
            if (i < columns.Length && columns[i]?.Field == column.Field)
                same++;
            else
                other++;
        }

        if (other > 1 || (isDoubtful && other > 0))
            throw new UnreadableFileException(ImportFaultCodes.TwoHeaderRows, row);
        return same > 1 && other == 0;
    }

    private static ImportFault At(TableRow header, int index, string? field, string code) =>
        new(header.Number, field, code) { Column = ColumnName.Of(index) };
}

/// <summary>
/// Looks for the header among the first rows of a table: the first row with the names of two columns or more. Titles above it are passed
/// over.
/// </summary>
internal sealed class HeaderSearch(FileKind kind, ImportMappings mappings, ReadingLimits limits)
{
    private const int NamesOfHeader = 2;

    private TableRow? header;
    private int titles;

    /// <summary>Known as soon as the row behind the header was seen.</summary>
    public ColumnPlan? Plan { get; private set; }

    public bool HasHeader => header is not null;

    /// <summary>Whether there was any row before the header.</summary>
    public bool IsEmpty => header is null && titles == 0;

    /// <summary>Takes the next row that is not blank; true when it holds data.</summary>
    /// <exception cref="UnreadableFileException">There is no header, or none that can be followed.</exception>
    public bool IsData(TableRow row)
    {
        if (Plan is not null)
            return true;
        if (header is not null)
        {
            Plan = ColumnPlan.Of(header, row, kind, mappings, out var isHeader);
            return !isHeader;
        }

        if (row.Fault == ImportFaultCodes.TooManyColumns)
            throw new UnreadableFileException(row.Fault, row.Number);
        var names = mappings.Headers(kind);
        if (row.Cells.Count(cell => !cell.IsBlank && names.TryFind(cell.Text, out var column) && column is not null) >= NamesOfHeader)
            header = row;
        else if (++titles >= limits.HeaderRows)
            throw new UnreadableFileException(ImportFaultCodes.NoHeader);
        return false;
    }

    /// <summary>The table is over.</summary>
    /// <exception cref="UnreadableFileException">There was no header.</exception>
    public void End()
    {
        if (Plan is not null)
            return;
        if (header is null)
            throw new UnreadableFileException(IsEmpty ? ImportFaultCodes.EmptyFile : ImportFaultCodes.NoHeader);
        Plan = ColumnPlan.Of(header, null, kind, mappings, out _);
    }
}
