using Grid.Domain.Data;

namespace Grid.Domain.Tests.Regions;

public sealed class RegionFileTests
{
    private const string Last = """{ "code": "989001100001", "name": "城关社区", "class": "121" }""";

    [Theory]
    [InlineData("""{ "code": "980133001", "name": "x" }""", "980133001 is an orphan: 980133 is not in the file")]
    [InlineData("""{ "code": "989002", "name": "x" }""", "989002 is an orphan: 989000 is not in the file")]
    [InlineData("""{ "code": "980102", "name": "x" }""", "980102 is already at regions[2], for the same time")]
    [InlineData("""{ "code": "980121", "name": "x", "from": "2022-08-01" }""", "980121 is already at regions[9]")]
    [InlineData("""{ "code": "970102", "name": "x", "parent": "970100" }""", "970102 is not of the province 980000")]
    [InlineData("""{ "code": "980103", "name": "x", "level": "city" }""", "regions[19].level: 'city' contradicts the code 980103")]
    [InlineData(
        """{ "code": "980103", "name": "x", "parent": "981900" }""",
        "regions[19].parent: 980103 does not begin with the digits of 981900"
    )]
    [InlineData("""{ "code": "980103", "name": "x", "parent": "980103" }""", "regions[19].parent")]
    [InlineData("""{ "code": "980103", "name": "x", "class": "111" }""", "regions[19].class: 980103 is a County")]
    [InlineData("""{ "code": "980102001002", "name": "x", "class": "130" }""", "regions[19].class: '130' is not one of 111")]
    [InlineData("""{ "code": "98010", "name": "x" }""", "regions[19].code: '98010' is no region code")]
    [InlineData("""{ "code": "9803", "name": "x" }""", "regions[19].code: '9803' is no region code")]
    [InlineData("""{ "code": 980103, "name": "x" }""", "regions[19].code: must be a text")]
    [InlineData("""{ "code": "980103" }""", "regions[19].name: missing")]
    [InlineData("""{ "code": "980103", "name": " " }""", "regions[19].name: must be a text that is not empty")]
    [InlineData("""{ "code": "980103", "name": "x", "klass": "111" }""", "regions[19].klass: unknown field")]
    [InlineData("""{ "code": "980103", "name": "x", "from": "2022-13-01" }""", "regions[19].from: '2022-13-01' is no date")]
    [InlineData("""{ "code": "980103", "name": "x", "from": "2022-02-01", "to": "2022-01-01" }""", "regions[19].to: lies before 'from'")]
    [InlineData(
        """{ "code": "980103", "name": "x", "to": "2022-01-01", "successor": "980104" }""",
        "regions[19].successor: 980104 must be another region"
    )]
    [InlineData("""{ "code": "980103", "name": "x", "successor": "980102" }""", "regions[19].successor")]
    [InlineData(
        """{ "code": "980103", "name": "x", "statisticsCode": "980191" }""",
        "regions[19].statisticsCode: 980191 is already at regions[10]"
    )]
    [InlineData("7", "regions[19]: must be an object")]
    public void What_is_wrong_is_named_with_its_place(string row, string error)
    {
        var json = MiniProvince.Regions.Replace(Last, $"{Last}, {row}", StringComparison.Ordinal);
        var problem = Assert.Throws<DataFileException>(() => MiniProvince.RegionsOf(json));
        Assert.Contains(problem.Errors, e => e.Contains(error, StringComparison.Ordinal));
        Assert.Equal("regions/98.json", problem.File);
    }

    [Theory]
    [InlineData("[]", "must hold one JSON object")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{}", "province: missing")]
    [InlineData("""{ "province": "3601", "regions": [] }""", "province: must be the two digits")]
    [InlineData("""{ "province": "36", "regions": [] }""", "the province 360000 itself is missing")]
    [InlineData("""{ "province": "36", "regions": {} }""", "regions: must be a list")]
    public void A_file_that_is_none(string json, string error) =>
        Assert.Contains(Assert.Throws<DataFileException>(() => MiniProvince.RegionsOf(json)).Errors, e =>
            e.Contains(error, StringComparison.Ordinal)
        );
}
