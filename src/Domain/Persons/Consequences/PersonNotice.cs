using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>A message to the person (告知), waiting to be sent. The text is made from a template when it is sent.</summary>
/// <param name="Kind">Which message.</param>
/// <param name="Facts">What the template needs; never an identity number, health, or reason 70. Sealed where it waits, because it holds the
/// telephone.</param>
public sealed record PersonNotice(NoticeKind Kind, JsonElement Facts) : Discreet;

/// <summary>The messages to the person.</summary>
[JsonConverter(typeof(StrictEnumConverter<NoticeKind>))]
public enum NoticeKind
{
    Receipt,
    IdentityCorrection,
    Transfer,
    Approved,
    NotApproved,
    Exited,
    ExitRevoked,

    /// <summary>The answer to an objection.</summary>
    ObjectionAnswered,

    /// <summary>The first contact reached the person: what is offered, and whom to ask (79/2020 (三)).</summary>
    FirstContact,

    /// <summary>A month's follow-up is open: the person may answer it over the link (79/2020 (四)).</summary>
    FollowUp,

    /// <summary>A support policy fits (79/2020 (三)).</summary>
    PolicyHint,

    /// <summary>Six or twelve months registered: a recognition as a hardship person may be asked for (79/2020 (五)).</summary>
    HardshipHint,

    /// <summary>
    /// The day that was given to the person is a later one now, because the calendar changed or the case went where another one applies.
    /// </summary>
    DueMoved,

    /// <summary>A registration was revoked (撤销登记): why, and how to object.</summary>
    RegistrationRevoked,

    /// <summary>The office had mistyped the identity number and corrected it; nothing else changed.</summary>
    NumberCorrected,

    /// <summary>A revocation was taken back: the registration is valid as before.</summary>
    RevocationUndone,

    /// <summary>Another office was asked for the case, because the person applied there (79/2020 (一)).</summary>
    TransferAsked,

    /// <summary>The case stays, as the person declared.</summary>
    TransferDeclined,

    /// <summary>A transfer request was not answered in time: the office above has it now.</summary>
    TransferOverdue,

    /// <summary>A transfer request was not answered in time and is closed; the case stays where it is.</summary>
    TransferLapsed,

    /// <summary>A case was ended because it had been entered under a wrong number.</summary>
    EnteredInError,

    /// <summary>
    /// It was recorded that the person gave up looking for work; a second person has to confirm it, and the person can object.
    /// </summary>
    GivingUpRecorded,

    /// <summary>
    /// An application was made with another telephone than the one that was known: to the one that was known, without the receipt. Who knows
    /// a number and applies with it would otherwise be the only one to hear of it.
    /// </summary>
    AppliedWithOtherTelephone,

    /// <summary>The application was withdrawn, as the person declared.</summary>
    Withdrawn,

    /// <summary>
    /// Data of the person or the case were corrected; also to the telephone that was known before. Which ones is not said: some reveal
    /// something about health.
    /// </summary>
    DataCorrected,

    /// <summary>What was recorded under two numbers of the person is one record now.</summary>
    Linked,

    /// <summary>
    /// The person, who is registered now, had wished to claim unemployment benefit (失业保险金): where that is done (79/2020 (五)). The
    /// registration depends on nothing of it.
    /// </summary>
    BenefitHint,

    /// <summary>An application for the recognition as a hardship person is here: by when the office looks at it.</summary>
    HardshipReceived,

    /// <summary>The office checked it, and it is made public (公示) until a day.</summary>
    HardshipPublished,

    /// <summary>The person was recognised as a hardship person, until a day; never in which category.</summary>
    HardshipRecognised,

    /// <summary>The recognition was refused: why, and how to object.</summary>
    HardshipRefused,

    /// <summary>The recognition was withdrawn: why, and how to object.</summary>
    HardshipWithdrawn,

    /// <summary>The recognition ends soon, and can be renewed.</summary>
    HardshipExpiring,

    /// <summary>A matter was asked for beside the registration (79/2020 (五)): who decides it, and by when.</summary>
    MatterAsked,

    /// <summary>A matter was granted by the system that decides it.</summary>
    MatterGranted,

    /// <summary>A matter was not granted: where and until when the person can object. The registration is not affected.</summary>
    MatterNotGranted,

    /// <summary>
    /// A claim was made at its system by a person who is not registered: an application here waits for the person's commitment.
    /// </summary>
    ApplicationPrefilled,

    /// <summary>
    /// The person may be entitled to the minimum living allowance (最低生活保障): where to apply, and that the data may be kept from civil
    /// affairs (79/2020 (五)).
    /// </summary>
    AllowanceHint,

    /// <summary>A complaint was made: its number, which office answers it, and by when.</summary>
    ComplaintReceived,

    /// <summary>A complaint was answered, or taken back; what was found is read with its number.</summary>
    ComplaintAnswered,

    /// <summary>An office that does not hold the case used the person's data: which, and how; not what for.</summary>
    DataUsed,
}

/// <summary>Words of a notice in both languages; which one is read is decided when it is sent.</summary>
internal sealed record NoticeWords(string Zh, string En) : Discreet;
