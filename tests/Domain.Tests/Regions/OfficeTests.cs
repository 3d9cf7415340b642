using System.Text.Json;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using static Grid.Domain.Tests.Regions.MiniProvince;

namespace Grid.Domain.Tests.Regions;

public sealed class OfficeTests
{
    private const string Last =
        """{ "code": "98900110001", "name": "城关镇所", "seat": "989001100001", "telephone": "0", "address": "a" }""";
    private static readonly OfficeDirectory Jiangxi = OfficeDirectory.LoadEmbedded();

    [Theory]
    [InlineData("98000001", OfficeClass.Urban, "980102")]
    [InlineData("98010001", OfficeClass.Urban, "980102")]
    [InlineData("98010201", OfficeClass.Urban, "980102")]
    [InlineData("98010202", OfficeClass.Urban, "980102")]
    [InlineData("98010200101", OfficeClass.Urban, "980102")]
    [InlineData("98010220001", OfficeClass.Rural, "980102")]
    [InlineData("98010220020001", OfficeClass.Rural, "980102")]
    [InlineData("98190001", OfficeClass.Urban, "981900")]
    [InlineData("98190000301", OfficeClass.Urban, "981900")]
    [InlineData("98190012120001", OfficeClass.Rural, "981900")]
    [InlineData("98900110001", OfficeClass.Urban, "989001")]
    public void Class_and_unit_follow_from_the_counters_place(string code, OfficeClass officeClass, string unit)
    {
        var office = Desks.Find(code)!;
        Assert.Equal(officeClass, office.ClassOn(Today));
        Assert.Equal(officeClass == OfficeClass.Urban, office.CountedOn(Today));
        Assert.Equal(unit, office.CountingUnit.Value);
    }

    [Theory]
    [InlineData("98000001", null)]
    [InlineData("98010001", "98000001")]
    [InlineData("98010201", "98010001")]
    [InlineData("98010202", "98010201")]
    [InlineData("98010203", "98010201")]
    [InlineData("98010200101", "98010201")]
    [InlineData("98010220020001", "98010220001")]
    [InlineData("98190000301", "98190001")]
    [InlineData("98190012120001", "98190001")]
    [InlineData("98900110001", "98000001")]
    public void The_office_above(string code, string? above) =>
        Assert.Equal(above, Desks.SupervisorOf(Desks.Find(code)!, Today)?.Code.Value);

    [Fact]
    public void Offices_of_a_region_and_below_it()
    {
        Assert.Equal(["98010201", "98010202", "98010203"], Desks.In(Code("980102"), Today).Select(o => o.Code.Value));
        Assert.Equal(6, Desks.Within(Code("980102")).Count());
        Assert.Equal(3, Desks.Within(Code("9819")).Count());
        Assert.Equal(Desks.All.Count, Desks.Within(Code("98")).Count());
        Assert.Empty(Desks.In(Code("980121"), Today));
        Assert.True(Desks.IsWithin(OfficeCode.Parse("98190000301"), Code("981900")));
        Assert.False(Desks.IsWithin(OfficeCode.Parse("98190000301"), Code("980100")));
        Assert.False(Desks.IsWithin(OfficeCode.Parse("98190000302"), Code("981900")));
    }

    [Fact]
    public void Jiangxi_has_an_office_for_the_province_each_city_and_each_county_and_some_below()
    {
        Assert.Single(Jiangxi.In(Code("36"), Today));
        Assert.All(Jiangxi.Regions.Children(Code("36"), Today), city => Assert.Single(Jiangxi.In(city.Code, Today)));
        Assert.All(Jiangxi.Regions.CountingUnits(Code("36"), Today), county => Assert.NotEmpty(Jiangxi.In(county.Code, Today)));
        foreach (var level in new[] { RegionLevel.Town, RegionLevel.Community })
        {
            Assert.Contains(Jiangxi.All, o => o.Level == level && o.CountedOn(Today));
            Assert.Contains(Jiangxi.All, o => o.Level == level && !o.CountedOn(Today));
        }

        Assert.Contains(Jiangxi.All, o => o.Kind == OfficeKind.DisabledEmploymentService);
    }

    [Fact]
    public void Every_office_leads_up_to_that_of_the_province()
    {
        foreach (var office in Jiangxi.All)
        {
            var top = office;
            for (var above = office; above is not null; above = Jiangxi.SupervisorOf(above, Today))
                top = above;
            Assert.Equal("36000001", top.Code.Value);
            Assert.NotNull(Jiangxi.Regions.CountyOf(office.CountingUnit, Today));
        }
    }

    [Fact]
    public void An_office_may_name_who_answers_for_its_duties()
    {
        var offices = OfficesOf(
            """
            { "offices": [ { "code": "98010201", "name": "x", "telephone": "0", "address": "a", "responsible": { "followUp": "clerk-7", "default": "clerk-1" } } ] }
            """
        );
        var office = offices.Find("98010201")!;
        Assert.Equal("clerk-7", office.ResponsibleFor("followUp"));
        Assert.Equal("clerk-1", office.ResponsibleFor("review"));
        Assert.Null(Desks.Find("98010201")!.ResponsibleFor("review"));
    }

