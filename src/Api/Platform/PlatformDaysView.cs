namespace Grid.Api.Platform;

/// <summary>Closed days, the newest first.</summary>
public sealed record PlatformDaysView(IReadOnlyList<PlatformDayLine> Items);
