using Grid.Domain.Persons;
using Grid.Domain.Regions;

namespace Grid.Api.Platform;

/// <summary>Days to be sent again, read.</summary>
internal sealed record ResendDays(DateOnly From, DateOnly To, RegionCode? Region, PlatformItemKind? Kind, string Reason);
