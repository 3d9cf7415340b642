using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Systems;
using Grid.Storage.Batching;

namespace Grid.Storage.Persons.Commits;

/// <summary>
/// Everything that one write carries, sealed and ready to be sent, and the caller who waits for it. Answered with the new version.
/// </summary>
internal sealed class PendingWrite(PersonRow person) : Pending<long>
{
    public PersonRow Person => person;

    public IReadOnlyList<Packed<(JournalEntry Entry, string? StatisticalStatus, byte[]? Mac)>> Journal { get; init; } = [];

    public IReadOnlyList<Packed<ReachRow>> Reach { get; init; } = [];

    /// <summary>None, one, or two in the first minutes of a month.</summary>
    public IReadOnlyList<Packed<(ReceiptEntry Entry, DateOnly Month)>> Receipts { get; init; } = [];

    public IReadOnlyList<Packed<CountRow>> Counts { get; init; } = [];

    public IReadOnlyList<Packed<(PlatformItem Item, bool ByHand)>> PlatformItems { get; init; } = [];

    public IReadOnlyList<Packed<PersonNotice>> Notices { get; init; } = [];

    public IReadOnlyList<Packed<SystemMessage>> SystemMessages { get; init; } = [];

    public IReadOnlyList<Packed<MatterRow>> Matters { get; init; } = [];

    public Packed<ApplicationRow>? Application { get; init; }

    public IReadOnlyList<Packed<RegistrationRow>> Registrations { get; init; } = [];

    public PackedDuties Duties { get; init; } = PackedDuties.None;

    public IReadOnlyList<Packed<ServiceRow>> Services { get; init; } = [];

    public IReadOnlyList<Packed<(JournalEntry Entry, WordingFlagged Flag)>> WordingFlags { get; init; } = [];

    public IReadOnlyList<Packed<ComplaintStep>> ComplaintSteps { get; init; } = [];

    public IReadOnlyList<Packed<SurveyStep>> SurveySteps { get; init; } = [];

    public Packed<PackedSearch>? Search { get; init; }

    /// <summary>Its name in the reminders table, as text, is made before the writer gets it.</summary>
    public Packed<(ReminderRow Row, string GrainId)>? Reminder { get; init; }
}
