using Grid.Domain.Text;

namespace Grid.Api.Platform;

/// <summary>What is sent again; how many items that are stands in the operators' log.</summary>
/// <param name="Orders">Address of the log.</param>
public sealed record ResendDaysView(DateOnly From, DateOnly To, string? Region, string? Kind, string Orders)
{
    internal static ResendDaysView Of(ResendDays days) =>
        new(days.From, days.To, days.Region?.Value, days.Kind is { } kind ? EnumName.Of(kind) : null, PlatformEndpoints.Orders);
}
