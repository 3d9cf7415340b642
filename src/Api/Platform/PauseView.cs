using Grid.Api.Views;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>A pause: by whom, why and since when.</summary>
public sealed record PauseView(string By, string Reason, DateTimeOffset At)
{
    internal static PauseView Of(PlatformOrder order) => new(order.By, Mask.Text(order.Reason)!, order.At);
}
