using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>Open duties of one kind in one county that are counted from one day and end on one day.</summary>
/// <param name="County">The six digits that the office's code begins with.</param>
/// <param name="From">The day they are counted from; of corrections the application's.</param>
public sealed record DueGroup(DutyKind Kind, string County, DateOnly From, DateOnly Due, long Count);
