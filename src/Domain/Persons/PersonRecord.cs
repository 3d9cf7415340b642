using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Duties;
using Grid.Domain.Persons.PlatformResults;
using Grid.Domain.Persons.Revoking;
using Grid.Domain.Persons.Links;
using Grid.Domain.Persons.SecondPerson;

namespace Grid.Domain.Persons;

/// <summary>
/// All that the register knows of one person at one moment: what the person's events fold to.
/// Holds the open case and one line for each past registration; everything finer is in the journal.
/// </summary>
public sealed record PersonRecord
{
    public required PersonId Id { get; init; }

    /// <summary>How many events have been folded into this record; the next event gets this number plus one.</summary>
    public long Sequence { get; init; }

    /// <summary>Null until the first application, and again after the record was ended as entered in error.</summary>
    public PersonIdentity? Identity { get; init; }

    public PersonDetails? Details { get; init; }

    /// <summary>The open application, or the last one that ended, kept for the progress query and for an objection.</summary>
    public Application? Application { get; init; }

    /// <summary>What stood here before the current application was accepted, so that ending it as entered in error leaves no mark on the number's owner.</summary>
    public PriorCase? Prior { get; init; }

    /// <summary>The active registration (失业登记), at most one; null when there is none.</summary>
    public Registration? Registration { get; init; }

    /// <summary>One line for each registration that is over, in the order in which they ended here; those of a linked number are sorted in by date.</summary>
    public IReadOnlyList<PastRegistration> Past { get; init; } = [];

    /// <summary>A decision that waits for its second person, at most one.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>Cases that were entered under this number in error. They are not its owner's; kept so that they stay readable.</summary>
    [JsonIgnore]
    public IReadOnlyList<CaseInError> InError
    {
        get => KeptInError ?? [];
        init => KeptInError = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="InError"/>: nearly nobody has one, and the document is written with every command.</summary>
    [JsonInclude, JsonPropertyName("inError")]
    internal IReadOnlyList<CaseInError>? KeptInError { get; private init; }

    /// <summary>Objections (复核) that wait for an answer.</summary>
    public IReadOnlyList<Objection> Objections { get; init; } = [];

    /// <summary>A revocation of a registration that waits for its second person.</summary>
    public RevocationCheck? RevocationCheck { get; init; }

    /// <summary>What an office owes this person now; kept up to date by every command and tick.</summary>
    public IReadOnlyList<Duty> Duties { get; init; } = [];

    /// <summary>Set when this number is another record's alias: that record answers for it.</summary>
    public PersonId? AliasOf { get; init; }

    /// <summary>Set from the moment of linking until the other record has confirmed that it holds the case.</summary>
    public CaseMove? PendingMove { get; init; }

    /// <summary>The numbers that are aliases of this record, with what was taken over from each.</summary>
    public IReadOnlyList<TakenOver> Aliases { get; init; } = [];

    /// <summary>Numbers that another office may link to this record, because this one's office agreed.</summary>
    [JsonIgnore]
    public IReadOnlyList<LinkAgreement> LinkAgreements
    {
        get => KeptLinkAgreements ?? [];
        init => KeptLinkAgreements = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="LinkAgreements"/>.</summary>
    [JsonInclude, JsonPropertyName("linkAgreements")]
    internal IReadOnlyList<LinkAgreement>? KeptLinkAgreements { get; private init; }

    /// <summary>Moves of cases that are over for this record: a repeat that arrives late must not be applied again.</summary>
    public IReadOnlyList<Guid> SettledMoves { get; init; } = [];

    /// <summary>Moves that were turned away because this number was an alias itself; a repeat gets the same answer.</summary>
    public IReadOnlyList<Guid> DeclinedMoves { get; init; } = [];

    /// <summary>申请编号 of the platform's earlier applications, so that downloading one again is harmless; the current one is in <see cref="Application"/>.</summary>
    public IReadOnlyList<PlatformApplicationNumber> PlatformNumbers { get; init; } = [];

    /// <summary>Applications of the platform that became none of their own here, and wait for a result under their numbers.</summary>
    public IReadOnlyList<AwaitingResult> AwaitingResults { get; init; } = [];

    /// <summary>A person of whom nothing is known yet.</summary>
    public static PersonRecord Unknown(PersonId id) => new() { Id = id };
}
