using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Retirement;

namespace Grid.Domain.Persons;

/// <summary>
/// All that the register knows of one person at one moment: what the person's events fold to.
/// Holds the open case and one line for each past registration; all details are in the journal.
/// </summary>
public sealed record PersonRecord : Discreet
{
    public required PersonId Id { get; init; }

    /// <summary>How many events have been folded into this record; the next event gets this number plus one.</summary>
    public long Sequence { get; init; }

    /// <summary>Null until the first application, and again after the record was ended as entered in error.</summary>
    public PersonIdentity? Identity { get; init; }

    public PersonDetails? Details { get; init; }

    /// <summary>The open application, or the last one that ended, kept for the progress query and for an objection.</summary>
    public Application? Application { get; init; }

    /// <summary>
    /// What was here before the current application was accepted, so that ending it as entered in error leaves no mark on the number's
    /// owner.
    /// </summary>
    public PriorCase? Prior { get; init; }

    /// <summary>The active registration (失业登记), at most one; null when there is none.</summary>
    public Registration? Registration { get; init; }

    /// <summary>
    /// One line for each registration that is over, in the order in which they ended here; those of a linked number are sorted in by date.
    /// </summary>
    public IReadOnlyList<PastRegistration> Past { get; init; } = [];

    /// <summary>A decision that waits for its second person, at most one.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>
    /// Cases that were entered under this number in error. They do not belong to its owner; kept so that they stay readable.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<CaseInError> InError
    {
        get => StoredInError ?? [];
        init => StoredInError = value.Count == 0 ? null : value;
    }

    /// <summary>
    /// The stored form of <see cref="InError"/>: hardly any record has one, and the document is written with every command.
    /// </summary>
    [JsonInclude, JsonPropertyName("inError")]
    internal IReadOnlyList<CaseInError>? StoredInError { get; private init; }

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
        get => StoredLinkAgreements ?? [];
        init => StoredLinkAgreements = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="LinkAgreements"/>.</summary>
    [JsonInclude, JsonPropertyName("linkAgreements")]
    internal IReadOnlyList<LinkAgreement>? StoredLinkAgreements { get; private init; }

