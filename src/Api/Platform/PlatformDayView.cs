using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>A day of the sync: the manifest in force by region and kind, and the ones before it.</summary>
/// <param name="Earlier">Manifests that it had before, the newest first.</param>
public sealed record PlatformDayView(
    PlatformDayLine Manifest,
    IReadOnlyList<PlatformFigureView> Figures,
    IReadOnlyList<PlatformDayLine> Earlier
)
{
    internal static PlatformDayView Of(PlatformDay day, IEnumerable<PlatformDay> earlier) =>
        new(PlatformDayLine.Of(day), PlatformFigureView.Of(day), [.. earlier.Select(PlatformDayLine.Of)]);
}