    [Theory]
    [InlineData("36010201", "360102", 1)]
    [InlineData("36010200212", "360102002", 12)]
    [InlineData("36010200200199", "360102002001", 99)]
    public void A_code(string text, string region, int serial)
    {
        var code = OfficeCode.Parse(text);
        Assert.Equal((region, serial), (code.Region.Value, code.Serial));
        Assert.Equal(code, OfficeCode.Of(code.Region, serial));
        Assert.Equal(code, JsonSerializer.Deserialize<OfficeCode>(JsonSerializer.Serialize(code)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("360102")]
    [InlineData("36010200")]
    [InlineData("3601020a")]
    [InlineData("360102-01")]
    [InlineData("3601020001")]
    [InlineData("36010200001")]
    [InlineData("06010201")]
    [InlineData("３６０１０２０１")]
    public void What_is_no_code(string? text)
    {
        Assert.False(OfficeCode.TryParse(text, out _));
        Assert.Null(Desks.Find(text));
    }

    [Theory]
    [InlineData("""{ "code": "98010201", "name": "x", "telephone": "0", "address": "a" }""", "98010201 is given twice")]
    [InlineData("""{ "code": "98010301", "name": "x", "telephone": "0", "address": "a" }""", "980103 is no region of the tree")]
    [InlineData(
        """{ "code": "98010501", "name": "x", "telephone": "0", "address": "a" }""",
        "980105 ends on 2021-12-31: the office must end by then"
    )]
    [InlineData("""{ "code": "980102-1", "name": "x", "telephone": "0", "address": "a" }""", "'980102-1' is no office code")]
    [InlineData("""{ "code": "98010102", "name": "x", "telephone": "0", "address": "a" }""", "980101 is no region")]
    [InlineData("""{ "code": "98012102", "name": "x", "telephone": "0", "address": "a" }""", "has no main office")]
    [InlineData(
        """{ "code": "98010002", "name": "x", "telephone": "0", "address": "a" }""",
        "must name the county in which its counter is"
    )]
    [InlineData("""{ "code": "98010200102", "name": "x", "telephone": "0", "address": "a" }""", "must name the community in which it is")]
    [InlineData(
        """{ "code": "98010200102", "name": "x", "seat": "981900003001", "telephone": "0", "address": "a" }""",
        "is no region within 980102001"
    )]
    [InlineData("""{ "code": "98010204", "name": "x", "telephone": "0", "address": "a", "responsible": { "calls": "c" } }""", "calls")]
    [InlineData("""{ "code": "98010204", "name": "x", "telephone": "0", "address": "a", "responsible": "c" }""", "must be an object")]
    [InlineData("""{ "code": "98010204", "name": "x", "telephone": "0", "address": "a", "owner": "c" }""", "owner: must be an object")]
    [InlineData(
        """{ "code": "98010204", "name": "x", "telephone": "0", "address": "a", "owner": { "unit": "u" } }""",
        "owner.person: missing"
    )]
    [InlineData(
        """{ "code": "98010204", "name": "x", "telephone": "0", "address": "a", "owner": { "unit": "u", "person": "p", "fax": "0" } }""",
        "owner.fax: unknown field"
    )]
    [InlineData("""{ "code": "98010204", "name": "x", "kind": "post", "telephone": "0", "address": "a" }""", "'post' is not one of")]
    [InlineData(
        """{ "code": "98010204", "name": "x", "kind": "grassrootsPlatform", "telephone": "0", "address": "a" }""",
        "only a street, town or community"
    )]
    [InlineData(
        """{ "code": "98010200102", "name": "x", "kind": "disabledEmploymentService", "telephone": "0", "address": "a" }""",
        "only a county or higher"
    )]
    [InlineData(
        """{ "code": "98010204", "name": "x", "kind": "disabledEmploymentService", "telephone": "0", "address": "a" }""",
        "entrustedBy: missing"
    )]
    [InlineData(
        """{ "code": "98010204", "name": "x", "kind": "disabledEmploymentService", "entrustedBy": "98010299", "telephone": "0", "address": "a" }""",
        "98010299 is no employment service"
    )]
    [InlineData(
        """{ "code": "98010204", "name": "x", "entrustedBy": "98010201", "telephone": "0", "address": "a" }""",
        "only for a disabledEmploymentService"
    )]
    [InlineData("""{ "code": "98010204", "name": "x", "address": "a" }""", "telephone: missing")]
    [InlineData("""{ "code": "98010204", "name": "x", "telephone": "0", "address": "a", "fax": "0" }""", "fax: unknown field")]
    public void What_is_wrong_is_named_with_its_place(string row, string error)
    {
        var json = Offices.Replace(Last, $"{Last}, {row}", StringComparison.Ordinal);
        Assert.Contains(Assert.Throws<DataFileException>(() => OfficesOf(json)).Errors, e => e.Contains(error, StringComparison.Ordinal));
    }
}
