using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Reference;

/// <summary>An office.</summary>
/// <param name="Class">Whether a registration here is in an urban area (79/2020 (十)).</param>
/// <param name="CountingUnit">The county-level unit in whose figures its registrations stand.</param>
public sealed record OfficeView(
    string Code, string Name, string? EnglishName, string Kind, string Region, string Class, string CountingUnit, string Telephone, string Address, string? EntrustedBy)
{
    internal static OfficeView Of(Office office) => new(
        office.Code.Value, office.Name, office.EnglishName, EnumName.Of(office.Kind), office.Region.Value, EnumName.Of(office.Class),
        office.CountingUnit.Value, office.Telephone, office.Address, office.EntrustedBy?.Value);
}
