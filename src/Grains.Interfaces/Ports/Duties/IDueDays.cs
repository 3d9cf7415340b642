using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>The open duties by their last days: what a changed calendar would move.</summary>
public interface IDueDays
{
    /// <summary>Those that end on or after a day, monthly follow-ups left out.</summary>
    /// <param name="prefix">The digits that the offices' codes begin with; empty for all.</param>
    Task<IReadOnlyList<DueGroup>> GroupsAsync(string prefix, DateOnly due, CancellationToken cancellationToken);

    /// <summary>Some duties of the groups given, the earliest last day first.</summary>
    Task<IReadOnlyList<DueCase>> CasesAsync(IReadOnlyList<DueGroup> groups, int limit, CancellationToken cancellationToken);
}

/// <summary>Open duties of one kind in one county that are counted from one day and end on one day.</summary>
/// <param name="County">The six digits that the office's code begins with.</param>
/// <param name="From">The day they are counted from; of corrections the application's.</param>
public sealed record DueGroup(DutyKind Kind, string County, DateOnly From, DateOnly Due, long Count) : Discreet;

/// <summary>One open duty by the number of its case.</summary>
/// <param name="Number">Of the registration, or of the application while there is none.</param>
public sealed record DueCase(PersonId Person, DutyKind Kind, string Office, DateOnly From, DateOnly Due, string Number) : Discreet;
