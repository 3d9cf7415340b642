using System.Text;
using Grid.Domain.Data;
using Grid.Domain.Regions;

namespace Grid.Domain.Tests.Regions;

/// <summary>
/// A made-up province with what Jiangxi has not: a city without counties, a county directly under the province, a functional zone with a
/// statistics code of its own, a renamed county and an abolished one.
/// </summary>
internal static class MiniProvince
{
    public const string Regions = """
        {
          "province": "98",
          "regions": [
            { "code": "980000", "name": "样省", "level": "province" },
            { "code": "980100", "name": "甲市" },
            { "code": "980102", "name": "东区", "level": "county" },
            { "code": "980102001", "name": "河街道" },
            { "code": "980102001001", "name": "河社区", "class": "111" },
            { "code": "980102200", "name": "山乡" },
            { "code": "980102200200", "name": "山村", "class": "220" },
            { "code": "980105", "name": "西区", "to": "2021-12-31", "successor": "980102" },
            { "code": "980121", "name": "南县", "to": "2022-06-30" },
            { "code": "980121", "name": "南市", "from": "2022-07-01" },
            { "code": "980171", "name": "高新区", "statisticsCode": "980191" },
            { "code": "981900", "name": "无县市" },
            { "code": "981900003", "name": "东城街道" },
            { "code": "981900003001", "name": "花园社区", "class": "112" },
            { "code": "981900121", "name": "石镇" },
            { "code": "981900121200", "name": "石村", "class": "210" },
            { "code": "989001", "name": "直辖县", "parent": "980000" },
            { "code": "989001100", "name": "城关镇" },
            { "code": "989001100001", "name": "城关社区", "class": "121" }
          ]
        }
        """;

    public const string Offices = """
        {
          "offices": [
            { "code": "98000001", "name": "样省中心", "seat": "980102", "telephone": "0", "address": "a" },
            { "code": "98010001", "name": "甲市中心", "seat": "980102", "telephone": "0", "address": "a" },
            { "code": "98010201", "name": "东区中心", "telephone": "0", "address": "a" },
            { "code": "98010202", "name": "东区残疾人所", "kind": "disabledEmploymentService", "entrustedBy": "98010201", "telephone": "0", "address": "a" },
            { "code": "98010203", "name": "东区二窗口", "telephone": "0", "address": "a" },
            { "code": "98010200101", "name": "河街道所", "seat": "980102001001", "telephone": "0", "address": "a" },
            { "code": "98010220001", "name": "山乡所", "seat": "980102200200", "telephone": "0", "address": "a" },
            { "code": "98010220020001", "name": "山村站", "telephone": "0", "address": "a" },
            { "code": "98190001", "name": "无县市中心", "telephone": "0", "address": "a" },
            { "code": "98190000301", "name": "东城街道所", "seat": "981900003001", "telephone": "0", "address": "a" },
            { "code": "98190012120001", "name": "石村站", "telephone": "0", "address": "a" },
            { "code": "98900110001", "name": "城关镇所", "seat": "989001100001", "telephone": "0", "address": "a" }
          ]
        }
        """;

    /// <summary>The day of tests that ask for no other one.</summary>
    public static readonly DateOnly Today = new(2026, 11, 22);

    public static readonly RegionTree Tree = RegionsOf(Regions);

    public static readonly OfficeDirectory Desks = OfficesOf(Offices);

    public static RegionTree RegionsOf(string json) => RegionTree.Parse(new DataFile("regions/98.json", Encoding.UTF8.GetBytes(json)));

    public static OfficeDirectory OfficesOf(string json) =>
        OfficeDirectory.Parse(Tree, new DataFile("offices/98.json", Encoding.UTF8.GetBytes(json)));

    public static RegionCode Code(string text) => RegionCode.Parse(text);
}
