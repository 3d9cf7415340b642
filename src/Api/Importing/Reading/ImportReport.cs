using System.Globalization;
using CsvHelper;
using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Problems;

namespace Grid.Api.Importing.Reading;

/// <summary>
/// The report of an import as CSV: UTF-8 with its mark, so that office programs read the Chinese; one line for each fault, in the order in
/// which they are written. It holds no value of the file, and nothing in it becomes a formula. Not safe for several threads.
/// </summary>
internal sealed class ImportReport : IAsyncDisposable
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>For files that office programs open.</summary>
    internal static readonly CsvWriterOptions ForOfficePrograms = new() { Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    private readonly CsvWriter csv;
    private readonly FileKind kind;
    private readonly Language language;

    private ImportReport(Stream stream, FileKind kind, Language language)
    {
        csv = CsvWriter.Create(stream, ForOfficePrograms, leaveOpen: true);
        (this.kind, this.language) = (kind, language);
    }

    /// <summary>Begins a report with its header. The stream stays open.</summary>
    public static async Task<ImportReport> BeginAsync(Stream stream, FileKind kind, Language language, CancellationToken cancellation)
    {
        var report = new ImportReport(stream, kind, language);
        await report.csv.WriteRecordAsync(
            language == Language.English
                ? ["Row", "Column", "Field", "Header", "Effect", "Code", "Text"]
                : ["行号", "列", "字段", "列名", "结果", "代码", "说明"],
            cancellation
        );
        return report;
    }

    public ValueTask WriteAsync(ImportFault fault, CancellationToken cancellation) =>
        WriteAsync(fault.Row, fault.Column, fault.Field, fault.Rejects, fault.Code, fault.Text(language), cancellation);

    /// <summary>A line for what was found after the file was read, such as a refusal of the rules.</summary>
    /// <param name="row">0 for the file as a whole.</param>
    /// <param name="column">The column's name in the file, where it is known.</param>
    /// <param name="field">The name of an <see cref="ImportColumn"/>, or of a field of the register's own request.</param>
    /// <param name="rejects">False for what is only to be looked at.</param>
    /// <param name="code">Why, for programs.</param>
    /// <param name="text">The same in the report's language; nothing personal.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public ValueTask WriteAsync(
        int row,
        string? column,
        string? field,
        bool rejects,
        string code,
        string text,
        CancellationToken cancellation
    ) =>
        csv.WriteRecordAsync(
            [
                row == 0 ? "" : row.ToString(CultureInfo.InvariantCulture),
                column ?? "",
                field ?? "",
                field is not null && ImportColumns.Find(kind, field) is { } known ? Header(known) : "",
                Effect(rejects),
                code,
                text,
            ],
            cancellation
        );

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    private string Header(ImportColumn column) => language == Language.English ? column.En : column.Zh;

    private string Effect(bool rejects) =>
        (rejects, language) switch
        {
            (true, Language.English) => "Rejected",
            (false, Language.English) => "Note",
            (true, _) => "不导入",
            _ => "提示",
        };
}
