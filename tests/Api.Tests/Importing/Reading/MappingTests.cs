using System.Text;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.Importing.Reading.Rows;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>Mapping tables.</summary>
public sealed class MappingTests
{
    private const string Head = "\"id\":\"test\",\"version\":\"1\",\"zh\":\"测试\",\"en\":\"Test\"";

    private static async Task<List<ImportRow>> ReadAsync(string table, params string[][] rows) =>
        await Files.ReadAsync(Files.Csv(rows), mappings: Files.Mappings($"{{{Head},{table}}}"));

    private static string[] With(int column, string value)
    {
        var person = Files.Person(1);
        person[column] = value;
        return person;
    }

    [Fact]
    public void Every_table_that_ships_is_right() =>
        Assert.All(EmbeddedData.Under("import"), file => Assert.NotEmpty(Files.Mappings(file).Id));

    [Fact]
    public async Task An_old_code_that_means_something_else_today_is_not_taken_for_todays()
    {
        var old = Files.Mappings(EmbeddedData.Read("import/codes-2015.json"));
        var text = Files.Csv(Files.Header, With(4, "40"), With(4, "30"), With(4, "24"));
        var rows = await Files.ReadAsync(text, mappings: old);
        Assert.Equal(["4:reason:notMapped"], rows.Faults());
        Assert.Equal(UnemploymentReason.LandExpropriated, ((RegistrationRow)rows[0].Value!).Reason);
        Assert.Equal(UnemploymentReason.DismissedByPublicInstitution, ((RegistrationRow)rows[1].Value!).Reason);
        Assert.Equal(UnemploymentReason.LeftPublicWelfarePost, ((RegistrationRow)(await Files.ReadAsync(text))[0].Value!).Reason);
    }

    [Fact]
    public async Task Headers_defaults_offices_and_regions_are_mapped()
    {
        const string Table =
            "\"columns\":[{\"kind\":\"registrations\",\"field\":\"identityNumber\",\"headers\":[\"AAC147\"]}],\"ignore\":[\"随意\"],"
            + "\"defaults\":[{\"kind\":\"registrations\",\"field\":\"ground\",\"value\":\"1\",\"note\":\"旧系统只登记户籍地\"}],"
            + "\"offices\":[{\"from\":\"东湖所\",\"to\":\"36010201\"}],\"regions\":[{\"from\":\"360000\",\"to\":\"360102\"}]";
        var rows = await ReadAsync(
            Table,
            ["AAC147", "姓名", "经办机构", "登记日期", "失业原因", "失业日期", "随意", "户籍地区划"],
            [.. With(2, "东湖所")[..6], "?", "360000"]
        );
        Assert.Empty(rows.Faults());
        var row = (RegistrationRow)rows[0].Value!;
        Assert.Equal((PlaceGround.HouseholdRegistration, "36010201", "360102"), (row.Ground, row.Office, row.Details.HukouRegion));
    }

    [Fact]
    public async Task A_value_that_says_nothing_is_a_blank()
    {
        const string Table =
            "\"codes\":[{\"list\":\"sex\",\"entries\":[{\"from\":\"-\",\"to\":null}]},{\"list\":\"place-ground\",\"entries\":[{\"from\":\"-\",\"to\":null}]}]";
        var rows = await ReadAsync(Table, [.. Files.Header, "性别"], [.. Files.Person(1), "-"], [.. With(6, "-"), "1"]);
        Assert.Equal(["3:ground:required"], rows.Faults());
        Assert.Null(((RegistrationRow)rows[0].Value!).Sex);
    }

    [Fact]
    public async Task An_office_is_found_by_its_name_and_by_its_region_only_where_the_table_says_so()
    {
        var office = Files.Offices.Find(Files.Office)!;
        Assert.Equal(
            Files.Office,
            ((RegistrationRow)(await Files.ReadAsync(Files.Csv(Files.Header, With(2, office.Name))))[0].Value!).Office
        );
        Assert.Equal(["2:office:unknownOffice"], (await Files.ReadAsync(Files.Csv(Files.Header, With(2, "360102")))).Faults());
        var rows = await ReadAsync("\"regionMeansMainOffice\":true", Files.Header, With(2, "360102"), With(2, "360102000000"));
        Assert.All(rows, row => Assert.Equal(Files.Office, ((RegistrationRow)row.Value!).Office));
    }

