using System.Text;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Formats;
using Grid.Api.Importing.Reading.Rows;
using Grid.Domain.Codes;
using Grid.Testing;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>Files of text, however they are written.</summary>
public sealed class CsvReadingTests
{
    private static readonly string Two = Files.Csv(Files.Header, Files.Person(1), Files.Person(2));

    public static TheoryData<string> Encodings =>
        ["utf-8", "utf-8-bom", "gb18030", "utf-16", "utf-16-bom", "utf-16BE", "utf-16BE-bom", "utf-32-bom"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Every_encoding_in_use_is_read(string name)
    {
        var rows = await Files.ReadAsync(Encoded(Two, name));
        Assert.Empty(rows.Faults());
        Assert.Equal([Files.Name(1), Files.Name(2)], rows.Select(row => ((RegistrationRow)row.Value!).Name.Value));
    }

    [Fact]
    public async Task A_row_is_read_to_its_types()
    {
        var row = Assert.IsType<RegistrationRow>((await Files.ReadAsync(Two))[0].Value);
        Assert.Equal(CitizenNumbers.Of(1), row.Person.Number);
        Assert.Equal(Files.Office, row.Office);
        Assert.Equal(new DateOnly(2025, 3, 10), row.RegisteredOn);
        Assert.Equal(UnemploymentReason.DismissedByEnterprise, row.Reason);
        Assert.Equal(PlaceGround.HabitualResidence, row.Ground);
        Assert.Null(row.Exit);
    }

    [Fact]
    public async Task Line_ends_may_be_mixed_and_blank_rows_are_counted()
    {
        var lines = Two.Split("\r\n");
        var rows = await Files.ReadAsync($"{lines[0]}\r\n{lines[1]}\n\n,,,,,,\r{lines[2]}");
        Assert.Empty(rows.Faults());
        Assert.Equal([2, 5], rows.Select(row => row.Row));
    }

    [Fact]
    public async Task A_line_break_within_a_cell_does_not_shift_the_numbers_of_rows()
    {
        string[] header = [.. Files.Header, "联系地址"];
        var rows = await Files.ReadAsync(Files.Csv(header, [.. Files.Person(1), "一号\r\n二号"], [.. Files.Person(2), "三号"]));
        Assert.Empty(rows.Faults());
        Assert.Equal([2, 3], rows.Select(row => row.Row));
        Assert.Equal("一号\r\n二号", ((RegistrationRow)rows[0].Value!).Details.Address);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task The_separator_is_found(char separator)
    {
        var rows = await Files.ReadAsync(Two.Replace(',', separator));
        Assert.Empty(rows.Faults());
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public async Task Zero_bytes_are_named_where_they_are()
    {
        var rows = await Files.ReadAsync(Two.Replace(Files.Name(2), Files.Name(2) + "\0", StringComparison.Ordinal));
        Assert.Equal(["3:name:badText"], rows.Faults());
    }

    [Fact]
    public async Task Bytes_that_are_not_of_the_encoding_are_named_where_they_are()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Two), .. Encoding.UTF8.GetBytes(Files.Csv(Files.Person(3)))];
        bytes[Array.LastIndexOf(bytes, (byte)',') - 1] = 0xFF;
        Assert.Equal(["4:unemployedOn:badEncoding"], (await Files.ReadAsync(bytes)).Faults());
    }

    [Fact]
    public async Task An_encoding_that_changes_far_behind_is_named_and_not_guessed()
    {
        string[] header = ["identityNumber", "contactedOn", "contactChannel", "contactOutcome", "note"];
        var text = new StringBuilder(Files.Csv(header));
        for (var i = 0; text.Length < FileNature.HeadBytes + 1000; i++)
            text.Append(Files.Csv([CitizenNumbers.Of(i).Value, "2026-01-05", "1", "1", "ok"]));
        byte[] bytes =
        [
            .. Encoding.ASCII.GetBytes(text.ToString()),
            .. Encoded(Files.Csv([CitizenNumbers.Of(1).Value, "2026-01-05", "1", "1", "已就业"]), "gb18030"),
        ];
        var rows = await Files.ReadAsync(bytes, FileKind.FollowUps);
        var last = Assert.Single(rows, row => row.Faults.Count > 0);
        Assert.Equal("badEncoding", Assert.Single(last.Faults).Code);
    }

