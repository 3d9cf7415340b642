using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Grid.Domain.Text;

namespace Grid.Api.Reports.Forms;

/// <summary>The form as CSV: UTF-8 with its mark (so that office programs read the Chinese), one table, the head as its first rows.</summary>
internal static class CsvExport
{
    public const string ContentType = "text/csv; charset=utf-8";

    public static byte[] Write(ReportForm form)
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            Line(csv, form.Columns);
            Line(csv, ["meta/title", form.Title, "", "", "", "", "", ""]);
            foreach (var (key, label, value) in form.Head)
                Line(csv, [key, label, "", Safe(value), "", "", "", ""]);
            foreach (var row in form.Rows)
            {
                Line(csv, [
                    row.Key, row.Item, row.By ?? "", row.Current is null ? Safe(row.Text ?? "") : Number(row, row.Current),
                    Number(row, row.LastMonth), Number(row, row.Change), Number(row, row.LastYear), Number(row, row.ChangeYear)]);
            }

            foreach (var (code, name, totals) in form.Children)
            {
                foreach (var (i, total) in totals.Index())
                    Line(csv, [$"children/{code}/{EnumName.Of(form.ChildMeasures[i])}", name, form.ChildColumns[i + 1], total.ToString(CultureInfo.InvariantCulture), "", "", "", ""]);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>No text that somebody typed may become a formula of the program that opens the file.</summary>
    internal static string Safe(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    internal static string Number(FormRow row, decimal? value) =>
        value?.ToString(row.IsPercent ? "0.00" : "0", CultureInfo.InvariantCulture) ?? "";

    private static void Line(CsvWriter csv, IReadOnlyList<string> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.NextRecord();
    }
}
