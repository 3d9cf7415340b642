using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>Everything that one write of one person carries, committed in one transaction or not at all.</summary>
public sealed record PersonCommit
{
    /// <summary>Names this commit in the person's row, so that after a lost connection it can be known whether it happened.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];

    /// <summary>Null for the register's own commands.</summary>
    public ReceiptEntry? Receipt { get; init; }

    public IReadOnlyList<CountRow> Counts { get; init; } = [];

    public IReadOnlyList<PlatformItem> PlatformItems { get; init; } = [];

    public IReadOnlyList<PersonNotice> Notices { get; init; } = [];

    /// <summary>The application's row, when it changed.</summary>
    public ApplicationRow? Application { get; init; }

    /// <summary>The rows of the registrations that changed.</summary>
    public IReadOnlyList<RegistrationRow> Registrations { get; init; } = [];

    /// <summary>The duties that opened, changed or ended.</summary>
    public IReadOnlyList<DutyChange> Duties { get; init; } = [];

    /// <summary>Contacts, services and policy steps that were recorded.</summary>
    public IReadOnlyList<ServiceRow> Services { get; init; } = [];

    /// <summary>The search row, when it changed.</summary>
    public SearchRow? Search { get; init; }

    /// <summary>The person's one reminder, when it changed or a tick must move it.</summary>
    public ReminderRow? Reminder { get; init; }
}
