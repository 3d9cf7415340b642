using System.Text;
using System.Text.Json.Nodes;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using static Grid.Domain.Tests.Regions.MiniProvince;

namespace Grid.Domain.Tests.Regions;

/// <summary>Regions and offices that end or begin on a day: nothing changes before it, and what ended is known afterwards.</summary>
public sealed class ReorganisedFileTests
{
    private static readonly DateOnly Last = new(2026, 11, 10);
    private static readonly DateOnly Next = Last.AddDays(1);

    /// <summary>The county 989001 goes into 980102, its office into the main one there.</summary>
    private static readonly OfficeDirectory Merged = Read(
        regions => Set(regions, "989001", ("to", "2026-11-10"), ("successor", "980102")),
        offices => Set(offices, "98900110001", ("to", "2026-11-10"), ("successor", "98010201"))
    );

    [Fact]
    public void A_county_is_of_the_tree_until_its_last_day_and_a_leaf_for_ever()
    {
        var (tree, county, province) = (Merged.Regions, Code("989001"), Code("98"));
        Assert.NotNull(tree.Find(county, Last));
        Assert.Null(tree.Find(county, Next));
        Assert.NotNull(tree.Known(county, Next));
        Assert.Contains(tree.CountingUnits(province, Last), unit => unit.Code == county);
        Assert.DoesNotContain(tree.CountingUnits(province, Next), unit => unit.Code == county);
        Assert.Contains(tree.Leaves(province, Next), leaf => leaf.Code == county);
        Assert.Contains(tree.KnownChildren(province, Next), child => child.Code == county);
        Assert.DoesNotContain(tree.Children(province, Next), child => child.Code == county);
        Assert.Equal("989001", tree.Current(county, Last)!.Code.Value);
        Assert.Equal("980102", tree.Current(county, Next)!.Code.Value);
        Assert.True(tree.IsValidBetween(county, new DateOnly(2026, 10, 21), new DateOnly(2026, 11, 20)));
        Assert.False(tree.IsValidBetween(county, Next, new DateOnly(2026, 12, 20)));
    }

    [Fact]
    public void What_lies_below_ends_with_it_and_leads_to_its_successor()
    {
        var (tree, community) = (Merged.Regions, Code("989001100001"));
        Assert.NotNull(tree.Find(community, Last));
        Assert.Null(tree.Find(community, Next));
        Assert.Equal(Last, tree.LastDay(community, Last));
        Assert.Equal("980102", tree.Current(community, Next)!.Code.Value);
        Assert.Empty(tree.Children(Code("989001"), Next));
    }

    [Fact]
    public void An_office_takes_cases_until_its_last_day_and_then_its_successor_does()
    {
        var office = Merged.Find("98900110001")!;
        Assert.NotNull(Merged.Find("98900110001", Last));
        Assert.Null(Merged.Find("98900110001", Next));
        Assert.Null(Merged.SuccessorOf(office, Last));
        Assert.Equal("98010201", Merged.SuccessorOf(office, Next)!.Code.Value);
        Assert.Empty(Merged.In(Code("989001100"), Next));
        Assert.Single(Merged.In(Code("989001100"), Last));
        Assert.Contains(office, Merged.All);
        Assert.Equal("989001", office.CountingUnit.Value);
    }

    [Fact]
    public void A_chain_of_successors_is_followed_to_the_office_of_the_day()
    {
        var offices = Read(
            _ => { },
            offices =>
            {
                Set(offices, "98010220020001", ("to", "2026-03-31"), ("successor", "98010220001"));
                Set(offices, "98010220001", ("to", "2026-06-30"), ("successor", "98010203"));
            }
        );
        var first = offices.Find("98010220020001")!;
        Assert.Equal("98010220001", offices.SuccessorOf(first, new DateOnly(2026, 6, 30))!.Code.Value);
        Assert.Equal("98010203", offices.SuccessorOf(first, new DateOnly(2026, 7, 1))!.Code.Value);
    }

    [Fact]
    public void Another_class_of_the_seat_holds_from_its_day_on()
    {
        var offices = Read(
            regions =>
            {
                Set(regions, "980102200200", ("to", "2026-12-31"));
                regions.Add(JsonNode.Parse("""{ "code": "980102200200", "name": "山社区", "class": "112", "from": "2027-01-01" }"""));
            },
            _ => { }
        );
        var office = offices.Find("98010220001")!;
        Assert.Equal(OfficeClass.Rural, office.ClassOn(new DateOnly(2026, 12, 31)));
        Assert.Equal(OfficeClass.Urban, office.ClassOn(new DateOnly(2027, 1, 1)));
        Assert.Equal("山村", offices.Regions.Known("980102200200", new DateOnly(2026, 12, 31))!.Name);
    }

