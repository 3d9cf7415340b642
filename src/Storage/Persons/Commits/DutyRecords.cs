using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Storage.Persons.Commits;

/// <summary>What a commit does to the duties of its person, sorted by table.</summary>
/// <param name="Open">Rows of <c>duty</c> as they are now.</param>
/// <param name="Gone">Rows that are deleted there.</param>
/// <param name="Done">Rows for <c>duty_done</c>.</param>
internal sealed record DutyRecords(IReadOnlyList<DutyRecord> Open, IReadOnlyList<DutyRecord> Gone, IReadOnlyList<DutyRecord> Done)
{
    public static DutyRecords None { get; } = new([], [], []);

    /// <summary>
    /// One statement sets a row once: of several changes of one key the last decides what is left of it, and each end is an end.
    /// </summary>
    public static DutyRecords Of(Guid person, IReadOnlyList<DutyChange> changes)
    {
        if (changes.Count == 0)
            return None;
        var last = new Dictionary<string, DutyChange>(StringComparer.Ordinal);
        foreach (var change in changes)
            last[change.Duty.Key] = change;
        return new DutyRecords(
            [.. last.Values.Where(change => !change.Ended).Select(change => new DutyRecord(person, change))],
            [.. last.Values.Where(change => change.Ended).Select(change => new DutyRecord(person, change))],
            [.. changes.Where(change => change is { Ended: true, How: not null }).Select(change => new DutyRecord(person, change))]
        );
    }
}
