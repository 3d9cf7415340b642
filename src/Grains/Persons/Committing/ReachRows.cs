using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Grains.Persons.Committing;

/// <summary>
/// Which offices hear of an event besides the one that the journal names, and for which of them the case begins or ends with it: what the
/// feed of changes reads beside the journal. Nearly every event has no such row.
/// </summary>
internal static class ReachRows
{
    /// <param name="before">The record before the event.</param>
    /// <param name="after">The record after it.</param>
    /// <param name="office">The office that the journal's row names.</param>
    public static IEnumerable<ReachRow> Of(PersonRecord before, PersonRecord after, string? office)
    {
        var (had, have) = (CaseOffices.Of(before), CaseOffices.Of(after));
        if (had is [var one] && have is [var same] && one == same && one == office)
            return [];

        // The first event of a person is where the case begins: the reader knows it by its number.
        if (had.Count == 0 && have is [var first] && first == office && after.Sequence == 1)
            return [];
        return had.Union(have, StringComparer.Ordinal)
            .Where(concerned => IsTold(concerned))
            .Select(concerned => new ReachRow(after.Sequence, concerned, KindOf(had.Contains(concerned), have.Contains(concerned))));

        bool IsTold(string concerned)
        {
            var stays = had.Contains(concerned) && have.Contains(concerned);
            if (concerned == office)
                return !stays;

            // An application that was not checked opens nothing of the other office's case; what happens to itself its office hears.
            return !stays
                || !CaseOffices.HasUncheckedApplication(after)
                || (after.Application?.Office == concerned && !ReferenceEquals(before.Application, after.Application));
        }
    }

    private static ReachKind KindOf(bool had, bool has) =>
        (had, has) switch
        {
            (false, true) => ReachKind.Came,
            (true, false) => ReachKind.Left,
            _ => ReachKind.Held,
        };
}