    [Theory]
    [InlineData("\"codes\":[{\"list\":\"no-list\",\"entries\":[]}]", "codes[0].list")]
    [InlineData("\"codes\":[{\"list\":\"sex\",\"entries\":[{\"from\":\"m\",\"to\":\"7\"}]}]", "codes.sex[0].to")]
    [InlineData(
        "\"codes\":[{\"list\":\"sex\",\"entries\":[{\"from\":\"m\",\"to\":\"1\"},{\"from\":\"M \",\"to\":\"2\"}]}]",
        "codes.sex[1].from"
    )]
    [InlineData("\"columns\":[{\"kind\":\"exits\",\"field\":\"health\",\"headers\":[\"x\"]}]", "columns[0].field")]
    [InlineData("\"columns\":[{\"kind\":\"exits\",\"field\":\"name\",\"headers\":[\"退出日期\"]}]", "columns[0].headers")]
    [InlineData("\"ignore\":[\"姓名\"]", "ignore[0]")]
    [InlineData("\"defaults\":[{\"kind\":\"exits\",\"field\":\"exitBasis\",\"value\":\"1\",\"note\":\"\"}]", "defaults[0]")]
    [InlineData("\"offices\":[{\"from\":\"a\",\"to\":\"99999901\"}]", "offices[0].to")]
    [InlineData("\"regions\":[{\"from\":\"a\",\"to\":\"36\"}]", "regions[0].to")]
    [InlineData("\"unknown\":1", "unknown")]
    public void A_table_with_an_error_is_refused_and_the_place_is_named(string table, string place)
    {
        var error = Assert.Throws<DataFileException>(() => Files.Mappings($"{{{Head},{table}}}"));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_found_by_its_id_which_is_its_file_s_name()
    {
        var data = new Tables([new DataFile("import/other.json", Encoding.UTF8.GetBytes($"{{{Head}}}")), ImportMappings.Current]);
        Assert.Equal("current", ImportMappings.Find("current", data, Files.Today)!.Id);
        Assert.Null(ImportMappings.Find("test", data, Files.Today));
        Assert.Equal(["other", "current"], ImportMappings.All(data, Files.Today).Select(table => table.Id));
        Assert.Equal(["current"], ImportMappings.Usable(data, Files.Today));
        Assert.Contains("not the file's name", Assert.Single(ImportMappings.All(data, Files.Today)[0].Errors), StringComparison.Ordinal);
        var error = Assert.Throws<DataFileException>(() => ImportMappings.Find("other", data, Files.Today));
        Assert.Contains("not the file's name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_says_what_becomes_of_what_and_shows_no_person()
    {
        var text = Files.Csv(
            Files.Header,
            With(4, "企业破产倒闭"),
            With(4, "22"),
            With(4, " 22 "),
            With(4, "77"),
            With(4, "王小明"),
            With(4, "13800000000")
        );
        var file = new ImportFile(Files.Stream(text), FileKind.Registrations, Files.Current);
        await foreach (var _ in file.RowsAsync(TestContext.Current.CancellationToken)) { }

        Assert.Equal(
            [
                new MappedValue("unemployment-reason", null, null, 2, IsKnown: false),
                new MappedValue("unemployment-reason", "22", "22", 2, IsKnown: true),
                new MappedValue("unemployment-reason", "77", null, 1, IsKnown: false),
                new MappedValue("unemployment-reason", "企业破产倒闭", "22", 1, IsKnown: true),
            ],
            file.Mapped.Where(one => one.List == "unemployment-reason")
        );
        Assert.Contains(file.Mapped, one => one is { List: "office", To: Files.Office, Count: 6 });
    }

    private sealed class Tables(IReadOnlyList<DataFile> tables) : IReferenceData
    {
        public WorkingCalendars Calendars => throw new NotSupportedException();

        public RegionTree Regions => Files.Offices.Regions;

        public OfficeDirectory Offices => Files.Offices;

        public IReadOnlyList<DataFile> ImportTables => tables;
    }
}
