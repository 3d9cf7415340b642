using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>Why a command is not carried out. A value, never an exception; the API has a text in both languages for each.</summary>
[JsonConverter(typeof(StrictEnumConverter<RefusalCode>))]
public enum RefusalCode
{
    /// <summary>A field is missing, malformed or contradicts another; <see cref="Refusal.Field"/> names it.</summary>
    InvalidField,

    /// <summary>The form says another birth date or sex than the number.</summary>
    ContradictsNumber,

    /// <summary>The ground is one that 79/2020 (二) forbids for a refusal (papers, insurance, benefit conditions, hukou, file).</summary>
    ForbiddenRefusalGround,

    /// <summary>
    /// The ground is one that 79/2020 (四) forbids for an exit (three refusals, six months of silence), or age or expiry alone.
    /// </summary>
    ForbiddenExitGround,

    /// <summary>The actor's office neither holds the case nor is above it.</summary>
    NotYourCase,

    /// <summary>Only a supervisor may do this.</summary>
    SupervisorNeeded,

    /// <summary>Nothing is known under this number.</summary>
    UnknownPerson,

    NoOpenApplication,

    NoActiveRegistration,

    /// <summary>A registration is active at this very office; there is nothing to apply for.</summary>
    AlreadyRegistered,

    /// <summary>The identity has not been confirmed by a check.</summary>
    IdentityNotVerified,

    /// <summary>A check found something against it that no later check by hand has cleared.</summary>
    UnresolvedHit,

    /// <summary>Under sixteen full years (79/2020 (十)).</summary>
    UnderSixteen,

    /// <summary>The reason of non-approval is not shown by a recorded check.</summary>
    NonApprovalNotShown,

    /// <summary>Correction can be asked only where a check of the identity was not confirmed.</summary>
    NothingToCorrect,

    /// <summary>No correction was asked.</summary>
    CorrectionNotAsked,

    UnknownOffice,

    /// <summary>An import that is all or nothing is under way with this person; it is over in minutes.</summary>
    ImportUnderWay,

    /// <summary>The office has ended, or begins later: nothing new comes to it. The office that took over is named.</summary>
    OfficeEnded,

    /// <summary>The office already holds the case.</summary>
    SameOffice,

    UnknownTransferRequest,

    /// <summary>The exit needs another basis: the person's own declaration, or data.</summary>
    BasisNotEnough,

    /// <summary>The second person must be another one than the first.</summary>
    SecondPersonNeeded,

    NoExitProposed,

    /// <summary>A proposed exit waits already.</summary>
    ExitAlreadyProposed,

    /// <summary>This is not the registration whose exit was last, or it did not end by an exit.</summary>
    NotRevocable,

    /// <summary>Something newer (an application, a registration) prevents it.</summary>
    NewerCaseOpen,

    NothingChanges,

    UnknownObjection,

    /// <summary>There is nothing of the kind to object to.</summary>
    NothingToObjectTo,

    /// <summary>There is no decision of this kind to inform of.</summary>
    NothingToInformOf,

    /// <summary>An objection of this kind is open already.</summary>
    ObjectionOpen,

    /// <summary>A number cannot be linked to itself, to an alias, or while it has aliases of its own.</summary>
    CannotLink,

    /// <summary>The number is no alias of this record, or what it brought has changed since.</summary>
    CannotUnlink,

    /// <summary>The case of a link is still on its way.</summary>
    MovePending,

    /// <summary>The number to link to is not known, or nothing is recorded under it.</summary>
    NothingToLinkTo,

    /// <summary>The record to link to is held by an office outside the actor's reach, which has not agreed.</summary>
    MainOutOfReach,

    /// <summary>A decision already waits for its second person and prevents this one.</summary>
    ProposalWaits,

    /// <summary>No proposal of this name waits.</summary>
    NoProposal,

    /// <summary>The by-reference group has not been confirmed by a check.</summary>
    GroupNotVerified,

    /// <summary>There is no open duty of this name.</summary>
    UnknownDuty,

    /// <summary>Another clerk holds the duty.</summary>
    DutyClaimed,

    /// <summary>
    /// The number has a case under another name, or another date of birth: one of the two is mistyped, or the person's name changed.
    /// </summary>
    ContradictsRecord,

    /// <summary>The platform sent the same application number with another name, number, reason or commitment.</summary>
    PlatformRepeatContradicts,

    /// <summary>This registration is neither active nor over by an exit, or is not this person's.</summary>
    RegistrationNotRevocable,

