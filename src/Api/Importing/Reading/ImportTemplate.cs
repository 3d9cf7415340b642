using CsvHelper;
using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Problems;

namespace Grid.Api.Importing.Reading;

/// <summary>An empty table of a kind, for those who fill one in: CSV in UTF-8 with its mark, the header alone.</summary>
internal static class ImportTemplate
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true };

    /// <summary>Required columns have a star, which a header may have.</summary>
    public static byte[] Write(FileKind kind, Language language)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, Options, leaveOpen: true))
            csv.WriteRecord([.. ImportColumns.Of(kind).Select(column => Header(column, language))]);
        return bytes.ToArray();
    }

    private static string Header(ImportColumn column, Language language) =>
        (column.Required ? "*" : "") + (language == Language.English ? column.En : column.Zh);
}
