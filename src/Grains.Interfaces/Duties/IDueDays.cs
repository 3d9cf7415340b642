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
