namespace Grid.Api.Importing.Reading.Formats;

/// <summary>One row of a table as it is in the file, before anything is known of its columns.</summary>
/// <param name="Number">As <see cref="ImportRow.Row"/>.</param>
/// <param name="Cells">From column A on; a blank cell is an empty text.</param>
internal sealed record TableRow(int Number, IReadOnlyList<Cell> Cells)
{
    /// <summary>What is wrong with the row as a whole; a code of <see cref="ImportFaultCodes"/>.</summary>
    public string? Fault { get; init; }

    /// <summary>The row has no value anywhere: such rows are counted and not read.</summary>
    public bool IsBlank => Fault is null && Cells.All(cell => cell.IsBlank);

    /// <summary>How many cells there are up to the last one with a value.</summary>
    public int Width
    {
        get
        {
            var width = Cells.Count;
            while (width > 0 && Cells[width - 1].IsBlank)
                width--;
            return width;
        }
    }
}

/// <summary>A cell.</summary>
/// <param name="Text">Its text without blanks at the ends; of a number its digits as they are in the file.</param>
internal readonly record struct Cell(string Text, CellKind Kind)
{
    public static Cell Blank { get; } = new("", CellKind.Text);

    /// <summary>A cell that is merged into another has no value of its own, but is not blank where the row has others.</summary>
    public bool IsBlank => Text.Length == 0 && Kind is CellKind.Text or CellKind.Merged;
}

/// <summary>What a cell holds.</summary>
internal enum CellKind
{
    Text,

    /// <summary>A number of a workbook: an amount with at most 15 digits, whatever was typed.</summary>
    Number,

    /// <summary>A number of a workbook that is shown as a date: days since the workbook's first.</summary>
    DateNumber,

    /// <summary>An error such as #N/A, the result of a formula.</summary>
    Error,

    /// <summary>A formula that was never calculated.</summary>
    FormulaWithoutValue,

    /// <summary>Part of a merged area, and not its first cell.</summary>
    Merged,

    /// <summary>Longer than <see cref="ReadingLimits.CellCharacters"/>; the text is its beginning.</summary>
    TooLong,
}

/// <summary>The file cannot be read, or not beyond a row.</summary>
internal sealed class UnreadableFileException : Exception
{
    /// <param name="code">A code of <see cref="ImportFaultCodes"/>.</param>
    /// <param name="row">The first row that was not read; 0 where the file as a whole is meant.</param>
    public UnreadableFileException(string code, int row = 0)
        : this([new ImportFault(row, null, code)]) { }

    /// <param name="faults">At least one, all of one row.</param>
    public UnreadableFileException(IReadOnlyList<ImportFault> faults)
        : base($"The file cannot be read: {string.Join(", ", faults.Select(fault => fault.Code))}.") => Faults = faults;

    public IReadOnlyList<ImportFault> Faults { get; }

    /// <summary>The first row that was not read; 0 where the file as a whole is meant.</summary>
    public int Row => Faults[0].Row;

    /// <summary>The same, at a row: who reads a part does not know it.</summary>
    public UnreadableFileException At(int row) => new([.. Faults.Select(fault => fault with { Row = row })]);
}

/// <summary>The names of columns in office programs.</summary>
internal static class ColumnName
{
    /// <summary>The most columns that a workbook has.</summary>
    public const int Most = 16_384;

    /// <summary><c>A</c> for 0, <c>Z</c> for 25, <c>AA</c> for 26.</summary>
    public static string Of(int index)
    {
        var name = "";
        for (var rest = index; rest >= 0; rest = (rest / 26) - 1)
            name = (char)('A' + (rest % 26)) + name;
        return name;
    }

    /// <summary>
    /// The column and the row of a reference such as <c>C5</c>, the column counted from 0; the row is 0 where the reference has none.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> reference, out int column, out int row)
    {
        (column, row) = (0, 0);
        var letters = reference.IndexOfAnyExceptInRange('A', 'Z');
        var name = letters < 0 ? reference : reference[..letters];
        if (name.Length is 0 or > 3)
            return false;
        foreach (var letter in name)
            column = (column * 26) + letter - 'A' + 1;
        column--;
        return column < Most && (letters < 0 || int.TryParse(reference[letters..], out row));
    }
}
