using System.Text.Json.Serialization;

namespace Grid.Domain.Persons.Commands;

/// <summary>Something that somebody, or the register itself, wants done to one person's record. Decided by <see cref="Deciding.PersonDecider"/>.</summary>
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
[JsonDerivedType(typeof(RecordExit), "recordExit")]
[JsonDerivedType(typeof(ConfirmExit), "confirmExit")]
[JsonDerivedType(typeof(RejectExit), "rejectExit")]
[JsonDerivedType(typeof(RevokeExit), "revokeExit")]
[JsonDerivedType(typeof(CorrectData), "correctData")]
[JsonDerivedType(typeof(RaiseObjection), "raiseObjection")]
[JsonDerivedType(typeof(AnswerObjection), "answerObjection")]
[JsonDerivedType(typeof(LinkTo), "linkTo")]
[JsonDerivedType(typeof(Unlink), "unlink")]
[JsonDerivedType(typeof(TakeOverCase), "takeOverCase")]
[JsonDerivedType(typeof(ConfirmMove), "confirmMove")]
[JsonDerivedType(typeof(EndAsEnteredInError), "endAsEnteredInError")]
[JsonDerivedType(typeof(Tick), "tick")]
public abstract record PersonCommand;
