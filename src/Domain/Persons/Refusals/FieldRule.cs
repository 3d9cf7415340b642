using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Which rule a field breaks. One member for each rule, so that a program can distinguish them and people read the reason in their own
/// language; the API has a text in both languages for each. Limits are in <see cref="Refusal.AtLeast"/> and <see cref="Refusal.AtMost"/>.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<FieldRule>))]
public enum FieldRule
{
    Required,

    /// <summary>The identity document does not contain it, so the form must.</summary>
    RequiredByDocument,

    /// <summary>A text without a single letter, digit or Chinese character.</summary>
    NoContent,

    /// <summary>Shorter than <see cref="Refusal.AtLeast"/>, in characters.</summary>
    TooShort,

    /// <summary>Longer than <see cref="Refusal.AtMost"/>, in characters.</summary>
    TooLong,

    /// <summary>A control character, half a surrogate pair, or another character that cannot be stored and shown.</summary>
    BadText,

    /// <summary>A code that is not in its list, or not on that day.</summary>
    NotInList,

    /// <summary>Not formed as a code of this kind is.</summary>
    BadCode,

    /// <summary>Outside <see cref="Refusal.AtLeast"/> to <see cref="Refusal.AtMost"/>, both inclusive.</summary>
    OutOfRange,

    /// <summary>A day or moment that has not come yet.</summary>
    InFuture,

    BeforeBirth,

    /// <summary>Before the first day of the registration, which is <see cref="Refusal.AtLeast"/>.</summary>
    BeforeRegistration,

    AfterRegistration,

    AfterSubmission,

    /// <summary>Before the day of the application, which is <see cref="Refusal.AtLeast"/>.</summary>
    BeforeSubmission,

    /// <summary>An end before its beginning.</summary>
    BeforeStart,

    /// <summary>Further back than it may be recorded; the first possible day is <see cref="Refusal.AtLeast"/>.</summary>
    TooLongAgo,

    /// <summary>Must be a day after today.</summary>
    NotAfterToday,

    /// <summary>Beyond the last day of the duty, which is <see cref="Refusal.AtMost"/>.</summary>
    AfterLastDay,

    /// <summary>In a year without a working calendar.</summary>
    NoCalendar,

    OnlyWithDataMatch,
    OnlyWithOtherReason,
    OnlyWithDisability,

    /// <summary>The first day of new work belongs to the reason "no longer unemployed" only.</summary>
    OnlyWithNoLongerUnemployed,

    /// <summary>A first day belongs to a revocation for something that lasted: work, a business, a pension, lost ability.</summary>
    OnlyWithLastingFact,

    /// <summary>Remedy and correction belong to an objection that is upheld.</summary>
    OnlyWhenUpheld,

    /// <summary>A correction undoes an objection against data, and no other.</summary>
    OnlyForData,

    /// <summary>Approving undoes an objection against a non-approval, and no other.</summary>
    OnlyForNonApproval,
    OnlyWhileDrawing,
    OnlyFromPlatform,
    RequiredFromPlatform,

    /// <summary>The first two digits are no province's.</summary>
    NoProvince,

    /// <summary>A residence permit of Hong Kong, Macao or Taiwan goes with the group served by reference of that name.</summary>
    PermitNeedsGroup,

    /// <summary>The group of Hong Kong, Macao and Taiwan residents goes with their residence permits only.</summary>
    GroupNeedsPermit,

    /// <summary>A value is removed and given at once.</summary>
    RemovedAndGiven,

    /// <summary>A scale of disability where one of its grades is needed.</summary>
    ScaleNotGrade,

    /// <summary>A person's own report (本人自报) cannot be an attempt without an answer.</summary>
    OwnReportWasAnswered,

    /// <summary>Only a telephone or a short message has a number that can be wrong.</summary>
    ChannelHasNoNumber,

    /// <summary>Non-approval for age: the person is sixteen or older.</summary>
    SixteenOrOlder,

    /// <summary>Needs a check of the identity that was not confirmed, and a correction that was asked.</summary>
    NeedsCorrectionAsked,

    /// <summary>
    /// The person was asked to correct, and has until <see cref="Refusal.AtLeast"/>: from that day on it is possible without an answer.
    /// </summary>
    WaitsForAnswer,

    /// <summary>
    /// The data were matched before what they are to contradict; the first day that will do is <see cref="Refusal.AtLeast"/>.
    /// </summary>
    OlderThanContradicted,

    /// <summary>Exactly one of two: the right number, or why there is none.</summary>
    RightNumberOrWhyNone,

    /// <summary>The number under which the case already is.</summary>
    SameNumber,

    /// <summary>The person's own recorded statement is needed: channel, time and words.</summary>
    NeedsOwnStatement,

    OnlyWithGaveUp,

    /// <summary>Belongs to an exit by death only.</summary>
    OnlyWithDeath,

    /// <summary>Before the person said so, which was on <see cref="Refusal.AtLeast"/>.</summary>
    BeforeStatement,

    /// <summary>Before the day of the decision, which is <see cref="Refusal.AtLeast"/>.</summary>
    BeforeDecision,

    /// <summary>
    /// This channel cannot inform a person of a decision: a report of the person's own, or a message to a person who has died.
    /// </summary>
    ChannelDoesNotInform,

    /// <summary>Belongs to an open application only.</summary>
    OnlyOnApplication,

    /// <summary>The application names no by-reference group that could be checked.</summary>
    OnlyByReference,

    /// <summary>No registration under this number ended by death.</summary>
    OnlyWithDeathOnRecord,

    /// <summary>A registration by reference is active already: a second one beside it cannot be.</summary>
    ByReferenceIsActive,

    /// <summary>Needs a check by hand, or the person's own word, that contradicts; a data match alone is only a hit.</summary>
    NeedsCheckByHand,

    /// <summary>Needs the person's own declaration.</summary>
    NeedsOwnDeclaration,

    /// <summary>Needs a recorded check that contradicts.</summary>
    NeedsContradiction,

    /// <summary>Two registrations of one person and one kind at the same time.</summary>
    Overlaps,

    /// <summary>The other number is an alias, or one of the two is being linked at this moment.</summary>
    AliasOrMoving,

    /// <summary>What is wrong belongs to a finding that something is wrong.</summary>
    OnlyWhenWrong,

    /// <summary>The person has no registration of this number, or none stood on the day.</summary>
    NoSuchRegistration,

    /// <summary>Several registrations of the person are meant: the row must have the number of one.</summary>
    SeveralRegistrations,

    /// <summary>After the registration was over; the last day is <see cref="Refusal.AtMost"/>.</summary>
    AfterEnd,

    /// <summary>The registration is over, and ended on another day, for another reason, or not by an exit.</summary>
    EndedOtherwise,

    /// <summary>The same is given before in the same list.</summary>
    Duplicate,

    /// <summary>Not among what was applied for.</summary>
    NotAppliedFor,

    /// <summary>The person's declaration belongs to the ground "own wish" only.</summary>
    OnlyWithOwnWish,

    /// <summary>What was granted belongs to an answer that grants.</summary>
    OnlyWhenGranted,

    /// <summary>A reason belongs to an answer that does not grant.</summary>
    OnlyWhenNotGranted,

    /// <summary>A category belongs to a recognition as a hardship person.</summary>
    OnlyForHardship,

    /// <summary>Only of a person who answered.</summary>
    OnlyWhenAnswered,
}
