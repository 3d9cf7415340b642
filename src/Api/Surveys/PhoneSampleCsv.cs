using System.Globalization;
using System.Text;
using CsvHelper;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Surveys;

/// <summary>
/// The sample as a table: UTF-8 with its mark, so that office programs read the Chinese. Numbers are in groups separated by blanks:
/// an office program takes digits alone for an amount and keeps 15 of them, and a leading + for a formula. The register reads them back as
/// they are here.
/// </summary>
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
            Line(
                csv,
                language == Language.Chinese
                    ? ["失业登记号", sample.Event == "exited" ? "退出日期" : "登记日期", "经办机构", "机构名称", "姓名(脱敏)", "电话"]
                    :
                    [
                        "Registration",
                        sample.Event == "exited" ? "Exit on" : "Registered on",
                        "Office",
                        "Office's name",
                        "Name, masked",
                        "Telephone",
                    ]
            );
            foreach (var item in sample.Items)
            {
                Line(
                    csv,
                    [
                        Registration(item.RegistrationNumber),
                        item.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        item.Office,
                        item.OfficeName ?? "",
                        item.Name,
                        Telephone(item.Telephone),
                    ]
                );
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Region, month, serial and check digit: <c>360102 202611 0000042 7</c>.</summary>
    private static string Registration(string number) =>
        number.Length == 20 ? $"{number[..6]} {number[6..12]} {number[12..19]} {number[19..]}" : number;

    /// <summary><c>138 0013 8000</c>; a number abroad as it is dialled in China, <c>00852 9000 0000</c>; a landline has its dash.</summary>
    private static string Telephone(string number) =>
        number.StartsWith('+') ? $"00{Grouped(number[1..])}"
        : number.Contains('-', StringComparison.Ordinal) ? number
        : Grouped(number);

    /// <summary>Groups of four from the end; the first has three or more digits.</summary>
    private static string Grouped(string digits)
    {
        var text = digits;
        for (var end = digits.Length - 4; end >= 3; end -= 4)
            text = text.Insert(end, " ");
        return text;
    }

    private static void Line(CsvWriter csv, string[] fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.EndRecord();
    }
}

/// <summary>One person of the sample: what a caller needs to reach the right person, and no more.</summary>
/// <param name="RegistrationNumber">The case, by which an answer is brought back.</param>
/// <param name="On">The day of registration or exit.</param>
/// <param name="Name">The first character, the others masked.</param>
/// <param name="Telephone">In full.</param>
public sealed record PhoneSampleLine(
    string RegistrationNumber,
    DateOnly On,
    string Office,
    string? OfficeName,
    string Name,
    string Telephone
)
{
    internal static PhoneSampleLine Of(SampledPerson person, OfficeDirectory offices) =>
        new(person.Number.Value, person.On, person.Office, offices.Find(person.Office)?.Name, person.Name.Masked, person.Telephone.Value);
}

/// <summary>A sample.</summary>
/// <param name="Of">How many could have been drawn.</param>
/// <param name="Items">In the order of the draw: by SHA-256 of seed, colon and the person's identifier. A shorter sample is the beginning
/// of a longer one.</param>
public sealed record PhoneSampleView(
    string Region,
    string RegionName,
    [NamesOf<PhoneSampleEvent>] string Event,
    DateOnly From,
    DateOnly To,
    int Seed,
    DateTimeOffset AsOf,
    long Of,
    IReadOnlyList<PhoneSampleLine> Items
)
{
    /// <summary>The survey that it was drawn for, to which the answers go; absent where none was named.</summary>
    public string? Survey { get; init; }
}
