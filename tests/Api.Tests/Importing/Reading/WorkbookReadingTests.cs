using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Rows;
using Grid.Domain.Codes;
using Grid.Testing;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>Workbooks: right ones, and what programs and people have made of them.</summary>
public sealed class WorkbookReadingTests
{
    private static readonly string[] Person = Files.Person(1);

    private static string Header => RawWorkbook.Row(Files.Header);

    /// <summary>The cells of a person with some replaced by their XML.</summary>
    private static string Row(params (int Column, string Xml)[] cells) =>
        $"<row>{string.Concat(Person.Select((text, i) => cells.FirstOrDefault(cell => cell.Column == i).Xml ?? RawWorkbook.Text(text)))}</row>";

    private static Task<List<ImportRow>> ReadAsync(params IEnumerable<string> rows) =>
        Files.ReadAsync(new RawWorkbook().Sheet($"<sheetData>{string.Concat(rows)}</sheetData>").Bytes());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_workbook_of_the_standard_library_is_read_from_a_network_and_from_a_file(bool canSeek)
    {
        using var bytes = new MemoryStream();
        Write(bytes, Enumerable.Range(1, 300).Select(Files.Person).Prepend(Files.Header));
        bytes.Position = 0;
        var rows = await Files.ReadAsync(canSeek ? bytes : Files.Stream(bytes.ToArray()), FileKind.Registrations);
        Assert.Empty(rows.Faults());
        Assert.Equal(300, rows.Count);
        Assert.Equal(
            Enumerable.Range(1, 300).Select(i => (i + 1, CitizenNumbers.Of(i), Files.Name(i))),
            rows.Select(row => (row.Row, ((RegistrationRow)row.Value!).Person.Number, ((RegistrationRow)row.Value!).Name.Value))
        );
        Assert.True(bytes.CanRead);
    }

    [Theory]
    [InlineData(false, 45726, 1)]
    [InlineData(false, 45726.75, 2)]
    [InlineData(false, 45726, 0)]
    [InlineData(true, 44264, 1)]
    [InlineData(false, 20250310, 0)]
    public async Task Dates_are_read_from_serial_numbers_of_both_systems(bool from1904, double serial, int style)
    {
        var workbook = new RawWorkbook { From1904 = from1904 }.Sheet(
            $"<sheetData>{Header}{Row((3, RawWorkbook.Number(serial, style)))}</sheetData>"
        );
        var rows = await Files.ReadAsync(workbook.Bytes());
        Assert.Empty(rows.Faults());
        Assert.Equal(new DateOnly(2025, 3, 10), ((RegistrationRow)rows[0].Value!).RegisteredOn);
    }

    [Theory]
    [InlineData(60, 1, "noSuchDay")]
    [InlineData(2025, 0, "badDay")]
    [InlineData(-1, 1, "badDay")]
    [InlineData(3000000, 1, "badDay")]
    public async Task A_serial_that_is_no_day_is_named(double serial, int style, string code) =>
        Assert.Equal([$"2:registeredOn:{code}"], (await ReadAsync(Header, Row((3, RawWorkbook.Number(serial, style))))).Faults());

    [Theory]
    [InlineData("3.69999199001011E+17")]
    [InlineData("369999199001010110")]
    [InlineData("369999197001010000")]
    public async Task Numbers_of_eighteen_digits_that_became_amounts_are_named(string value) =>
        Assert.Equal(["2:identityNumber:lostDigits"], (await ReadAsync(Header, Row((0, $"<c><v>{value}</v></c>")))).Faults());

    [Fact]
    public async Task Codes_may_be_numbers()
    {
        var rows = await ReadAsync(Header, Row((2, "<c><v>36010201</v></c>"), (4, "<c><v>21</v></c>"), (6, "<c><v>2.0</v></c>")));
        Assert.Empty(rows.Faults());
        var row = (RegistrationRow)rows[0].Value!;
        Assert.Equal(
            (Files.Office, UnemploymentReason.DismissedByEnterprise, PlaceGround.HabitualResidence),
            (row.Office, row.Reason, row.Ground)
        );
    }

