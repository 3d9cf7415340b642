using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;

namespace Grid.Api.Importing.Reading.Formats;

/// <summary>
/// The rows of a CSV file, whatever its separator (comma, semicolon, tab, bar) and line ends. One row is in memory at a time.
/// </summary>
internal static partial class CsvTable
{
    /// <exception cref="UnreadableFileException">A row is longer than <see cref="ReadingLimits.RecordBytes"/>.</exception>
    public static async IAsyncEnumerable<TableRow> ReadAsync(
        Stream stream,
        Encoding encoding,
        ReadingLimits limits,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // By the number of the record: the reader may report one before it is returned.
        var faults = new Dictionary<long, string>();
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            SkipEmptyLines = false,
            DetectSeparatorHint = true,
            MaxRecordSize = limits.RecordBytes,
            OnMalformedRecord = record =>
            {
                if (FaultOf(record) is { } fault)
                    faults[record.RecordNumber] = fault;
            },
            Encoding = encoding,
            IncludeValuesInExceptions = false,
        };
        await using var reader = CsvReader.Create(stream, options, leaveOpen: true);
        var number = 0;
        while (await NextAsync(reader, number, cancellation))
        {
            number++;
            faults.Remove(number, out var fault);
            yield return reader.FieldCount > limits.Columns
                ? new TableRow(number, []) { Fault = ImportFaultCodes.TooManyColumns }
                : new TableRow(number, Cells(reader, limits)) { Fault = fault };
        }
    }

    private static async ValueTask<bool> NextAsync(CsvReader reader, int number, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (CsvFormatException)
        {
            // The only one: malformed quotes are reported and recovered.
            throw new UnreadableFileException(ImportFaultCodes.RecordTooLong, number + 1);
        }
    }

    private static Cell[] Cells(CsvReader reader, ReadingLimits limits)
    {
        var cells = new Cell[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            // A character has at most three bytes for each UTF-16 unit.
            cells[i] =
                reader.GetSpan(i).Length > 3 * limits.CellCharacters
                    ? new Cell("", CellKind.TooLong)
                    : TypedCell.OfText(reader.GetString(i), limits);
        }

        return cells;
    }

    /// <summary>Null where the only quotes in unquoted cells are those of <c>="00123"</c>, which <see cref="TypedCell"/> takes off.</summary>
    private static string? FaultOf(CsvMalformedRecord record) =>
        record.Reason switch
        {
            CsvMalformedReason.UnterminatedQuote => ImportFaultCodes.UnclosedQuote,
            CsvMalformedReason.StrayQuote when !Protected().Replace(record.RawRecord, "").Contains('"', StringComparison.Ordinal) => null,
            _ => ImportFaultCodes.StrayQuote,
        };

    [GeneratedRegex("=\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Protected();
}

/// <summary>What people and programs write into cells of text so that an office program keeps it as it is.</summary>
internal static class TypedCell
{
    /// <summary>
    /// The text without blanks and tabs at its ends, and out of <c>="00123"</c>, in which exports wrap numbers. An apostrophe before a
    /// digit, or before a character that begins a formula, is how a text is marked, also in the register's own exports.
    /// </summary>
    public static Cell OfText(string given, ReadingLimits limits)
    {
        var text = given.Trim();
        if (text.Length > limits.CellCharacters)
            return new Cell("", CellKind.TooLong);
        if (text is ['=', '"', .., '"'] && !text.AsSpan(2, text.Length - 3).Contains('"'))
            return new Cell(text[2..^1].Trim(), CellKind.Text);
        if (text is ['=', _, ..])
            return new Cell(text, CellKind.FormulaWithoutValue);
        return new Cell(text is ['\'', '=' or '+' or '-' or '@' or (>= '0' and <= '9'), ..] ? text[1..] : text, CellKind.Text);
    }
}
