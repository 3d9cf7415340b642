using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Batching;

namespace Grid.Storage.Persons.Commits;

/// <summary>
/// Everything that one write carries, sealed and ready to be sent, and the caller who waits for it. Answered with the new version.
/// </summary>
internal sealed class PendingWrite(PersonRow person) : Pending<long>
{
    public PersonRow Person => person;

    public IReadOnlyList<JournalRow> Journal { get; init; } = [];

    /// <summary>None, one, or two in the first minutes of a month.</summary>
    public IReadOnlyList<ReceiptRow> Receipts { get; init; } = [];

    public IReadOnlyList<OutboxRow> Counts { get; init; } = [];

    public IReadOnlyList<OutboxRow> PlatformItems { get; init; } = [];

    public IReadOnlyList<OutboxRow> Notices { get; init; } = [];

    public ApplicationRecord? Application { get; init; }

    public IReadOnlyList<CaseRow<RegistrationRow>> Registrations { get; init; } = [];

    public DutyRecords Duties { get; init; } = DutyRecords.None;

    public IReadOnlyList<ServiceRecordRow> Services { get; init; } = [];

    public IReadOnlyList<WordingFlagRow> WordingFlags { get; init; } = [];

    public SearchIndexRow? Search { get; init; }

    public DutyReminderRow? Reminder { get; init; }
}
