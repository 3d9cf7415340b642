using System.Globalization;
using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Importing.Reading.Formats;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.Problems;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Importing.Reading.Rows;

/// <content>The cells as they were given, and what is wrong with them.</content>
internal sealed partial class RowCells
{
    /// <summary>An office program keeps as many digits of a number.</summary>
    private const double FirstInexact = 1e15;

    /// <summary>The text of a cell, or of the default; null where there is neither, and after a fault.</summary>
    private string? Given(ImportColumn column) => Read(column) is { } cell ? TextOf(column, cell) : null;

    /// <summary>The cell, or the default where it is blank; null when there is neither, and when it cannot be used.</summary>
    private Cell? Read(ImportColumn column)
    {
        var cell = fields.GetValueOrDefault(column.Field, Cell.Blank);
        if (cell is { Text.Length: 0, Kind: CellKind.Text } && Mappings.Default(reading.Kind, column.Field) is { } given)
        {
            reading.Tally.Known("default", column.Field, given);
            return new Cell(given, CellKind.Text);
        }

        switch (cell.Kind)
        {
            case CellKind.Error:
                Fault(column, ImportFaultCodes.ErrorValue);
                return null;
            case CellKind.FormulaWithoutValue:
                Fault(column, ImportFaultCodes.FormulaWithoutValue);
                return null;
            case CellKind.Merged:
                Fault(column, ImportFaultCodes.MergedCells);
                return null;
            case CellKind.TooLong:
                Add(column, ImportFaultCodes.CellTooLong, rejects: true);
                return null;
            case CellKind.Text when cell.Text.Length == 0:
                Missing(column);
                return null;
            default:
                return cell;
        }
    }

    private void Missing(ImportColumn column)
    {
        if (ImportColumns.Find(reading.Kind, column.Field) is { Required: true })
            Add(column, FieldCodes.Required, rejects: true);
    }

    /// <summary>The text of a cell; of a number its digits as they were typed. Null after a fault.</summary>
    private string? TextOf(ImportColumn column, Cell cell)
    {
        if (cell.Kind == CellKind.DateNumber && CellDays.TryRead(cell, reading.From1904, out var day, out _))
            return day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (cell.Kind is CellKind.Number or CellKind.DateNumber)
            return Digits(column, cell.Text);
        if (cell.Text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            Fault(column, ImportFaultCodes.BadEncoding, cell.Text, Doubt.Malformed);
            return null;
        }

        if (StorableText.Is(cell.Text))
            return cell.Text;
        Fault(column, FieldCodes.BadText, cell.Text, Doubt.Malformed);
        return null;
    }

    private string? Digits(ImportColumn column, string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            Fault(column, FieldCodes.WrongType);
            return null;
        }

        if (Math.Abs((double)number) < FirstInexact)
            return number.ToString("0.############", CultureInfo.InvariantCulture);
        Add(column, ImportFaultCodes.LostDigits, rejects: column.Side is null);
        return null;
    }

    private void NotMapped(ImportColumn column, CodeMap map, string text)
    {
        reading.Tally.Unknown(map.Target.Id, text);
        if (column.Side is { } side)
            unverified.Add(UnverifiedValue.Of(side, text, Doubt.NotInList));
        Add(column, ImportFaultCodes.NotMapped, rejects: column.Side is null, map.Allowed);
    }

    private void Fault(ImportColumn column, string code) => Add(column, code, rejects: column.Side is null);

    private void Fault(ImportColumn column, string code, string given, Doubt doubt)
    {
        if (column.Side is { } side)
            unverified.Add(UnverifiedValue.Of(side, given, doubt));
        Fault(column, code);
    }

    private void Add(ImportColumn column, string code, bool rejects, IReadOnlyList<string>? allowed = null)
    {
        IsSound &= !rejects;
        if (faults.Count == reading.Limits.FaultsOfRow)
            faults.Add(new ImportFault(row, null, ImportFaultCodes.MoreFaults) { Rejects = false });
        if (faults.Count > reading.Limits.FaultsOfRow)
            return;
        faults.Add(
            new ImportFault(row, column.Field, code)
            {
                Column = columnOf(column.Field),
                Rejects = rejects,
                Allowed = allowed ?? [],
            }
        );
    }

    private static bool IsOfExit(UnverifiedValue one) => one.Field.StartsWith(ImportColumns.OfExit, StringComparison.Ordinal);
}

/// <summary>Reads a number; on failure the fault is a code of <see cref="FieldCodes"/>.</summary>
internal delegate bool TryReadNumber<T>(string text, out T? value, out string fault)
    where T : class;

/// <summary>What is common to all rows of a file.</summary>
internal sealed record FileReading(FileKind Kind, ImportMappings Mappings, MappingTally Tally, ReadingLimits Limits)
{
    /// <summary>Whether numbers that are dates count from 1904.</summary>
    public bool From1904 { get; init; }
}
