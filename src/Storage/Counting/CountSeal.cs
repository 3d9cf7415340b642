using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;

namespace Grid.Storage.Counting;

/// <summary>
/// Opens waiting entries, and seals the exact facts of segments with the register's own key: counting takes pages of many persons.
/// </summary>
internal static class CountSeal
{
    private const string Segments = "count_segment";

    public static CountEntry OpenEntry(byte[] content, KeyRing ring, PersonId person) =>
        OutboxSeal.Open<CountEntry>(content, ring, person.ToString(), OutboxSeal.Counts);

    public static byte[] Seal(Segment segment, KeyRing ring) => OutboxSeal.Seal(segment.Case, ring, segment.OpenedBy.ToString(), Segments);

    /// <summary>Facts of a segment that some person opened.</summary>
    public static byte[] Seal(StatisticalStatus status, PersonId openedBy, KeyRing ring) =>
        OutboxSeal.Seal(status, ring, openedBy.ToString(), Segments);

    public static StatisticalStatus Open(byte[] content, KeyRing ring, PersonId openedBy) =>
        OutboxSeal.Open<StatisticalStatus>(content, ring, openedBy.ToString(), Segments);
}
