using System.Text.Json.Serialization;

namespace Grid.Domain.Persons;

/// <summary>
/// A fact about one person that has been decided. Folding a person's events in order gives the person's record.
/// Members marked <see cref="PersonalAttribute"/> are sealed in the journal; all others are statistical facts and stay readable after the
/// person is erased.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(ApplicationSubmitted), "applicationSubmitted")]
[JsonDerivedType(typeof(PlatformApplicationJoined), "platformApplicationJoined")]
[JsonDerivedType(typeof(ContactUpdated), "contactUpdated")]
[JsonDerivedType(typeof(VerificationRecorded), "verificationRecorded")]
[JsonDerivedType(typeof(CorrectionAsked), "correctionAsked")]
[JsonDerivedType(typeof(IdentityCorrected), "identityCorrected")]
[JsonDerivedType(typeof(ApplicationApproved), "applicationApproved")]
[JsonDerivedType(typeof(ApplicationRefused), "applicationRefused")]
[JsonDerivedType(typeof(ApplicationWithdrawn), "applicationWithdrawn")]
[JsonDerivedType(typeof(TransferRequested), "transferRequested")]
[JsonDerivedType(typeof(TransferDeclined), "transferDeclined")]
[JsonDerivedType(typeof(TransferLapsed), "transferLapsed")]
[JsonDerivedType(typeof(ApplicationTransferred), "applicationTransferred")]
[JsonDerivedType(typeof(RegistrationTransferred), "registrationTransferred")]
[JsonDerivedType(typeof(Registered), "registered")]
[JsonDerivedType(typeof(ByReferenceEnded), "byReferenceEnded")]
[JsonDerivedType(typeof(ExitProposed), "exitProposed")]
[JsonDerivedType(typeof(ExitRejected), "exitRejected")]
[JsonDerivedType(typeof(Exited), "exited")]
[JsonDerivedType(typeof(ExitRevoked), "exitRevoked")]
[JsonDerivedType(typeof(DataCorrected), "dataCorrected")]
[JsonDerivedType(typeof(ObjectionRaised), "objectionRaised")]
[JsonDerivedType(typeof(ObjectionAnswered), "objectionAnswered")]
[JsonDerivedType(typeof(LinkedTo), "linkedTo")]
[JsonDerivedType(typeof(CaseTakenOver), "caseTakenOver")]
[JsonDerivedType(typeof(Unlinked), "unlinked")]
[JsonDerivedType(typeof(CaseReturned), "caseReturned")]
[JsonDerivedType(typeof(MoveConfirmed), "moveConfirmed")]
[JsonDerivedType(typeof(MoveDeclined), "moveDeclined")]
[JsonDerivedType(typeof(EnteredInError), "enteredInError")]
[JsonDerivedType(typeof(ObjectionMoved), "objectionMoved")]
[JsonDerivedType(typeof(LinkAgreed), "linkAgreed")]
[JsonDerivedType(typeof(Proposed), "proposed")]
[JsonDerivedType(typeof(ProposalConfirmed), "proposalConfirmed")]
[JsonDerivedType(typeof(ProposalRejected), "proposalRejected")]
[JsonDerivedType(typeof(DutyOpened), "dutyOpened")]
[JsonDerivedType(typeof(DutyMoved), "dutyMoved")]
[JsonDerivedType(typeof(DutyWarned), "dutyWarned")]
[JsonDerivedType(typeof(DutyOverdue), "dutyOverdue")]
[JsonDerivedType(typeof(DutyClosed), "dutyClosed")]
[JsonDerivedType(typeof(DutyClaimed), "dutyClaimed")]
[JsonDerivedType(typeof(DutySnoozed), "dutySnoozed")]
[JsonDerivedType(typeof(ContactRecorded), "contactRecorded")]
[JsonDerivedType(typeof(PensionChecked), "pensionChecked")]
[JsonDerivedType(typeof(HardshipChecked), "hardshipChecked")]
[JsonDerivedType(typeof(BenefitRecorded), "benefitRecorded")]
[JsonDerivedType(typeof(ServiceGiven), "serviceGiven")]
[JsonDerivedType(typeof(PolicyStepped), "policyStepped")]
[JsonDerivedType(typeof(PolicyMatched), "policyMatched")]
[JsonDerivedType(typeof(PolicyUnmatched), "policyUnmatched")]
[JsonDerivedType(typeof(ExchangeChosen), "exchangeChosen")]
[JsonDerivedType(typeof(AllowanceRecorded), "allowanceRecorded")]
[JsonDerivedType(typeof(AllowanceListed), "allowanceListed")]
[JsonDerivedType(typeof(GradeSet), "gradeSet")]
[JsonDerivedType(typeof(WordingFlagged), "wordingFlagged")]
[JsonDerivedType(typeof(ApplicationReopened), "applicationReopened")]
[JsonDerivedType(typeof(RevocationProposed), "revocationProposed")]
[JsonDerivedType(typeof(RevocationRejected), "revocationRejected")]
[JsonDerivedType(typeof(RegistrationRevoked), "registrationRevoked")]
[JsonDerivedType(typeof(RevocationUndone), "revocationUndone")]
[JsonDerivedType(typeof(NumberCorrected), "numberCorrected")]
[JsonDerivedType(typeof(MoveRedirected), "moveRedirected")]
[JsonDerivedType(typeof(InformingRecorded), "informingRecorded")]
[JsonDerivedType(typeof(MatchRecorded), "matchRecorded")]
[JsonDerivedType(typeof(MatchJudged), "matchJudged")]
[JsonDerivedType(typeof(MatchAnswered), "matchAnswered")]
[JsonDerivedType(typeof(MatchesForgotten), "matchesForgotten")]
[JsonDerivedType(typeof(PersonErased), "personErased")]
[JsonDerivedType(typeof(PersonImported), "personImported")]
[JsonDerivedType(typeof(RegistrationImported), "registrationImported")]
[JsonDerivedType(typeof(PastRegistrationImported), "pastRegistrationImported")]
[JsonDerivedType(typeof(ImportKept), "importKept")]
[JsonDerivedType(typeof(ImportUndone), "importUndone")]
[JsonDerivedType(typeof(HistoryHeld), "historyHeld")]
[JsonDerivedType(typeof(HistoryReleased), "historyReleased")]
[JsonDerivedType(typeof(CertificateIssued), "certificateIssued")]
[JsonDerivedType(typeof(CertificateRevoked), "certificateRevoked")]
[JsonDerivedType(typeof(HardshipApplied), "hardshipApplied")]
[JsonDerivedType(typeof(HardshipExamined), "hardshipExamined")]
[JsonDerivedType(typeof(HardshipRecognised), "hardshipRecognised")]
[JsonDerivedType(typeof(HardshipRefused), "hardshipRefused")]
[JsonDerivedType(typeof(HardshipWithdrawn), "hardshipWithdrawn")]
[JsonDerivedType(typeof(HardshipReopened), "hardshipReopened")]
[JsonDerivedType(typeof(HardshipRestored), "hardshipRestored")]
[JsonDerivedType(typeof(HouseholdJoined), "householdJoined")]
[JsonDerivedType(typeof(HouseholdLeft), "householdLeft")]
[JsonDerivedType(typeof(HouseholdSettled), "householdSettled")]
[JsonDerivedType(typeof(MatterAsked), "matterAsked")]
[JsonDerivedType(typeof(MatterJoined), "matterJoined")]
[JsonDerivedType(typeof(MatterWithdrawn), "matterWithdrawn")]
[JsonDerivedType(typeof(MatterObjected), "matterObjected")]
[JsonDerivedType(typeof(MatterAnswered), "matterAnswered")]
[JsonDerivedType(typeof(MatterSent), "matterSent")]
[JsonDerivedType(typeof(ApplicationPrefilled), "applicationPrefilled")]
[JsonDerivedType(typeof(PrefilledLapsed), "prefilledLapsed")]
[JsonDerivedType(typeof(ComplaintRaised), "complaintRaised")]
[JsonDerivedType(typeof(ComplaintTaken), "complaintTaken")]
[JsonDerivedType(typeof(ComplaintEnded), "complaintEnded")]
[JsonDerivedType(typeof(SurveyAnswered), "surveyAnswered")]
[JsonDerivedType(typeof(ContradictionSettled), "contradictionSettled")]
[JsonDerivedType(typeof(DataUsed), "dataUsed")]
public abstract record PersonEvent : Discreet
{
    /// <summary>
    /// The date of the event, which decides the period that it is counted in: its own (<see cref="IDated"/>), else the day on which it is
    /// recorded.
    /// </summary>
    public DateOnly DateOf(DateOnly recordedOn) => this is IDated dated ? dated.On : recordedOn;
}

/// <summary>
/// An event that names its own date. One that happens when it is recorded needs none. Where <see cref="On"/> is no member of the event,
/// implement it explicitly: it is not stored.
/// </summary>
public interface IDated
{
    DateOnly On { get; }
}

/// <summary>
/// Marks a member of an event that names, reaches or characterises the person: sealed in the journal, gone when the person's key is
/// deleted.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
