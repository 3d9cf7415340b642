using System.Text.Json;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Systems;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>Everything that one write of one person carries, committed in one transaction or not at all.</summary>
public sealed record PersonCommit : Discreet
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

    /// <summary>To the systems that decide the person's matters, and to the electronic licences.</summary>
    public IReadOnlyList<SystemMessage> SystemMessages { get; init; } = [];

    /// <summary>The rows of the matters that changed, and of prefilled applications.</summary>
    public IReadOnlyList<MatterRow> Matters { get; init; } = [];

    /// <summary>Offices that an event concerns besides the one that the journal names, or for which the case begins or ends.</summary>
    public IReadOnlyList<ReachRow> Reach { get; init; } = [];

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

/// <summary>One event on its way to the journal.</summary>
/// <param name="Sequence">Position among this person's events, from 1.</param>
/// <param name="Event">The fact; its personal part is sealed by the store.</param>
/// <param name="On">The event's date (Asia/Shanghai), which decides its period.</param>
/// <param name="Office">The office that held the case after it; null where there was none.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="At">When it was decided.</param>
/// <param name="TraceId">W3C trace identifier of the request.</param>
public sealed record JournalEntry(
    long Sequence,
    PersonEvent Event,
    DateOnly On,
    string? Office,
    Actor Actor,
    DateTimeOffset At,
    string? TraceId
) : Discreet
{
    /// <summary>What the statistics see of the person from then on; null when the event does not change that.</summary>
    public StatisticalStatusChange? StatisticalStatus { get; init; }
}

/// <summary>An office that hears of an event in the feed of changes.</summary>
/// <param name="Sequence">The journal entry's sequence.</param>
/// <param name="Office">Which office.</param>
/// <param name="Kind">What the event does to its reach of the case.</param>
public sealed record ReachRow(long Sequence, string Office, ReachKind Kind) : Discreet;

/// <summary>The receipt of a command: given again to a repeat with the same key and digest.</summary>
public sealed record ReceiptEntry(string Caller, string Key, byte[] Digest, string Operation, CommandOutcome Outcome) : Discreet;

/// <summary>A count entry on its way to its outbox, with the journal entry that it follows from.</summary>
/// <param name="Sequence">The journal entry's sequence.</param>
/// <param name="Ordinal">Position among the entries of that event, from 0.</param>
public sealed record CountRow(long Sequence, int Ordinal, CountEntry Entry) : Discreet;

/// <summary>The searchable row of an application.</summary>
/// <param name="IsNew">True when the number must not exist yet: a second one fails the commit.</param>
/// <param name="Application">The application; the store takes the columns it lists and searches by.</param>
/// <param name="Region">Counting leaf of its office.</param>
/// <param name="EnteredInError">Ended as entered in error: kept, but in no list.</param>
public sealed record ApplicationRow(bool IsNew, Application Application, string Region, bool EnteredInError) : Discreet;

/// <summary>The searchable row of a registration.</summary>
/// <param name="IsNew">True when the number must not exist yet: a second one fails the commit.</param>
/// <param name="Registration">The registration; the store takes the columns it lists and searches by.</param>
/// <param name="Region">Counting leaf of its office.</param>
/// <param name="Status">Its status after the commit.</param>
/// <param name="Exit">The exit, when <paramref name="Status"/> says exited.</param>
/// <param name="EndedOn">The day it ended; null while active.</param>
public sealed record RegistrationRow(
    bool IsNew,
    Registration Registration,
    string Region,
    RegistrationRowStatus Status,
    ExitDetails? Exit,
    DateOnly? EndedOn
) : Discreet;

/// <summary>The status column of a registration's row; stored as the number.</summary>
public enum RegistrationRowStatus
{
    Active = 1,
    Exited = 2,

    /// <summary>A by-reference case that became an ordinary registration.</summary>
    BecameOrdinary = 3,

    /// <summary>Linking showed it to be a second registration of one person.</summary>
    Duplicate = 4,

    /// <summary>On its way to another number's record; the receiver's commit sets the status again.</summary>
    Moving = 5,

