using System.Text.RegularExpressions;
using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Importing.Reading.Formats;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.Problems;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Importing.Reading.Rows;

/// <summary>
/// The cells of one row by their fields, each read to its type. What cannot be read becomes a fault; of optional side data the row keeps
/// the value as it was given.
/// </summary>
/// <param name="row">As <see cref="ImportRow.Row"/>.</param>
/// <param name="fields">The cells of the columns that the file has.</param>
/// <param name="columnOf">The name of the column of a field, where the file is a table.</param>
/// <param name="reading">What is common to all rows of the file.</param>
internal sealed partial class RowCells(
    int row,
    IReadOnlyDictionary<string, Cell> fields,
    Func<string, string?> columnOf,
    FileReading reading
)
{
    private readonly List<ImportFault> faults = [];
    private readonly List<UnverifiedValue> unverified = [];

    public IReadOnlyList<ImportFault> Faults => faults;

    /// <summary>Side data that were not understood, as given, but those of the exit.</summary>
    public IReadOnlyList<UnverifiedValue> Unverified => [.. unverified.Where(one => !IsOfExit(one))];

    /// <summary>Those of the exit, by the paths within it.</summary>
    public IReadOnlyList<UnverifiedValue> UnverifiedOfExit =>
        [.. unverified.Where(IsOfExit).Select(one => one with { Field = one.Field[ImportColumns.OfExit.Length..] })];

    /// <summary>False once anything was wrong for which the row is rejected.</summary>
    public bool IsSound { get; private set; } = true;

    private ImportMappings Mappings => reading.Mappings;

    /// <summary>Whether the row has a value for this column; a default counts.</summary>
    public bool Has(ImportColumn column) =>
        !fields.GetValueOrDefault(column.Field, Cell.Blank).IsBlank || Mappings.Default(reading.Kind, column.Field) is not null;

    /// <summary>A text of one line or several; longer than the limit it is kept whole beside its field.</summary>
    public string? Text(ImportColumn column, int limit = FieldLimits.Line)
    {
        if (Given(column) is not { } text)
            return null;
        if (text.Length <= limit)
            return text;
        Fault(column, FieldCodes.TooLong, text, Doubt.TooLong);
        return column.Side is null ? null : StorableText.Cut(text, limit);
    }

    /// <summary>A value that is typed as a number or a code, such as an identity number, read by its own rule.</summary>
    public T? Number<T>(ImportColumn column, TryReadNumber<T> read, bool isLong = false)
        where T : class
    {
        if (Given(column) is not { } text)
            return null;
        if (Scientific().IsMatch(text))
        {
            Fault(column, ImportFaultCodes.LostDigits);
            return null;
        }

        if (read(text, out var value, out var fault))
            return value;

        // The last three of eighteen digits became zeros and the file was saved again.
        var isCut = isLong && text.Length >= 18 && text.EndsWith("000", StringComparison.Ordinal) && text.All(char.IsAsciiDigit);
        Fault(column, isCut ? ImportFaultCodes.LostDigits : fault, text, Doubt.Malformed);
        return null;
    }

    public DateOnly? Day(ImportColumn column) => DayAndTime(column)?.Day;

    public DayAndTime? DayAndTime(ImportColumn column)
    {
        if (Read(column) is not { } cell)
            return null;
        if (CellDays.TryRead(cell, reading.From1904, out var value, out var fault))
            return value;
        Fault(
            column,
            cell.Text.Contains('\uFFFD', StringComparison.Ordinal) ? ImportFaultCodes.BadEncoding : fault,
            cell.Text,
            Doubt.Malformed
        );
        return null;
    }

    /// <summary>A code of a list; null also for a value that says nothing.</summary>
    public string? Code(ImportColumn column, string list)
    {
        if (Given(column) is not { } text)
            return null;
        var map = Mappings.Codes(list);
        if (!map.TryMap(text, out var code))
        {
            NotMapped(column, map, text);
            return null;
        }

        reading.Tally.Known(list, text, code);
        if (code is null)
            Missing(column);
        return code;
    }

    /// <summary>Several codes of a list in one cell.</summary>
    public IReadOnlyList<string> Codes(ImportColumn column, string list)
    {
        if (Given(column) is not { } text)
            return [];
        var map = Mappings.Codes(list);
        var codes = new List<string>();
        var unknown = new List<string>();
        foreach (var one in Separators().Split(text).Where(part => !string.IsNullOrWhiteSpace(part)))
        {
            if (!map.TryMap(one, out var code))
            {
                unknown.Add(one);
                continue;
            }

            reading.Tally.Known(list, one, code);
            if (code is not null && !codes.Contains(code))
                codes.Add(code);
        }

        if (unknown.Count > 0)
            NotMapped(column, map, string.Join(',', unknown));
        return codes;
    }

    /// <summary>A code of a list as the member of an enumeration whose values are the codes.</summary>
    public T? Member<T>(ImportColumn column, string list)
        where T : struct, Enum
    {
        if (Code(column, list) is not { } code)
            return null;
        if (Enum.TryParse<T>(code, out var member) && Enum.IsDefined(member))
            return member;
        Fault(column, ImportFaultCodes.NotMapped);
        return null;
    }

    /// <summary>Yes or no; null when nothing is given.</summary>
    public bool? Flag(ImportColumn column)
    {
        if (Given(column) is not { } text)
            return null;
        switch (ValueText.Of(text))
        {
            case "是" or "1" or "true" or "yes" or "y" or "有":
                return true;
            case "否" or "0" or "false" or "no" or "n" or "无" or "2":
                return false;
            default:
                Fault(column, ImportFaultCodes.BadFlag, text, Doubt.Malformed);
                return null;
        }
    }

    /// <summary>The office as the file means it, and the one that has its cases today.</summary>
    public (Office Given, Office Today)? Office(ImportColumn column)
    {
        if (Given(column) is not { } text)
            return null;
        if (Mappings.Offices.Find(text, out var fault) is not { } office)
        {
            reading.Tally.Unknown("office", text);
            Fault(column, fault);
            return null;
        }

        if (Mappings.Offices.Today(office) is not { } today)
        {
            Fault(column, ImportFaultCodes.OfficeEnded);
            return null;
        }

        reading.Tally.Known("office", text, today.Code.Value);
        return (office, today);
    }

    /// <summary>A region code of today.</summary>
    public string? Region(ImportColumn column)
    {
        if (Given(column) is not { } text)
            return null;
        if (Mappings.Regions.TryMap(text, out var code))
        {
            if (code != text)
                reading.Tally.Known("region", text, code);
            return code;
        }

        reading.Tally.Unknown("region", text);
        Fault(column, FieldCodes.BadCode, text, Doubt.Malformed);
        return null;
    }

    /// <summary>Something that a rule about several cells finds.</summary>
    public void Wrong(ImportColumn column, string code) => Fault(column, code);

    /// <summary>3.69999E+17</summary>
    [GeneratedRegex("^[0-9](\\.[0-9]+)?[eE]\\+?[0-9]{1,2}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Scientific();

    [GeneratedRegex(@"[,;、/|\s\uFF0C\uFF1B]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
