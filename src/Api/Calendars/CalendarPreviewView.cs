namespace Grid.Api.Calendars;

/// <summary>Which open deadlines a table would move. Nothing was changed.</summary>
/// <param name="ChangedDays">The days that the table makes or unmakes working days.</param>
/// <param name="Looked">Open deadlines that end on or after the first of them.</param>
/// <param name="Moved">Those that would move.</param>
/// <param name="Kinds">By kind of duty.</param>
/// <param name="Examples">At most a hundred, the earliest last day first.</param>
public sealed record CalendarPreviewView(
    string Region,
    int Year,
    IReadOnlyList<CalendarDayView> ChangedDays,
    long Looked,
    long Moved,
    IReadOnlyList<CalendarMoveView> Kinds,
    IReadOnlyList<CalendarExampleView> Examples,
    DateTimeOffset AsOf
);
