using Grid.Grains.Interfaces.Calendars;

namespace Grid.Api.Calendars;

/// <summary>How far the recomputing of open deadlines has come after a table was loaded.</summary>
/// <param name="Running">There are persons left to look at.</param>
/// <param name="From">The first day that the change may move.</param>
/// <param name="Done">Persons looked at.</param>
public sealed record CalendarProgressView(bool Running, DateOnly? From, long Done)
{
    internal static CalendarProgressView Of(CalendarProgress progress) => new(progress.Running, progress.From, progress.Done);
}
