namespace Grid.Grains.Interfaces.Calendars;

/// <summary>How far the recomputing of open duties has come.</summary>
/// <param name="Running">True while there are persons to look at.</param>
/// <param name="From">The first day that the change may move; null when nothing was ever loaded.</param>
/// <param name="Done">Persons looked at.</param>
[GenerateSerializer, Immutable, Alias("Grid.CalendarProgress")]
public sealed record CalendarProgress([property: Id(0)] bool Running, [property: Id(1)] DateOnly? From, [property: Id(2)] long Done);