    EnteredInError = 6,

    /// <summary>Revoked (撤销登记): it counts as if it had not been, and stays readable.</summary>
    Revoked = 7,
}

/// <summary>The row of a matter, or of a prefilled application.</summary>
/// <param name="Number">Its number; of a prefilled application a name of its own.</param>
/// <param name="State">By its camelCase name; <c>prefilled</c> and <c>closed</c> for prefilled applications.</param>
/// <param name="Region">Counting leaf of the office.</param>
public sealed record MatterRow(
    string Number,
    MatterKind Kind,
    string State,
    string Office,
    string Region,
    DateOnly AskedOn,
    DateOnly AnswerDue,
    int Revision,
    string? SystemReference
) : Discreet;

/// <summary>What a commit does to one row of the duties that are open.</summary>
/// <param name="Duty">The duty as it is now, or as it was last when it ended.</param>
/// <param name="Region">Counting leaf of its office.</param>
/// <param name="Ended">True when it is no longer open.</param>
/// <param name="How">How it ended; null when it only left with its case, which does not count in the performance figures.</param>
/// <param name="On">The day on which it ended; null while it is open.</param>
public sealed record DutyChange(Duty Duty, string Region, bool Ended, DutyClosing? How, DateOnly? On) : Discreet;

/// <summary>One contact, service or policy step, as a row of its own.</summary>
/// <param name="Sequence">The journal entry that holds it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Registration">The registration under which it was given.</param>
/// <param name="On">The day on which it happened.</param>
/// <param name="Office">The office that did it.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Code">Channel of a contact, item of a service, code of a policy.</param>
/// <param name="Result">Outcome, result or step, by its camelCase name.</param>
/// <param name="Reached">Of a contact: whether the person was reached.</param>
/// <param name="Details">Everything else; stored sealed.</param>
public sealed record ServiceRow(
    long Sequence,
    ServiceRowKind Kind,
    RegistrationNumber Registration,
    DateOnly On,
    string Office,
    string By,
    string Code,
    string Result,
    bool? Reached,
    JsonElement Details
) : Discreet;

/// <summary>The kind column of a service row; stored as the number.</summary>
public enum ServiceRowKind
{
    Contact = 1,
    Service = 2,
    Policy = 3,

    /// <summary>A rule that the person fulfils, or not any more; the result begins with a word of <see cref="ServiceRowKinds"/>.</summary>
    Rule = 4,

    /// <summary>What changed on the list for civil affairs.</summary>
    Listed = 5,
}

/// <summary>Words in the result of service rows of rules.</summary>
public static class ServiceRowKinds
{
    /// <summary>The person fulfils it, and was told.</summary>
    public const string Told = "told";

    /// <summary>The person does not fulfil it any more.</summary>
    public const string Ended = "ended";
}

/// <summary>What a person is found by. Null members: no longer found by them (an alias, or entered in error).</summary>
/// <param name="Name">Found by the prefix of its search key.</param>
/// <param name="Telephone">Found by its keyed hash.</param>
/// <param name="Office">The office of the open case, or of the last one.</param>
/// <param name="Region">Counting leaf of that office.</param>
/// <param name="Active">Whether a registration is active.</param>
public sealed record SearchRow(PersonName? Name, TelephoneNumber? Telephone, string? Office, string? Region, bool Active) : Discreet
{
    /// <summary>Compared with other persons, to find who is in the register twice; null: not compared.</summary>
    public PersonIdentity? Identity { get; init; }

    /// <summary>Compared too.</summary>
    public string? Address { get; init; }
}

/// <summary>The person's one reminder <c>duty</c>.</summary>
/// <param name="At">When the register must act on its own; null deletes the reminder.</param>
public sealed record ReminderRow(DateTimeOffset? At) : Discreet
{
    /// <summary>
    /// A row that is not moved ticks again after this long, and one whose moment was missed ticks at the next multiple of it: so short,
    /// and never shorter than the silos' refresh of reminders.
    /// </summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
}
