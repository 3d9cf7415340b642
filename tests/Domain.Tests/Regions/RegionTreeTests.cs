using CsCheck;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using Grid.Testing;
using static Grid.Domain.Tests.Regions.MiniProvince;

namespace Grid.Domain.Tests.Regions;

public sealed class RegionTreeTests
{
    private static readonly RegionTree Jiangxi = RegionTree.LoadEmbedded();

    [Fact]
    public void Jiangxi_has_11_cities_and_100_counties_all_with_both_names()
    {
        var province = Code("36");
        Assert.Equal("江西省", Jiangxi.Find(province, Today)!.Name);
        Assert.Equal(11, Jiangxi.Children(province, Today).Count());
        var counties = Jiangxi.CountingUnits(province, Today).ToList();
        Assert.Equal(100, counties.Count);
        Assert.All(counties, c => Assert.Equal(RegionLevel.County, c.Level));
        Assert.All(Jiangxi.All.Where(r => r.Level <= RegionLevel.County), r =>
            Assert.Matches(@"^[A-Z][A-Za-z' ]+ (Province|City|District|County)$", r.EnglishName)
        );
        Assert.Equal(
            [9, 4, 5, 13, 2, 3, 18, 13, 10, 11, 12],
            Jiangxi.Children(province, Today).Select(city => Jiangxi.Children(city.Code, Today).Count())
        );
    }

    [Theory]
    [InlineData("360102", "东湖区", "Donghu District")]
    [InlineData("360113", "红谷滩区", "Honggutan District")]
    [InlineData("360402", "濂溪区", "Lianxi District")]
    [InlineData("360483", "庐山市", "Lushan City")]
    [InlineData("360783", "龙南市", "Longnan City")]
    [InlineData("360881", "井冈山市", "Jinggangshan City")]
    [InlineData("361104", "广信区", "Guangxin District")]
    [InlineData("361130", "婺源县", "Wuyuan County")]
    public void Some_counties_of_Jiangxi(string code, string name, string english)
    {
        var region = Jiangxi.Find(code, Today)!;
        Assert.Equal((name, english), (region.Name, region.EnglishName));
    }

    [Theory]
    [InlineData("360727", "2020-06-11", "龙南县")]
    [InlineData("360727", "2020-06-12", null)]
    [InlineData("360783", "2020-06-11", null)]
    [InlineData("360783", "2020-06-12", "龙南市")]
    public void The_register_began_before_Longnan_became_a_city(string code, string asOf, string? name)
    {
        Assert.Equal(name, Jiangxi.Find(Code(code), DateOnly.Parse(asOf))?.Name);
        Assert.Equal("龙南市", Jiangxi.Current(Code(code), Today)!.Name);
    }

    [Theory]
    [InlineData("2018-12-31", 100)] // 湾里区, not yet 红谷滩区
    [InlineData("2019-12-31", 100)]
    [InlineData("2026-11-22", 100)]
    public void Jiangxi_always_had_100_counties(string asOf, int count) =>
        Assert.Equal(count, Jiangxi.CountingUnits(Code("36"), DateOnly.Parse(asOf)).Count());

    [Fact]
    public void The_sample_has_urban_and_rural_communities()
    {
        foreach (var county in new[] { "360102", "360121" })
        {
            var communities = Jiangxi.Descendants(Code(county), Today).Where(r => r.Level == RegionLevel.Community).ToList();
            Assert.Contains(communities, c => c.UrbanRural!.IsUrban);
            Assert.Contains(communities, c => !c.UrbanRural!.IsUrban);
        }
    }

    [Theory]
    [InlineData("980102", "980102")]
    [InlineData("980102001", "980102")]
    [InlineData("980102001001", "980102")]
    [InlineData("981900", "981900")]
    [InlineData("981900003", "981900")]
    [InlineData("981900003001", "981900")]
    [InlineData("981900121200", "981900")]
    [InlineData("989001", "989001")]
    [InlineData("989001100001", "989001")]
    [InlineData("980100", null)]
    [InlineData("980000", null)]
    [InlineData("980199", null)]
    public void A_case_counts_in_the_county_or_in_the_city_that_has_none(string code, string? unit) =>
        Assert.Equal(unit, Tree.CountyOf(Code(code), Today)?.Code.Value);

    [Fact]
    public void Counting_units_of_the_mini_province() =>
        Assert.Equal(["980102", "980121", "980171", "981900", "989001"], Tree.CountingUnits(Code("98"), Today).Select(r => r.Code.Value));

    [Fact]
    public void A_county_under_the_province_skips_the_level_of_the_city()
    {
        Assert.Equal(["980000"], Tree.Ancestors(Code("989001"), Today).Select(r => r.Code.Value));
        Assert.Contains(Tree.Children(Code("98"), Today), r => r.Code.Value == "989001");
        Assert.Equal(["989001100", "989001", "980000"], Tree.Ancestors(Code("989001100001"), Today).Select(r => r.Code.Value));
    }

