using System.Text.Json.Serialization;

namespace Grid.Domain.Persons;

/// <summary>
/// A request to change one person's record, by a user or by the register itself. Decided by <see cref="PersonDecider"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(SubmitApplication), "submitApplication")]
[JsonDerivedType(typeof(RecordVerification), "recordVerification")]
[JsonDerivedType(typeof(AskCorrection), "askCorrection")]
[JsonDerivedType(typeof(CorrectIdentity), "correctIdentity")]
[JsonDerivedType(typeof(ApproveApplication), "approveApplication")]
[JsonDerivedType(typeof(RefuseApplication), "refuseApplication")]
[JsonDerivedType(typeof(WithdrawApplication), "withdrawApplication")]
[JsonDerivedType(typeof(Transfer), "transfer")]
[JsonDerivedType(typeof(DeclineTransfer), "declineTransfer")]
[JsonDerivedType(typeof(AnswerTransfer), "answerTransfer")]
[JsonDerivedType(typeof(RecordExit), "recordExit")]
[JsonDerivedType(typeof(ConfirmExit), "confirmExit")]
[JsonDerivedType(typeof(RejectExit), "rejectExit")]
[JsonDerivedType(typeof(RevokeExit), "revokeExit")]
[JsonDerivedType(typeof(CorrectData), "correctData")]
[JsonDerivedType(typeof(RaiseObjection), "raiseObjection")]
[JsonDerivedType(typeof(AnswerObjection), "answerObjection")]
[JsonDerivedType(typeof(LinkTo), "linkTo")]
[JsonDerivedType(typeof(AgreeToLink), "agreeToLink")]
[JsonDerivedType(typeof(Unlink), "unlink")]
[JsonDerivedType(typeof(TakeOverCase), "takeOverCase")]
[JsonDerivedType(typeof(ConfirmMove), "confirmMove")]
[JsonDerivedType(typeof(EndAsEnteredInError), "endAsEnteredInError")]
[JsonDerivedType(typeof(ConfirmProposal), "confirmProposal")]
[JsonDerivedType(typeof(RejectProposal), "rejectProposal")]
[JsonDerivedType(typeof(RecordContact), "recordContact")]
[JsonDerivedType(typeof(ClaimDuty), "claimDuty")]
[JsonDerivedType(typeof(ReleaseDuty), "releaseDuty")]
[JsonDerivedType(typeof(SnoozeDuty), "snoozeDuty")]
[JsonDerivedType(typeof(RecordPensionCheck), "recordPensionCheck")]
[JsonDerivedType(typeof(RecordHardshipCheck), "recordHardshipCheck")]
[JsonDerivedType(typeof(RecordBenefit), "recordBenefit")]
[JsonDerivedType(typeof(RecordService), "recordService")]
[JsonDerivedType(typeof(RecordPolicyStep), "recordPolicyStep")]
[JsonDerivedType(typeof(SetGrade), "setGrade")]
[JsonDerivedType(typeof(RevokeRegistration), "revokeRegistration")]
[JsonDerivedType(typeof(RecordInforming), "recordInforming")]
[JsonDerivedType(typeof(RecordDelivery), "recordDelivery")]
[JsonDerivedType(typeof(ConfirmRevocation), "confirmRevocation")]
[JsonDerivedType(typeof(RejectRevocation), "rejectRevocation")]
[JsonDerivedType(typeof(MoveToSuccessor), "moveToSuccessor")]
[JsonDerivedType(typeof(CorrectNumber), "correctNumber")]
[JsonDerivedType(typeof(RedirectMove), "redirectMove")]
[JsonDerivedType(typeof(JoinPlatformApplication), "joinPlatformApplication")]
[JsonDerivedType(typeof(ImportCases), "importCases")]
[JsonDerivedType(typeof(SettleImport), "settleImport")]
[JsonDerivedType(typeof(Tick), "tick")]
public abstract record PersonCommand : Discreet;

/// <summary>The person's reminder came: do what is due, if anything. May come late, early or twice.</summary>
public sealed record Tick : PersonCommand;
