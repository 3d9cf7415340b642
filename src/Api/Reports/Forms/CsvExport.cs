using System.Text;
using CsvHelper;
using Grid.Domain.Text;

namespace Grid.Api.Reports.Forms;

/// <summary>
/// The form as CSV: UTF-8 with its mark (so that office programs read the Chinese), one table, the head as its first rows.
/// </summary>
internal static class CsvExport
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>No typed text may become a formula in the program that opens the file.</summary>
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    public static byte[] Write(ReportForm form)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.UTF8.Preamble);
        using (var csv = CsvWriter.Create(bytes, Options, leaveOpen: true))
        {
            foreach (var column in form.Columns)
                csv.WriteField(column);
            csv.EndRecord();
            Line(csv, "meta/title", form.Title, "", "");
            foreach (var (key, label, value) in form.Head)
                Line(csv, key, label, "", value);
            foreach (var row in form.Rows)
                Line(csv, row);
            foreach (var (code, name, totals) in form.Children)
            {
                foreach (var (i, total) in totals.Index())
                    Line(csv, new FormRow($"children/{code}/{EnumName.Of(form.ChildMeasures[i])}", name, form.ChildColumns[i + 1], total));
            }
        }

        return bytes.ToArray();
    }

    private static void Line(CsvWriter csv, FormRow row)
    {
        if (row.Current is null)
        {
            Line(csv, row.Key, row.Item, row.By ?? "", row.Text ?? "");
            return;
        }

        csv.WriteField(row.Key);
        csv.WriteField(row.Item);
        csv.WriteField(row.By ?? "");
        foreach (var value in (decimal?[])[row.Current, row.LastMonth, row.Change, row.LastYear, row.ChangeYear])
            csv.WriteField(value, row.IsPercent ? "0.00" : "0");
        csv.EndRecord();
    }

    /// <summary>One whose figure is a word.</summary>
    private static void Line(CsvWriter csv, string key, string item, string by, string text)
    {
        foreach (var field in (string[])[key, item, by, text, "", "", "", ""])
            csv.WriteField(StorableText.Replace(field));
        csv.EndRecord();
    }
}
