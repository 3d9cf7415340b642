using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Apply for the recognition as a hardship person (就业困难人员认定, 79/2020 (五)): the person at a counter or without an office, or the office
/// for the person. No papers are asked for ((二)).
/// </summary>
/// <param name="Origin">Who asks for it; where the person sends it without an office, it is the person.</param>
/// <param name="Categories">Code list <c>hardship-category</c>; each once.</param>
public sealed record ApplyForHardship(HardshipOrigin Origin, IReadOnlyList<string> Categories) : PersonCommand
{
    /// <summary>What the person or the office says about it; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>
/// The office's check of an application: by data or by hand, never by papers of the person. Where the province has a publicity (公示), it
/// begins with the first check that shows a category. A later check takes the place of the earlier one.
/// </summary>
/// <param name="Application">Which application.</param>
/// <param name="Categories">Those of the application that the check showed; may be empty.</param>
public sealed record ExamineHardship(string Application, IReadOnlyList<string> Categories, Evidence Evidence) : PersonCommand;

/// <summary>
/// Recognise the person by what the check showed, after the publicity. It only proposes; a supervisor who is another person confirms.
/// </summary>
/// <param name="Application">Which application.</param>
/// <param name="From">The first day: from that of the application to that of the decision, which it is when null.</param>
public sealed record RecogniseHardship(string Application, DateOnly? From) : PersonCommand, ITakesTwoPersons
{
    ProposalKind ITakesTwoPersons.Kind => ProposalKind.HardshipRecognised;
}

/// <summary>Do not recognise the person. Takes two persons, except where it is the person's own wish.</summary>
/// <param name="Application">Which application.</param>
/// <param name="Ground">One that refuses.</param>
public sealed record RefuseHardship(string Application, HardshipGround Ground) : PersonCommand, ITakesTwoPersons
{
    /// <summary>The person's own, with <see cref="HardshipGround.OwnWish"/> and only there.</summary>
    public Evidence? Declaration { get; init; }

    ProposalKind ITakesTwoPersons.Kind => ProposalKind.HardshipRefused;

    bool ITakesTwoPersons.IsProposed => Ground != HardshipGround.OwnWish;
}

/// <summary>
/// Withdraw the recognition in force (取消认定). Takes two persons, except where it is the person's own wish.
/// </summary>
/// <param name="Ground">One that withdraws.</param>
public sealed record WithdrawHardship(HardshipGround Ground, Evidence Evidence) : PersonCommand, ITakesTwoPersons
{
    ProposalKind ITakesTwoPersons.Kind => ProposalKind.HardshipWithdrawn;

    bool ITakesTwoPersons.IsProposed => Ground != HardshipGround.OwnWish;
}

/// <summary>Who asks for a recognition. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<HardshipOrigin>))]
public enum HardshipOrigin
{
    /// <summary>本人申请</summary>
    Person = 1,

    /// <summary>经办机构提出</summary>
    Office = 2,
}

/// <summary>
/// Why a recognition is refused or withdrawn; code list <c>hardship-ground</c>. Missing papers have no member, 79/2020 (二). The values are
/// stored; never renumber.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<HardshipGround>))]
public enum HardshipGround
{
    /// <summary>Refuses: the check showed none of the categories.</summary>
    CategoryNotShown = 1,

    /// <summary>Refuses: somebody objected during the publicity, and a check by hand showed it.</summary>
    PublicityObjection = 2,

    /// <summary>Refuses and withdraws: the person's own declaration.</summary>
    OwnWish = 3,

    /// <summary>Withdraws from today on.</summary>
    NoLongerFulfilled = 4,

