namespace Grid.Mutants.Rules;

/// <summary>How files of earlier systems are read.</summary>
internal static class Files
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "workbook-bomb",
            "a part of a workbook that grows too much is not unpacked",
            "|| («entry.Length > limits.SmallPartBytes» && entry.Length / limits.UnpackedRatio",
            "false",
            "Api/WorkbookReadingTests/A_bomb*"
        ),
        Mutant.Code(
            "workbook-days-from-1904",
            "a workbook says from which day it counts",
            "var origin = «from1904» ? new DateOnly(1904, 1, 1)",
            "false",
            "Api/WorkbookReadingTests/Dates*"
        ),
        Mutant.Code(
            "workbook-merged-cells",
            "what a merged cell means for the rows below is not guessed",
            "if («(row, column) != (area.Top, area.Left)»)",
            "false",
            "Api/WorkbookReadingTests/Merged*"
        ),
        Mutant.Code(
            "numbers-that-lost-digits",
            "a number of more than 15 digits that a program took for an amount is not a number",
            "if («Math.Abs((double)number) < FirstInexact»)",
            "true",
            "Api/WorkbookReadingTests/Numbers*"
        ),
        Mutant.Code(
            "old-code-for-todays",
            "an old code that means something else today is not taken for today's",
            "if («!onlyMapped»)",
            "true",
            "Api/MappingTests/An_old_code*"
        ),
        Mutant.Code(
            "file-of-forbidden-exits",
            "79/2020 (四): a reason that may close nothing by itself is no exit",
            "reason is null && «!isHistory»)",
            "false",
            "Api/RowTests/A_code_that*"
        ),
        Mutant.Code(
            "preview-shows-names",
            "a preview shows nothing that may be a name or a number of a person",
            "«Code().IsMatch(value)» && unknown < MostUnknown",
            "true",
            "Api/MappingTests/The_preview*"
        ),
        Mutant.Code(
            "report-formula",
            "nothing in a report becomes a formula",
            "new() { Injection = «CsvInjection.Escape», WriteByteOrderMark = true }",
            "CsvInjection.None",
            "Api/ImportReportTests/Nothing*"
        ),
    ];
}