    [Fact]
    public async Task Of_a_formula_the_result_is_read_and_without_one_it_is_named()
    {
        var rows = await ReadAsync(
            Header,
            Row((2, "<c t=\"str\"><f>VLOOKUP(A2,X:Y,2)</f><v>36010201</v></c>")),
            Row((2, "<c><f>VLOOKUP(A2,X:Y,2)</f></c>")),
            Row((2, "<c t=\"e\"><f>VLOOKUP(A2,X:Y,2)</f><v>#N/A</v></c>"))
        );
        Assert.Equal(["3:office:formulaWithoutValue", "4:office:errorValue"], rows.Faults());
        Assert.NotNull(rows[0].Value);
    }

    [Fact]
    public async Task Merged_cells_of_data_are_named_and_those_of_titles_are_not()
    {
        var sheet =
            $"<sheetData>{RawWorkbook.Row(["台账"])}{Header}{Row()}{Row((2, "<c/>"))}{Row()}</sheetData>"
            + "<mergeCells count=\"2\"><mergeCell ref=\"A1:G1\"/><mergeCell ref=\"C3:C4\"/></mergeCells>";
        var rows = await Files.ReadAsync(new RawWorkbook().Sheet(sheet).Bytes());
        Assert.Equal(["4:office:mergedCells"], rows.Faults());
        Assert.Equal([3, 4, 5], rows.Select(row => row.Row));
    }

    [Fact]
    public async Task The_visible_sheet_with_a_header_is_read()
    {
        var data = RawWorkbook.Data(Files.Header, Person);
        var notes = RawWorkbook.Data(["填写说明"], ["一", "二"]);
        var rows = await Files.ReadAsync(new RawWorkbook().Sheet(notes).Sheet(data, "hidden").Sheet(data).Sheet("<sheetData/>").Bytes());
        Assert.Empty(rows.Faults());
        Assert.Single(rows);

        Assert.Equal(["0::severalSheets"], (await Files.ReadAsync(new RawWorkbook().Sheet(data).Sheet(data).Bytes())).Faults());
        Assert.Equal(["0::onlyHiddenSheets"], (await Files.ReadAsync(new RawWorkbook().Sheet(data, "veryHidden").Bytes())).Faults());
        Assert.Equal(["0::noHeader"], (await Files.ReadAsync(new RawWorkbook().Sheet(notes).Sheet(data, "hidden").Bytes())).Faults());
        Assert.Equal(["0::emptyFile"], (await Files.ReadAsync(new RawWorkbook().Sheet("<sheetData/>").Bytes())).Faults());
    }