    /// <summary>Withdraws from the beginning: what it rested on was not true.</summary>
    FalseStatement = 5,
}

/// <summary>A recognition was applied for.</summary>
/// <param name="Id">Names the application.</param>
/// <param name="Months">Which hardship check it answers: 6 or 12 months registered; 0 where none was due.</param>
public sealed record HardshipApplied(
    string Id,
    RegistrationNumber Registration,
    string Office,
    DateOnly On,
    HardshipOrigin Origin,
    int Months,
    [property: Personal] IReadOnlyList<string> Categories,
    [property: Personal] string? Note
) : PersonEvent, IDated;

/// <summary>The office checked an application.</summary>
/// <param name="Shown">Whether the check showed a category.</param>
/// <param name="PublicUntil">The last day of the publicity; null where there is none.</param>
public sealed record HardshipExamined(
    string Id,
    RegistrationNumber Registration,
    string Office,
    DateOnly On,
    bool Shown,
    Deadline? PublicUntil,
    [property: Personal] IReadOnlyList<string> Categories,
    [property: Personal] Evidence Evidence
) : PersonEvent, IDated;

/// <summary>The person was recognised as a hardship person.</summary>
/// <param name="DecidedBy">Who proposed and who confirmed it.</param>
public sealed record HardshipRecognised(
    string Id,
    RegistrationNumber Registration,
    string Office,
    DateOnly On,
    IReadOnlyList<string> DecidedBy,
    [property: Personal] HardshipRecognition Recognition
) : PersonEvent, IDated
{
    /// <summary>The matter whose system decided it; null where offices did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Matter { get; init; }
}

/// <summary>The recognition was refused.</summary>
/// <param name="DecidedBy">Who decided it.</param>
public sealed record HardshipRefused(
    string Id,
    RegistrationNumber Registration,
    string Office,
    DateOnly On,
    HardshipGround Ground,
    IReadOnlyList<string> DecidedBy,
    [property: Personal] Evidence? Declaration
) : PersonEvent, IDated;

/// <summary>The recognition was withdrawn.</summary>
/// <param name="LastDay">Its last day; null where it is as if it had never been.</param>
/// <param name="DecidedBy">Who decided it.</param>
public sealed record HardshipWithdrawn(
    RegistrationNumber Registration,
    string Office,
    DateOnly On,
    HardshipGround Ground,
    DateOnly? LastDay,
    IReadOnlyList<string> DecidedBy,
    [property: Personal] Evidence Evidence
) : PersonEvent, IDated
{
    /// <inheritdoc cref="HardshipRecognised.Matter"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Matter { get; init; }
}

/// <summary>A refusal was taken back because of an objection: the application is open again, and is examined again.</summary>
public sealed record HardshipReopened(string Id, RegistrationNumber Registration, string Office, DateOnly On) : PersonEvent, IDated;

/// <summary>A withdrawal was taken back because of an objection: the recognition is as it was before.</summary>
public sealed record HardshipRestored(RegistrationNumber Registration, string Office, DateOnly On) : PersonEvent, IDated;

/// <summary>The recognition as a procedure: the open application, and the latest decision. The recognition itself is the service state's.</summary>
public sealed record HardshipProcedure : Discreet
{
    /// <summary>The application that waits for its decision; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HardshipApplication? Open { get; init; }

    /// <summary>The latest decision; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HardshipDecision? Latest { get; init; }
}

/// <summary>An application for a recognition.</summary>
/// <param name="Id">Names it, so that the one that was read is decided and no other.</param>
public sealed record HardshipApplication(string Id, HardshipOrigin Origin, DateOnly AppliedOn, IReadOnlyList<string> Categories) : Discreet
{
    /// <summary>The office's latest check; null while there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HardshipExamination? Examination { get; init; }

    /// <summary>The day on which it was opened again after an objection; null where it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ReopenedOn { get; init; }

    /// <summary>The day from which on it is to be examined.</summary>
    [JsonIgnore]
    public DateOnly From => ReopenedOn ?? AppliedOn;
}

/// <summary>The office's check of an application.</summary>
/// <param name="Categories">What it showed; may be empty.</param>
/// <param name="PublicUntil">The last day of the publicity; null where there is none.</param>
/// <param name="DecideFrom">The first day on which it can be decided: that of the check, or the one after the publicity.</param>
public sealed record HardshipExamination(
    DateOnly On,
    IReadOnlyList<string> Categories,
    EvidenceBasis Basis,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Deadline? PublicUntil,
    DateOnly DecideFrom
) : Discreet;

/// <summary>How an application was decided, or a recognition withdrawn.</summary>
public sealed record HardshipDecision(HardshipDecisionKind Kind, DateOnly On, IReadOnlyList<string> DecidedBy) : Discreet
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HardshipGround? Ground { get; init; }

    /// <summary>What was decided; null of a withdrawal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HardshipApplication? Application { get; init; }

    /// <summary>Of a withdrawal: the recognition as it was, so that it can be restored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HardshipRecognition? Before { get; init; }

    /// <inheritdoc cref="HardshipRecognised.Matter"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Matter { get; init; }

    /// <summary>A refusal or a withdrawal can be objected to; one by the system of a matter there, as an objection to its answer.</summary>
    [JsonIgnore]
    public bool IsAgainstPerson => Kind is HardshipDecisionKind.Refused or HardshipDecisionKind.Withdrawn && Matter is null;
}

/// <summary>The decisions. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<HardshipDecisionKind>))]
public enum HardshipDecisionKind
{
    Recognised = 1,
    Refused = 2,
    Withdrawn = 3,

    /// <summary>A withdrawal that was taken back because of an objection.</summary>
    Restored = 4,
}
