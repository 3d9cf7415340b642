using Grid.Domain.Codes;

namespace Grid.Domain.Persons.Duties;

/// <summary>Something was learnt that may end the registration: the person says to have found work, or the data say that a pension is drawn. It ends nothing by itself.</summary>
/// <param name="Reason">The exit that has to be looked at.</param>
/// <param name="On">The day on which it was learnt.</param>
public sealed record LikelyExit(ExitReason Reason, DateOnly On);