    [Fact]
    public async Task A_million_columns_are_refused_and_the_next_row_is_read()
    {
        var rows = await Files.ReadAsync(Files.Csv(Files.Header) + new string(',', 900_000) + "\r\n" + Files.Csv(Files.Person(2)));
        Assert.Equal(["2::tooManyColumns"], rows.Faults());
        Assert.NotNull(rows[1].Value);
        Assert.Equal(["1::tooManyColumns"], (await Files.ReadAsync(new string(',', 900_000) + "\r\n" + Two)).Faults());
    }

    [Fact]
    public async Task A_cell_of_ten_megabytes_ends_the_reading()
    {
        var rows = await Files.ReadAsync(Files.Csv(Files.Header, Files.Person(1)) + new string('字', 10_000_000) + "\r\n" + Two);
        Assert.Equal(["3::recordTooLong"], rows.Faults());
        Assert.True(rows[^1].EndsFile);
        Assert.NotNull(rows[0].Value);
    }

    [Fact]
    public async Task A_long_cell_rejects_its_row()
    {
        string[] header = [.. Files.Header, "联系地址"];
        var rows = await Files.ReadAsync(Files.Csv(header, [.. Files.Person(1), new string('路', 5000)], [.. Files.Person(2), "三号"]));
        Assert.Equal(["2:address:cellTooLong"], rows.Faults());
        Assert.Null(rows[0].Value);
        Assert.NotNull(rows[1].Value);
    }

    [Fact]
    public async Task A_file_that_ends_within_quotes_says_so()
    {
        var rows = await Files.ReadAsync(Two + "\"3699");
        Assert.Equal(["4::unclosedQuote"], rows.Faults());
    }

    [Theory]
    [InlineData("1,2,3", "cellCount")]
    [InlineData("a,b,c,d,e,f,g,h", "cellCount")]
    [InlineData("\"a\"b,b,c,d,e,f,g", "strayQuote")]
    public async Task A_row_of_another_shape_is_rejected(string line, string code)
    {
        var rows = await Files.ReadAsync($"{Files.Csv(Files.Header)}{line}\r\n{Files.Csv(Files.Person(1))}");
        Assert.Contains($"2::{code}", rows.Faults());
        Assert.Null(rows[0].Value);
        Assert.NotNull(rows[1].Value);
    }

    [Fact]
    public async Task Numbers_that_exports_protect_are_read()
    {
        string[] person = Files.Person(1);
        var line = $"=\"{person[0]}\",{person[1]},\t{person[2]}\t,'{person[3]},{person[4]},{person[5]},{person[6]}";
        var rows = await Files.ReadAsync($"{Files.Csv(Files.Header)}{line}\r\n");
        Assert.Empty(rows.Faults());
        Assert.Equal(CitizenNumbers.Of(1), ((RegistrationRow)rows[0].Value!).Person.Number);
    }

    [Fact]
    public async Task A_formula_in_a_text_file_is_never_a_value()
    {
        string[] header = [.. Files.Header, "联系地址"];
        var rows = await Files.ReadAsync(Files.Csv(header, [.. Files.Person(1), "=cmd|' /C calc'!A0"]));
        Assert.Equal(["2:address:formulaWithoutValue"], rows.Faults());
        Assert.Null(((RegistrationRow)rows[0].Value!).Details.Address);
    }

    [Theory]
    [InlineData("3.69999E+17")]
    [InlineData("369999197001010000")]
    [InlineData("3.69999197001010E+17")]
    public async Task Numbers_that_an_office_program_cut_are_named(string number)
    {
        string[] person = Files.Person(1);
        person[0] = number;
        Assert.Equal(["2:identityNumber:lostDigits"], (await Files.ReadAsync(Files.Csv(Files.Header, person))).Faults());
    }

    [Fact]
    public async Task A_wrong_number_has_the_domain_s_reason()
    {
        string[] person = Files.Person(1);
        person[0] = person[0][..17] + (person[0][17] == '1' ? '2' : '1');
        Assert.Equal(["2:identityNumber:badCheckDigit"], (await Files.ReadAsync(Files.Csv(Files.Header, person))).Faults());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n\r\n")]
    public async Task An_empty_file_says_so(string text) => Assert.Equal(["0::emptyFile"], (await Files.ReadAsync(text)).Faults());

    internal static byte[] Encoded(string text, string name)
    {
        var encoding = name switch
        {
            "gb18030" => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!,
            _ => Encoding.GetEncoding(name.Replace("-bom", "", StringComparison.Ordinal)),
        };
        return name.EndsWith("-bom", StringComparison.Ordinal)
            ? [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]
            : encoding.GetBytes(text);
    }
}
