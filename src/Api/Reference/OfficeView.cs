using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Reference;

/// <summary>An office.</summary>
/// <param name="Class">Whether a registration here is in an urban area (79/2020 (十)).</param>
/// <param name="CountingUnit">The county-level unit in whose figures its registrations are counted.</param>
/// <param name="ValidFrom">First day, inclusive; absent: since before the register began.</param>
/// <param name="ValidTo">Last day, inclusive, on which it takes new cases; absent: it has no end.</param>
/// <param name="Successor">The office that takes over after that day.</param>
public sealed record OfficeView(
    string Code,
    string Name,
    string? EnglishName,
    string Kind,
    string Region,
    string Class,
    string CountingUnit,
    string Telephone,
    string Address,
    string? EntrustedBy,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? Successor
)
{
    internal static OfficeView Of(Office office, DateOnly today) =>
        new(
            office.Code.Value,
            office.Name,
            office.EnglishName,
            EnumName.Of(office.Kind),
            office.Region.Value,
            EnumName.Of(office.ClassOn(today)),
            office.CountingUnit.Value,
            office.Telephone,
            office.Address,
            office.EntrustedBy?.Value,
            office.ValidFrom,
            office.ValidTo,
            office.Successor?.Value
        );
}
