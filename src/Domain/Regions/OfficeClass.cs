using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>
/// Whether a registration at an office is "in an urban area" (在城镇区域办理, 79/2020 (十)): counters of a county or higher are urban, those of a street,
/// town or community have the class of the community in which they stand.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<OfficeClass>))]
public enum OfficeClass
{
    Urban,
    Rural,
}
