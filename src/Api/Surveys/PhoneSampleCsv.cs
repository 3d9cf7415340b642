using System.Globalization;
using System.Text;
using CsvHelper;
using Grid.Api.Problems;

namespace Grid.Api.Surveys;

/// <summary>The sample as a table: UTF-8 with its mark, so that office programs read the Chinese.</summary>
internal static class PhoneSampleCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    public static byte[] Write(PhoneSampleView sample, Language language)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.UTF8.Preamble);
        using (var csv = CsvWriter.Create(bytes, Options, leaveOpen: true))
        {
            Line(csv, language == Language.Chinese
                ? ["失业登记号", sample.Event == "exited" ? "退出日期" : "登记日期", "经办机构", "机构名称", "姓名(脱敏)", "电话"]
                : ["Registration", sample.Event == "exited" ? "Exit on" : "Registered on", "Office", "Office's name", "Name, masked", "Telephone"]);
            foreach (var item in sample.Items)
                Line(csv, [item.RegistrationNumber, item.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), item.Office, item.OfficeName ?? "", item.Name, item.Telephone]);
        }

        return bytes.ToArray();
    }

    private static void Line(CsvWriter csv, string[] fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.EndRecord();
    }
}
