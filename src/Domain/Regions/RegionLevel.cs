using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>The five levels of the administrative division (行政区划), from the top.</summary>
[JsonConverter(typeof(StrictEnumConverter<RegionLevel>))]
public enum RegionLevel
{
    /// <summary>省、自治区、直辖市: <c>360000</c>.</summary>
    Province = 1,

    /// <summary>地级市、自治州、地区、盟: <c>360100</c>. Some have no counties: 东莞 <c>441900</c>.</summary>
    City = 2,

    /// <summary>县、区、县级市、旗: <c>360102</c>.</summary>
    County = 3,

    /// <summary>街道、镇、乡: <c>360102002</c>.</summary>
    Town = 4,

    /// <summary>社区(居委会)、村(村委会): <c>360102002001</c>.</summary>
    Community = 5,
}