    [Fact]
    public void A_city_that_gets_its_first_county_counts_there_from_that_day_on()
    {
        var tree = Read(
            regions => regions.Add(JsonNode.Parse("""{ "code": "981902", "name": "新区", "from": "2027-01-01" }""")),
            offices =>
            {
                foreach (var office in (string[])["98190001", "98190000301", "98190012120001"])
                    Set(offices, office, ("to", "2026-12-31"));
            }
        ).Regions;
        Assert.True(tree.IsCountingUnit(Code("981900"), new DateOnly(2026, 12, 31)));
        Assert.False(tree.IsCountingUnit(Code("981900"), new DateOnly(2027, 1, 1)));
        Assert.Null(tree.Known(Code("981902"), new DateOnly(2026, 12, 31)));
        Assert.Equal(["981902"], tree.Leaves(Code("981900"), new DateOnly(2027, 1, 1)).Select(leaf => leaf.Code.Value));
    }

    [Theory]
    [InlineData("989001", "to", "2026-11-10", "successor", "980199", "980199 must be another region of the file")]
    [InlineData("989001", "to", "2026-11-10", "successor", "980105", "980105 is not valid on 2026-11-11")]
    [InlineData("989001", "to", "2026-11-10", "successor", "980100", "980100 is a City, 989001 a County")]
    [InlineData("989001", "successor", "980102", null, null, "'to' must be given")]
    public void A_region_with_no_successor_that_can_be_is_refused(
        string code,
        string field,
        string value,
        string? second,
        string? to,
        string error
    ) =>
        Refused(
            regions => Set(regions, code, [(field, value), .. second is null ? Array.Empty<(string, string)>() : [(second, to!)]]),
            _ => { },
            error
        );

    [Fact]
    public void Two_regions_that_name_each_other_are_refused() =>
        Refused(
            regions =>
            {
                Set(regions, "989001", ("to", "2026-11-10"), ("successor", "980171"));
                Set(regions, "980171", ("to", "2026-11-10"), ("successor", "989001"));
            },
            _ => { },
            "989001 is not valid on 2026-11-11"
        );

    [Theory]
    [InlineData("98900110001", null, null, "989001100 ends on 2026-11-10: the office must end by then")]
    [InlineData("98900110001", "2026-11-11", "98010201", "989001100 ends on 2026-11-10: the office must end by then")]
    [InlineData("98900110001", "2026-11-10", "98010299", "98010299 is not in the file")]
    [InlineData("98900110001", "2026-11-10", "98900110001", "must be another office")]
    [InlineData("98900110001", "2026-11-10", "x", "must be another office")]
    public void An_office_of_a_region_that_ends_must_end_and_lead_somewhere(string code, string? to, string? successor, string error) =>
        Refused(
            regions => Set(regions, "989001", ("to", "2026-11-10"), ("successor", "980102")),
            offices =>
            {
                if (to is not null)
                    Set(offices, code, ("to", to), ("successor", successor!));
            },
            error
        );

    [Fact]
    public void Two_offices_that_name_each_other_are_refused() =>
        Refused(
            _ => { },
            offices =>
            {
                Set(offices, "98010203", ("to", "2026-11-10"), ("successor", "98010202"));
                Set(offices, "98010202", ("to", "2026-11-10"), ("successor", "98010203"));
            },
            "98010202 is not valid on 2026-11-11"
        );

    [Fact]
    public void An_office_whose_seat_ends_must_end_too() =>
        Refused(
            regions => Set(regions, "980102001001", ("to", "2026-11-10"), ("successor", "980102200200")),
            _ => { },
            "980102001001 ends on 2026-11-10: end the office by then"
        );

    private static void Refused(Action<JsonArray> regions, Action<JsonArray> offices, string error) =>
        Assert.Contains(Assert.Throws<DataFileException>(() => Read(regions, offices)).Errors, e =>
            e.Contains(error, StringComparison.Ordinal)
        );

    private static OfficeDirectory Read(Action<JsonArray> regions, Action<JsonArray> offices)
    {
        var (tree, desks) = (JsonNode.Parse(MiniProvince.Regions)!, JsonNode.Parse(MiniProvince.Offices)!);
        regions(tree["regions"]!.AsArray());
        offices(desks["offices"]!.AsArray());
        return OfficeDirectory.Parse(
            RegionTree.Parse(new DataFile("regions/98.json", Encoding.UTF8.GetBytes(tree.ToJsonString()))),
            new DataFile("offices/98.json", Encoding.UTF8.GetBytes(desks.ToJsonString()))
        );
    }

    private static void Set(JsonArray rows, string code, params (string Field, string Value)[] values)
    {
        var row = rows.First(one => (string)one!["code"]! == code)!;
        foreach (var (field, value) in values)
            row[field] = value;
    }
}
