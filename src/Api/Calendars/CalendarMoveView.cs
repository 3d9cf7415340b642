namespace Grid.Api.Calendars;

/// <summary>Open deadlines of one kind that would move.</summary>
/// <param name="ByDays">How many by how many days; negative is earlier. What a person was told only moves later.</param>
public sealed record CalendarMoveView(string Kind, string Zh, string En, long Moved, IReadOnlyDictionary<string, long> ByDays);