    [Theory]
    [InlineData("2022-06-30", "南县")]
    [InlineData("2022-07-01", "南市")]
    [InlineData(null, "南市")]
    public void A_renamed_county(string? asOf, string name) =>
        Assert.Equal(name, Tree.Find(Code("980121"), asOf is null ? Today : DateOnly.Parse(asOf))!.Name);

    [Fact]
    public void An_abolished_county_stays_findable_by_date_and_leads_to_its_successor()
    {
        var code = Code("980105");
        Assert.Null(Tree.Find(code, Today));
        Assert.NotNull(Tree.Find(code, new DateOnly(2021, 12, 31)));
        Assert.Null(Tree.Find(code, new DateOnly(2022, 1, 1)));
        Assert.Equal("980102", Tree.Current(code, Today)!.Code.Value);
        Assert.Equal("980102", Tree.Current(Code("980102"), Today)!.Code.Value);
        Assert.Null(Tree.Current(Code("980199"), Today));
        Assert.DoesNotContain(Tree.Children(Code("9801"), Today), r => r.Code == code);
        Assert.Contains(Tree.Children(Code("9801"), new DateOnly(2021, 1, 1)), r => r.Code == code);
    }

    [Theory]
    [InlineData("980191", "980171")]
    [InlineData("980102", "980102")]
    public void Statistics_codes_are_mapped(string statistics, string code) =>
        Assert.Equal(code, Tree.FindByStatisticsCode(statistics, Today)!.Code.Value);

    [Fact]
    public void The_tree_agrees_with_the_digits()
    {
        foreach (var tree in new[] { Jiangxi, Tree })
        {
            var valid = tree.All.Where(r => r.ValidTo is null).ToList();
            var any = Gen.Int[0, valid.Count - 1].Select(index => valid[index]);
            Gen.Select(any, any)
                .Check(
                    (a, b) =>
                    {
                        var above = tree.Ancestors(a.Code, Today).Prepend(a).Select(r => r.Code).ToList();
                        Assert.Equal(above.Contains(b.Code), tree.IsWithin(a.Code, b.Code));
                        Assert.Equal(RegionLevel.Province, above[^1].Level);
                        Assert.Equal(
                            tree.CountyOf(a.Code, Today)?.Code,
                            above.Where(c => tree.IsCountingUnit(c, Today)).Cast<RegionCode?>().FirstOrDefault()
                        );
                    }
                );
        }
    }

    [Fact]
    public void Every_region_but_the_province_is_a_child_of_one_other()
    {
        foreach (var tree in new[] { Jiangxi, Tree })
        {
            var province = Assert.Single(tree.Provinces(Today));
            var below = tree.Descendants(province.Code, Today).Select(r => r.Code).ToList();
            Assert.Equal(below.Count, below.Distinct().Count());
            Assert.Equal(tree.All.Count(r => r.ValidTo is null) - 1, below.Count);
        }
    }

    [Fact]
    public void Units_of_counting_are_disjoint_and_cover_all_communities()
    {
        foreach (var tree in new[] { Jiangxi, Tree })
        {
            var units = tree.CountingUnits(tree.Provinces(Today).Single().Code, Today).Select(u => u.Code).ToList();
            foreach (var region in tree.All.Where(r => r.ValidTo is null && r.Level >= RegionLevel.County))
                Assert.Single(units, unit => region.Code.IsWithin(unit));
        }
    }

    [Fact]
    public void Several_provinces_make_one_tree_but_each_once()
    {
        var both = RegionTree.Parse(EmbeddedData.Read("regions/36.json"), File(MiniProvince.Regions));
        Assert.Equal(["360000", "980000"], both.Provinces(Today).Select(p => p.Code.Value));
        Assert.Throws<DataFileException>(() => RegionTree.Parse(File(MiniProvince.Regions), File(MiniProvince.Regions)));

        static DataFile File(string json) => new("98.json", System.Text.Encoding.UTF8.GetBytes(json));
    }

    [Theory]
    [InlineData("111", true)]
    [InlineData("112", true)]
    [InlineData("121", true)]
    [InlineData("122", true)]
    [InlineData("123", true)]
    [InlineData("210", false)]
    [InlineData("220", false)]
    public void Classes(string code, bool urban)
    {
        Assert.True(UrbanRuralClass.TryParse(code, out var found));
        Assert.Equal(urban, found.IsUrban);
    }

    [Theory]
    [InlineData("100")]
    [InlineData("")]
    [InlineData(null)]
    public void No_class(string? code) => Assert.False(UrbanRuralClass.TryParse(code, out _));
}