    /// <summary>Transfer requests that are closed, the latest; the asking offices see how each ended.</summary>
    [JsonIgnore]
    public IReadOnlyList<ClosedTransferRequest> ClosedTransferRequests
    {
        get => StoredClosedTransferRequests ?? [];
        init => StoredClosedTransferRequests = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="ClosedTransferRequests"/>.</summary>
    [JsonInclude, JsonPropertyName("closedTransferRequests")]
    internal IReadOnlyList<ClosedTransferRequest>? StoredClosedTransferRequests { get; private init; }

    /// <summary>Moves of cases that are over for this record: a repeat that arrives late must not be applied again.</summary>
    public IReadOnlyList<Guid> SettledMoves { get; init; } = [];

    /// <summary>Moves that were declined; a repeat gets the same answer.</summary>
    public IReadOnlyList<Guid> DeclinedMoves { get; init; } = [];

    /// <summary>
    /// 申请编号 of the platform's earlier applications, so that downloading one again is harmless; the current one is in
    /// <see cref="Application"/>.
    /// </summary>
    public IReadOnlyList<PlatformApplicationNumber> PlatformNumbers { get; init; } = [];

    /// <summary>
    /// Applications of the platform that did not become separate applications here and wait for a result under their numbers.
    /// </summary>
    public IReadOnlyList<AwaitingResult> AwaitingResults { get; init; } = [];

    /// <summary>What sources of data report of this person, as far as a case needs it (信息比对); by source and key.</summary>
    [JsonIgnore]
    public IReadOnlyList<KnownMatch> Matches
    {
        get => StoredMatches ?? [];
        init => StoredMatches = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="Matches"/>.</summary>
    [JsonInclude, JsonPropertyName("matches")]
    internal IReadOnlyList<KnownMatch>? StoredMatches { get; private init; }

    /// <summary>Claims that were made at their systems and wait for the person's application, one of each kind.</summary>
    [JsonIgnore]
    public IReadOnlyList<PrefilledApplication> Prefilled
    {
        get => StoredPrefilled ?? [];
        init => StoredPrefilled = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="Prefilled"/>.</summary>
    [JsonInclude, JsonPropertyName("prefilled"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<PrefilledApplication>? StoredPrefilled { get; private init; }

    /// <summary>Complaints about offices (投诉): the open ones, and the latest that are over.</summary>
    [JsonIgnore]
    public IReadOnlyList<Complaint> Complaints
    {
        get => StoredComplaints ?? [];
        init => StoredComplaints = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="Complaints"/>.</summary>
    [JsonInclude, JsonPropertyName("complaints")]
    internal IReadOnlyList<Complaint>? StoredComplaints { get; private init; }

    /// <summary>What the person said in surveys, the latest.</summary>
    [JsonIgnore]
    public IReadOnlyList<SurveyCheck> SurveyChecks
    {
        get => StoredSurveyChecks ?? [];
        init => StoredSurveyChecks = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="SurveyChecks"/>.</summary>
    [JsonInclude, JsonPropertyName("surveyChecks")]
    internal IReadOnlyList<SurveyCheck>? StoredSurveyChecks { get; private init; }

    /// <summary>Uses by other offices of which the person was told on the latest day that had one.</summary>
    [JsonIgnore]
    public IReadOnlyList<ToldUse> ToldUses
    {
        get => StoredToldUses ?? [];
        init => StoredToldUses = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="ToldUses"/>.</summary>
    [JsonInclude, JsonPropertyName("toldUses")]
    internal IReadOnlyList<ToldUse>? StoredToldUses { get; private init; }

    /// <summary>
    /// The import of contacts, services or exits that is all or nothing and waits for its end: see <see cref="HistoryHeld"/>. Null otherwise.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? HeldBy { get; init; }

    /// <summary>The person does not want the own data to go to civil affairs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RefusesExchange { get; init; }

    /// <summary>What civil affairs decided last about the minimum living allowance; null where nothing is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AllowanceResult? Allowance { get; init; }

    /// <summary>
    /// Sequence of the erasure, when the person was erased: what was before is not here, and the journal goes on. Null otherwise.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ErasedThrough { get; init; }

    /// <summary>Nothing is known of this person: nothing was ever recorded, or nothing since the person was erased.</summary>
    [JsonIgnore]
    public bool IsUnknown => Sequence == (ErasedThrough ?? 0);

    /// <summary>The record with another service state, where a registration is active.</summary>
    internal PersonRecord WithService(Func<ServiceState, ServiceState> change) =>
        Registration is { } registration ? this with { Registration = registration with { Service = change(registration.Service) } } : this;

    /// <summary>A person of whom nothing is known yet.</summary>
    public static PersonRecord Unknown(PersonId id) => new() { Id = id };
}

/// <summary>
/// Who the person is. Birth date and sex are those in the number; the form can only fill what the number leaves open.
/// </summary>
public sealed record PersonIdentity(IdentityNumber Number, PersonName Name, DateOnly? BirthDate, Sex? Sex) : Discreet;

/// <summary>
/// What else the register keeps of a person, and no more than a requirement uses (PIPL art. 6): the minimal form plus what the
/// month's breakdowns need. Codes are those of the code lists named beside each.
/// </summary>
public sealed record PersonDetails : Discreet
{
    /// <summary>
    /// Null when none is known: one that was wrong was removed, or the platform sent none that can be dialled. Null is written, too: the
    /// member was always there.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TelephoneNumber? Telephone { get; init; }

    /// <summary>Where letters reach the person; optional.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// In place of a code of <see cref="Health"/>: an earlier system had not recorded it. In no list, so that no one applies with it.
    /// </summary>
    public const string HealthNotRecorded = "9";

    /// <summary>Code list <c>health</c>. Sealed wherever it is stored.</summary>
    public required string Health { get; init; }

    /// <summary>
    /// Code list <c>disability-grade</c> (scale and grade); only when health says disabled. Sealed wherever it is stored.
    /// </summary>
    public string? DisabilityGrade { get; init; }

    /// <summary>Code list <c>education</c> (GB/T 4658).</summary>
    public string? Education { get; init; }

    /// <summary>Code list <c>ethnic-group</c> (GB/T 3304).</summary>
    public string? EthnicGroup { get; init; }

    /// <summary>Code list <c>hukou-nature</c> (AAC009). Never decides anything: the place of registration does (79/2020 (十)).</summary>
    public string? HukouNature { get; init; }

    /// <summary>Region code of the household registration, 6 digits.</summary>
    public string? HukouRegion { get; init; }

    /// <summary>
    /// Which retirement age applies, as far as it is known: from when the pension data are matched. Two of them reveal something about
    /// health: sealed wherever it is stored.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RetirementCategory? RetirementCategory { get; init; }

    /// <summary>What the office's ledger needs besides; null when nothing of it is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PersonProfile? Profile { get; init; }

    /// <summary>What cannot be in the fields above, as it was given; null when nothing.</summary>
    public IReadOnlyList<UnverifiedValue>? Unverified { get; init; }
}

/// <summary>Who the register knew under this number, and the last application, before the current one.</summary>
public sealed record PriorCase(PersonIdentity Identity, PersonDetails? Details, Application? Application) : Discreet;
