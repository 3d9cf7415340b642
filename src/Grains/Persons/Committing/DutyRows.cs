using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Grains.Persons.Committing;

/// <summary>
/// What a commit does to the rows of duties: each that an event closed, also one that came and went in this very commit; each that left
/// without an end; and each that is open and not as it was.
/// </summary>
internal sealed class DutyRows(PersonRecord before, DecisionContext context)
{
    private readonly List<DutyChange> closed = [];

    /// <summary>Looks at an event, given the record just before it.</summary>
    public void Add(PersonRecord earlier, PersonEvent fact)
    {
        if (fact is DutyClosed end && Find(earlier, end.Key) is { } duty)
            closed.Add(Row(duty) with { Ended = true, How = end.How, On = end.On });
    }

    /// <summary>The rows, given the record as it is at last.</summary>
    public IReadOnlyList<DutyChange> Of(PersonRecord after)
    {
        if (closed.Count == 0 && ReferenceEquals(before.Duties, after.Duties))
            return [];

        // The ended ones first: one of the same key may have taken their place.
        var rows = new List<DutyChange>(closed);
        rows.AddRange(
            before
                .Duties.Where(d =>
                    Find(after, d.Key) is null && closed.TrueForAll(c => !string.Equals(c.Duty.Key, d.Key, StringComparison.Ordinal))
                )
                .Select(d => Row(d) with { Ended = true, On = context.Today })
        );
        // One that ended and came up again just as it was is open again: its row went with the end.
        rows.AddRange(
            after
                .Duties.Where(d =>
                    d != Find(before, d.Key) || closed.Exists(c => string.Equals(c.Duty.Key, d.Key, StringComparison.Ordinal))
                )
                .Select(Row)
        );
        return rows;
    }

    private DutyChange Row(Duty duty) => new(duty, CountingUnits.Of(duty.Office, context.Offices), Ended: false, How: null, On: null);

    private static Duty? Find(PersonRecord record, string key) =>
        record.Duties.FirstOrDefault(d => string.Equals(d.Key, key, StringComparison.Ordinal));
}
