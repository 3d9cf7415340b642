using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Columns;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>Headers: which column is what.</summary>
public sealed class HeaderTests
{
    [Fact]
    public async Task Headers_may_be_Chinese_English_or_field_names_with_stars_and_hints()
    {
        string[] header = ["*证件号码", "Name", "office", "登记日期(yyyy-mm-dd)", "失业原因【必填】", "Unemployed since", "登记地依据:"];
        Assert.Empty((await Files.ReadAsync(Files.Csv(header, Files.Person(1)))).Faults());
    }

    [Fact]
    public async Task Titles_above_the_header_are_passed_over()
    {
        var rows = await Files.ReadAsync(Files.Csv(["东湖区失业人员台账"], [], ["填报单位:测试"], Files.Header, Files.Person(1)));
        Assert.Empty(rows.Faults());
        Assert.Equal(5, rows[0].Row);
    }

    [Fact]
    public async Task A_header_in_both_languages_is_one_header()
    {
        string[] english =
        [
            "Identity number",
            "Name",
            "Office",
            "Registered on",
            "Reason of unemployment",
            "Unemployed since",
            "Ground of the place",
        ];
        var rows = await Files.ReadAsync(Files.Csv(Files.Header, english, Files.Person(1)));
        Assert.Empty(rows.Faults());
        Assert.Equal(3, Assert.Single(rows).Row);
    }

    [Fact]
    public async Task Two_rows_of_header_are_named()
    {
        string[] groups = ["证件号码", "姓名", "登记信息", "", "", "", ""];
        var rows = await Files.ReadAsync(Files.Csv(groups, ["", "", .. Files.Header[2..]], Files.Person(1)));
        Assert.Equal(["1::twoHeaderRows"], rows.Faults());
        Assert.True(rows[0].EndsFile);
    }

    [Fact]
    public async Task Repeated_unknown_and_missing_headers_are_named_at_once_with_their_columns()
    {
        string[] header = ["证件号码", "姓名", "身份证号", "张三丰的列", "登记日期", "失业原因", "失业日期"];
        var row = Assert.Single(await Files.ReadAsync(Files.Csv(header, Files.Person(1))));
        Assert.Equal(
            [
                ("identityNumber", "C", "repeatedHeader"),
                (null, "D", "unknownHeader"),
                ("office", null, "missingHeader"),
                ("ground", null, "missingHeader"),
            ],
            row.Faults.Select(fault => (fault.Field, fault.Column, fault.Code))
        );
    }

    [Fact]
    public async Task A_file_without_a_header_is_not_taken_for_one()
    {
        var rows = await Files.ReadAsync(Files.Csv(Enumerable.Range(1, 50).Select(Files.Person)));
        Assert.Equal(["0::noHeader"], rows.Faults());
        Assert.Equal(["0::noHeader"], (await Files.ReadAsync(Files.Csv(Files.Person(1)))).Faults());
    }

    [Fact]
    public async Task A_header_alone_is_no_fault_and_has_no_rows() => Assert.Empty(await Files.ReadAsync(Files.Csv(Files.Header)));

    [Fact]
    public async Task Columns_that_the_mapping_ignores_are_ignored_and_a_value_without_a_header_is_not()
    {
        var rows = await Files.ReadAsync(
            Files.Csv([.. Files.Header, "序号", "", "民族"], [.. Files.Person(1), "1", "", "01"], [.. Files.Person(2), "2", "?", "01"])
        );
        Assert.Equal(["3::valueWithoutHeader"], rows.Faults());
        Assert.Equal("I", rows[1].Faults[0].Column);
    }

    [Fact]
    public void No_header_means_two_columns_of_a_kind()
    {
        foreach (var kind in Enum.GetValues<FileKind>())
        {
            var names = ImportColumns.Of(kind).SelectMany(column => column.Names.Select(HeaderText.Of).Distinct()).ToList();
            Assert.Equal(names.Count, names.Distinct().Count());
            Assert.All(names, name => Assert.NotEmpty(name));
        }
    }

    [Fact]
    public void Every_column_and_header_is_on_the_page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "docs", "import-files.md")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("docs/ is not above the tests.");
        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "import-files.md"));
        foreach (var column in Enum.GetValues<FileKind>().SelectMany(ImportColumns.Of))
        {
            var field = column.Required ? $"**`{column.Field}`**" : $"`{column.Field}`";
            Assert.Contains(
                $"| {field} | {string.Join(", ", [column.Zh, .. column.Also])} | {column.En} |",
                page,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task What_was_found_is_in_the_summary()
    {
        var file = new ImportFile(
            Files.Stream(Files.Csv(["标题"], [.. Files.Header, "序号"], [.. Files.Person(1), "1"], ["坏的", .. Files.Person(2)[1..], "2"])),
            FileKind.Registrations,
            Files.Current
        );
        await foreach (var _ in file.RowsAsync(TestContext.Current.CancellationToken)) { }

        Assert.Equal((2, 2, 1, "utf-8"), (file.Summary.HeaderRow, file.Summary.Rows, file.Summary.Rejected, file.Summary.Encoding));
        Assert.Equal(("A", "identityNumber"), file.Summary.Columns[0]);
        Assert.Equal(("H", null), file.Summary.Columns[^1]);
    }
}