    [Fact]
    public async Task Texts_may_be_shared_in_runs_and_with_phonetic_marks()
    {
        var workbook = new RawWorkbook
        {
            SharedTexts =
                "<si><r><t>测试</t></r><r><rPr><b/></rPr><t>员</t></r><rPh sb=\"0\" eb=\"1\"><t>ce shi</t></rPh></si><si><t>a_x000A_b</t></si>",
        }.Sheet(
            $"<sheetData>{RawWorkbook.Row([.. Files.Header, "联系地址"])}{Row((1, "<c t=\"s\"><v>0</v></c>"), (6, RawWorkbook.Text("2") + "<c t=\"s\"><v>1</v></c>"))}</sheetData>"
        );
        var rows = await Files.ReadAsync(workbook.Bytes());
        Assert.Empty(rows.Faults());
        Assert.Equal("测试员", ((RegistrationRow)rows[0].Value!).Name.Value);
        Assert.Equal("a\nb", ((RegistrationRow)rows[0].Value!).Details.Address);
    }

    [Fact]
    public async Task Rows_and_cells_may_be_left_out_and_keep_their_numbers()
    {
        var cells = string.Concat(
            Person.Select((text, i) => RawWorkbook.Text(text).Replace("<c ", $"<c r=\"{(char)('A' + i)}7\" ", StringComparison.Ordinal))
        );
        var rows = await ReadAsync(Header, $"<row r=\"7\">{cells}<c r=\"ZZ7\" s=\"1\"/></row>", "<row r=\"9\"><c r=\"B9\" s=\"2\"/></row>");
        Assert.Empty(rows.Faults());
        Assert.Equal(7, Assert.Single(rows).Row);
    }

    [Theory]
    [InlineData("<row r=\"1\"/>")]
    [InlineData("<row r=\"x\"/>")]
    [InlineData("<row r=\"9999999\"/>")]
    [InlineData("<row><c r=\"B2\"/><c r=\"A2\"/></row>")]
    [InlineData("<row><c t=\"s\"><v>5</v></c></row>")]
    [InlineData("<row><c")]
    public async Task A_damaged_sheet_is_read_up_to_the_damage(string row)
    {
        var rows = await ReadAsync(Header, row);
        Assert.Equal("malformedWorkbook", Assert.Single(rows[^1].Faults).Code);
        Assert.True(rows[^1].EndsFile);
    }

    [Fact]
    public async Task A_row_with_a_million_cells_is_refused()
    {
        var rows = await ReadAsync(Header, $"<row>{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 16_000))}</row>", Row());
        Assert.Equal(["2::tooManyColumns"], rows.Faults());
        Assert.NotNull(rows[1].Value);
        rows = await ReadAsync(Header, $"<row>{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 1_000_000))}</row>", Row());
        Assert.Equal(["2::tooManyColumns"], rows.Faults());
    }

    [Fact]
    public async Task A_cell_of_megabytes_ends_the_reading()
    {
        var rows = await ReadAsync(Header, Row(), Row((1, RawWorkbook.Text(new string('字', 2_000_000)))));
        Assert.Equal(["3::recordTooLong"], rows.Faults());
        Assert.True(rows[^1].EndsFile);
    }

    [Fact]
    public async Task A_bomb_is_not_unpacked()
    {
        var workbook = new RawWorkbook().Sheet(RawWorkbook.Data(Files.Header, Person));
        workbook.More["xl/media/bomb.bin"] = new byte[64 * 1024 * 1024];
        var bytes = workbook.Bytes();
        Assert.True(bytes.Length < 200_000);
        Assert.Equal(["0::unpacksTooLarge"], (await Files.ReadAsync(bytes)).Faults());
    }

    [Fact]
    public async Task Many_small_bombs_are_one()
    {
        var limits = ReadingLimits.Default with { UnpackedBytes = 20 * 1024 * 1024 };
        var workbook = new RawWorkbook().Sheet(RawWorkbook.Data(Files.Header, Person));
        for (var i = 0; i < 30; i++)
            workbook.More[$"xl/media/{i}.bin"] = new byte[1024 * 1024];
        var bytes = workbook.Bytes();
        Assert.Equal(["0::unpacksTooLarge"], (await Files.ReadAsync(Files.Stream(bytes), FileKind.Registrations, limits: limits)).Faults());
        limits = ReadingLimits.Default with { Entries = 10 };
        Assert.Equal(["0::unpacksTooLarge"], (await Files.ReadAsync(Files.Stream(bytes), FileKind.Registrations, limits: limits)).Faults());
    }

    [Fact]
    public async Task A_directory_that_lies_about_a_size_unpacks_no_more_than_it_says()
    {
        var bytes = new RawWorkbook().Sheet(RawWorkbook.Data(Enumerable.Repeat(Person, 3000).Prepend(Files.Header))).Bytes();
        var name = Encoding.ASCII.GetBytes("xl/worksheets/sheet0.xml");
        var entry = bytes.AsSpan().LastIndexOf(name) - 46;
        BitConverter.TryWriteBytes(bytes.AsSpan(entry + 24), 5000);
        var rows = await Files.ReadAsync(bytes);
        Assert.InRange(rows.Count, 1, 20);
        Assert.Equal("malformedWorkbook", Assert.Single(rows[^1].Faults).Code);
    }

    [Fact]
    public async Task Shared_texts_are_held_up_to_a_limit()
    {
        var workbook = new RawWorkbook
        {
            SharedTexts = string.Concat(Enumerable.Range(0, 3000).Select(i => $"<si><t>{new string('字', 1000)}{i}</t></si>")),
        }.Sheet($"<sheetData>{Header}{Row((1, "<c t=\"s\"><v>0</v></c>"))}</sheetData>");
        var limits = ReadingLimits.Default with { SharedTextBytes = 6 * 1024 * 1024 };
        var rows = await Files.ReadAsync(Files.Stream(workbook.Bytes()), FileKind.Registrations, limits: limits);
        Assert.Equal("tooLarge", Assert.Single(rows[^1].Faults).Code);
        limits = limits with { SharedTextBytes = 16 * 1024 * 1024, SharedTexts = 2000 };
        rows = await Files.ReadAsync(Files.Stream(workbook.Bytes()), FileKind.Registrations, limits: limits);
        Assert.Equal("tooLarge", Assert.Single(rows[^1].Faults).Code);
    }

    [Fact]
    public async Task A_workbook_larger_than_is_held_is_refused()
    {
        var bytes = new RawWorkbook().Sheet(RawWorkbook.Data(Files.Header, Person)).Bytes();
        var limits = ReadingLimits.Default with { WorkbookBytes = bytes.Length - 1 };
        Assert.Equal(["0::tooLarge"], (await Files.ReadAsync(Files.Stream(bytes), FileKind.Registrations, limits: limits)).Faults());
        Assert.Equal(["0::tooLarge"], (await Files.ReadAsync(new MemoryStream(bytes), FileKind.Registrations, limits: limits)).Faults());
    }

    [Fact]
    public async Task An_entity_is_not_expanded()
    {
        var workbook = new RawWorkbook();
        workbook.Sheet($"<sheetData>{Header}<row><c t=\"inlineStr\"><is><t>&lol;</t></is></c></row></sheetData>");
        var rows = await Files.ReadAsync(workbook.Bytes());
        Assert.Equal("malformedWorkbook", Assert.Single(rows[^1].Faults).Code);
    }

    [Fact]
    public async Task Every_length_of_a_workbook_that_is_cut_off_is_named()
    {
        var bytes = new RawWorkbook().Sheet(RawWorkbook.Data(Files.Header, Person)).Bytes();
        for (var length = 4; length < bytes.Length; length += 37)
            Assert.Equal(["0::cutOff"], (await Files.ReadAsync(bytes[..length])).Faults());
    }

    [Fact]
    public async Task Other_archives_are_named()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("mimetype").Open();
            part.Write("application/vnd.oasis.opendocument.spreadsheet"u8);
        }

        Assert.Equal(["0::otherWorkbook"], (await Files.ReadAsync(bytes.ToArray())).Faults());
    }

    private static void Write(Stream stream, IEnumerable<string[]> rows)
    {
        using var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(
            new Sheets(
                new DocumentFormat.OpenXml.Spreadsheet.Sheet
                {
                    Id = "rId1",
                    Name = "台账",
                    SheetId = 1,
                }
            )
        );
        var texts = book.AddNewPart<SharedStringTablePart>();
        texts.SharedStringTable = new SharedStringTable();
        var data = new SheetData();
        var count = 0;
        foreach (var row in rows)
        {
            var cells = new Row();
            foreach (var text in row)
            {
                texts.SharedStringTable.Append(new SharedStringItem(new DocumentFormat.OpenXml.Spreadsheet.Text(text)));
                cells.Append(
                    new DocumentFormat.OpenXml.Spreadsheet.Cell { DataType = CellValues.SharedString, CellValue = new CellValue(count++) }
                );
            }

            data.Append(cells);
        }

        book.AddNewPart<WorksheetPart>("rId1").Worksheet = new Worksheet(data);
    }
}
