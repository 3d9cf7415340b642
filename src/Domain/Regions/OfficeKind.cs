using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>Who runs an office.</summary>
[JsonConverter(typeof(StrictEnumConverter<OfficeKind>))]
public enum OfficeKind
{
    /// <summary>公共就业服务机构: the public employment service of a province, city or county.</summary>
    EmploymentService,

    /// <summary>基层平台: the counter of a street, town, community or village.</summary>
    GrassrootsPlatform,

    /// <summary>残疾人就业服务机构: for disabled persons, where an office of county level or higher has entrusted it.</summary>
    DisabledEmploymentService,
}