    NoRevocationProposed,

    /// <summary>A proposed revocation waits already.</summary>
    RevocationAlreadyProposed,

    /// <summary>Other numbers are linked to this one: unlink them first.</summary>
    CannotCorrectNumber,

    /// <summary>The days in which it could be objected to are over; the last one is <see cref="Refusal.AtMost"/>.</summary>
    ObjectionTooLate,

    /// <summary>Who took part in a decision does not answer an objection against it.</summary>
    DeciderMayNotAnswer,

    /// <summary>What the objection is against is no longer as it was: there is nothing to undo.</summary>
    NotUndoable,

    /// <summary>The matter was examined again: now it is undone, or it stays.</summary>
    AlreadyReExamined,

    /// <summary>The person has no application of this number.</summary>
    UnknownApplication,

    /// <summary>Nothing was ever recorded under the number that the command was sent to: see <see cref="CommandTarget"/>.</summary>
    NotFound,

    /// <summary>
    /// The person has a newer application or registration than the one that the command means: see <see cref="CommandTarget"/>.
    /// </summary>
    NotCurrentCase,

    /// <summary>Whether two records are of one person has been decided, or they are no longer alike: see <see cref="Duplicates.PairStatus"/>.</summary>
    PairDecided,

    /// <summary>There is no source of data of this name.</summary>
    UnknownSource,

    /// <summary>The person has no open application, no active registration, and no exit that rests on this row: nothing is stored.</summary>
    NothingToMatch,

    /// <summary>So many rows are known of this person already: the source gives the same fact new keys.</summary>
    TooManyMatches,

    /// <summary>No row of this source and key is known of this person.</summary>
    UnknownMatch,

    /// <summary>The registration has no certificate in force.</summary>
    NoCertificate,

    /// <summary>An application for the recognition as a hardship person waits for its decision already.</summary>
    HardshipApplicationOpen,

    /// <summary>No application for the recognition of this name waits.</summary>
    NoHardshipApplication,

    /// <summary>The person is recognised for this, and the recognition does not end soon.</summary>
    AlreadyRecognised,

    /// <summary>The person is not recognised as a hardship person today.</summary>
    NotRecognised,

    /// <summary>No check of the office shows a category of the application.</summary>
    HardshipNotShown,

    /// <summary>The check of the office does not show the ground of the refusal.</summary>
    HardshipRefusalNotShown,

    /// <summary>The publicity (公示) lasts; it can be decided from <see cref="Refusal.AtLeast"/> on.</summary>
    PublicityNotOver,

    /// <summary>The person is a member of another household.</summary>
    InOtherHousehold,

    /// <summary>The household's state does not allow it: see <see cref="Refusal.State"/>.</summary>
    HouseholdNotInState,

    /// <summary>A member of the household is not registered now.</summary>
    HouseholdMemberNotRegistered,

    /// <summary>No matter (一件事) of this number is known of this person.</summary>
    UnknownMatter,

    /// <summary>A matter of this kind is open or granted already.</summary>
    MatterAsked,

    /// <summary>The matter has its answer, so that it cannot be withdrawn here.</summary>
    MatterAnswered,

    /// <summary>An answer of this number was recorded before and says something else.</summary>
    MatterContradicted,

    /// <summary>The person has withdrawn the matter.</summary>
    MatterClosed,

    /// <summary>The province's rule leaves the person no choice about the exchange with civil affairs.</summary>
    ExchangeNotRefusable,

    /// <summary>The person was never on the list for civil affairs, or does not want to be: nothing is stored.</summary>
    NotExchanged,

    /// <summary>Only an allowance that was granted can end.</summary>
    AllowanceNotGranted,

    /// <summary>No office is above the one complained of.</summary>
    NoOfficeAbove,

    /// <summary>The person has too many open complaints, or raised too many lately.</summary>
    TooManyComplaints,

    /// <summary>The same is complained of already, and waits for its answer.</summary>
    ComplaintOpen,

    /// <summary>The person has no open complaint of this number.</summary>
    UnknownComplaint,

    /// <summary>The survey's sample does not have this registration.</summary>
    NotInSample,

    /// <summary>What the person said in this survey is recorded already.</summary>
    AlreadySurveyed,

    /// <summary>No answer of this survey contradicts the record, or somebody has looked at it.</summary>
    NothingToSettle,

    /// <summary>The person is on the list for civil affairs, and civil affairs have not read it: nothing is stored.</summary>
    NotDelivered,
}
