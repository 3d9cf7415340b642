using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>
/// One person of the province. The key is the person's <see cref="Grid.Domain.Identity.PersonId"/> as 32 lower-case hexadecimal digits, so
/// the same identity number always reaches the same grain.
/// </summary>
/// <remarks>
/// Every command: a reply means that the command, its journal entries, its receipt and all that follows from it are committed; a refusal
/// changed nothing. <see cref="OutcomeUnknownException"/>: it may or may not have been committed; ask for the receipt, or repeat with the
/// same key. <see cref="StoreUnavailableException"/>: it was not committed; repeat later.
/// </remarks>
[Alias("Grid.IPersonGrain")]
public interface IPersonGrain : IGrainWithStringKey
{
    [Alias("SubmitApplication")]
    Task<CommandReply> SubmitApplication(CommandRequest<SubmitApplication> request);

    [Alias("RecordVerification")]
    Task<CommandReply> RecordVerification(CommandRequest<RecordVerification> request);

    [Alias("AskCorrection")]
    Task<CommandReply> AskCorrection(CommandRequest<AskCorrection> request);

    [Alias("CorrectIdentity")]
    Task<CommandReply> CorrectIdentity(CommandRequest<CorrectIdentity> request);

    [Alias("ApproveApplication")]
    Task<CommandReply> ApproveApplication(CommandRequest<ApproveApplication> request);

    [Alias("RefuseApplication")]
    Task<CommandReply> RefuseApplication(CommandRequest<RefuseApplication> request);

    [Alias("WithdrawApplication")]
    Task<CommandReply> WithdrawApplication(CommandRequest<WithdrawApplication> request);

    [Alias("Transfer")]
    Task<CommandReply> Transfer(CommandRequest<Transfer> request);

    [Alias("DeclineTransfer")]
    Task<CommandReply> DeclineTransfer(CommandRequest<DeclineTransfer> request);

    [Alias("AnswerTransfer")]
    Task<CommandReply> AnswerTransfer(CommandRequest<AnswerTransfer> request);

    [Alias("RecordExit")]
    Task<CommandReply> RecordExit(CommandRequest<RecordExit> request);

    [Alias("ConfirmExit")]
    Task<CommandReply> ConfirmExit(CommandRequest<ConfirmExit> request);

    [Alias("RejectExit")]
    Task<CommandReply> RejectExit(CommandRequest<RejectExit> request);

    [Alias("RevokeExit")]
    Task<CommandReply> RevokeExit(CommandRequest<RevokeExit> request);

    [Alias("RevokeRegistration")]
    Task<CommandReply> RevokeRegistration(CommandRequest<RevokeRegistration> request);

    [Alias("ConfirmRevocation")]
    Task<CommandReply> ConfirmRevocation(CommandRequest<ConfirmRevocation> request);

    [Alias("RejectRevocation")]
    Task<CommandReply> RejectRevocation(CommandRequest<RejectRevocation> request);

    [Alias("RecordInforming")]
    Task<CommandReply> RecordInforming(CommandRequest<RecordInforming> request);

    /// <summary>The register's own: the outcome of a text message about a decision.</summary>
    [Alias("RecordDelivery")]
    Task<CommandReply> RecordDelivery(CommandRequest<RecordDelivery> request);

    [Alias("JoinPlatformApplication")]
    Task<CommandReply> JoinPlatformApplication(CommandRequest<JoinPlatformApplication> request);

    [Alias("CorrectData")]
    Task<CommandReply> CorrectData(CommandRequest<CorrectData> request);

    [Alias("RaiseObjection")]
    Task<CommandReply> RaiseObjection(CommandRequest<RaiseObjection> request);

    [Alias("AnswerObjection")]
    Task<CommandReply> AnswerObjection(CommandRequest<AnswerObjection> request);

    [Alias("LinkTo")]
    Task<CommandReply> LinkTo(CommandRequest<LinkTo> request);

    [Alias("Unlink")]
    Task<CommandReply> Unlink(CommandRequest<Unlink> request);

    [Alias("TakeOverCase")]
    Task<CommandReply> TakeOverCase(CommandRequest<TakeOverCase> request);

    [Alias("CorrectNumber")]
    Task<CommandReply> CorrectNumber(CommandRequest<CorrectNumber> request);

    [Alias("EndAsEnteredInError")]
    Task<CommandReply> EndAsEnteredInError(CommandRequest<EndAsEnteredInError> request);

    [Alias("ConfirmProposal")]
    Task<CommandReply> ConfirmProposal(CommandRequest<ConfirmProposal> request);

    [Alias("RejectProposal")]
    Task<CommandReply> RejectProposal(CommandRequest<RejectProposal> request);

    [Alias("AgreeToLink")]
    Task<CommandReply> AgreeToLink(CommandRequest<AgreeToLink> request);

    [Alias("RecordContact")]
    Task<CommandReply> RecordContact(CommandRequest<RecordContact> request);

    [Alias("ClaimDuty")]
    Task<CommandReply> ClaimDuty(CommandRequest<ClaimDuty> request);

    [Alias("ReleaseDuty")]
    Task<CommandReply> ReleaseDuty(CommandRequest<ReleaseDuty> request);

    [Alias("SnoozeDuty")]
    Task<CommandReply> SnoozeDuty(CommandRequest<SnoozeDuty> request);

    [Alias("RecordPensionCheck")]
    Task<CommandReply> RecordPensionCheck(CommandRequest<RecordPensionCheck> request);

    [Alias("RecordHardshipCheck")]
    Task<CommandReply> RecordHardshipCheck(CommandRequest<RecordHardshipCheck> request);

    [Alias("RecordBenefit")]
    Task<CommandReply> RecordBenefit(CommandRequest<RecordBenefit> request);

    [Alias("RecordService")]
    Task<CommandReply> RecordService(CommandRequest<RecordService> request);

    [Alias("RecordPolicyStep")]
    Task<CommandReply> RecordPolicyStep(CommandRequest<RecordPolicyStep> request);

    /// <summary>The register's own: look at the person by a rule.</summary>
    [Alias("EvaluatePolicy")]
    Task<CommandReply> EvaluatePolicy(CommandRequest<EvaluatePolicy> request);

    [Alias("ChooseExchange")]
    Task<CommandReply> ChooseExchange(CommandRequest<ChooseExchange> request);

    [Alias("RecordAllowance")]
    Task<CommandReply> RecordAllowance(CommandRequest<RecordAllowance> request);

    [Alias("SetGrade")]
    Task<CommandReply> SetGrade(CommandRequest<SetGrade> request);

    [Alias("IssueCertificate")]
    Task<CommandReply> IssueCertificate(CommandRequest<IssueCertificate> request);

    [Alias("RevokeCertificate")]
    Task<CommandReply> RevokeCertificate(CommandRequest<RevokeCertificate> request);

    [Alias("ApplyForHardship")]
    Task<CommandReply> ApplyForHardship(CommandRequest<ApplyForHardship> request);

    [Alias("ExamineHardship")]
    Task<CommandReply> ExamineHardship(CommandRequest<ExamineHardship> request);

    [Alias("RecogniseHardship")]
    Task<CommandReply> RecogniseHardship(CommandRequest<RecogniseHardship> request);

    [Alias("RefuseHardship")]
    Task<CommandReply> RefuseHardship(CommandRequest<RefuseHardship> request);

    [Alias("WithdrawHardship")]
    Task<CommandReply> WithdrawHardship(CommandRequest<WithdrawHardship> request);

    [Alias("JoinHousehold")]
    Task<CommandReply> JoinHousehold(CommandRequest<JoinHousehold> request);

    [Alias("LeaveHousehold")]
    Task<CommandReply> LeaveHousehold(CommandRequest<LeaveHousehold> request);

    [Alias("SettleHousehold")]
    Task<CommandReply> SettleHousehold(CommandRequest<SettleHousehold> request);

    [Alias("AskMatter")]
    Task<CommandReply> AskMatter(CommandRequest<AskMatter> request);

    [Alias("WithdrawMatter")]
    Task<CommandReply> WithdrawMatter(CommandRequest<WithdrawMatter> request);

    [Alias("ObjectToMatter")]
    Task<CommandReply> ObjectToMatter(CommandRequest<ObjectToMatter> request);

    [Alias("ReceiveMatter")]
    Task<CommandReply> ReceiveMatter(CommandRequest<ReceiveMatter> request);

    [Alias("AnswerMatter")]
    Task<CommandReply> AnswerMatter(CommandRequest<AnswerMatter> request);

    [Alias("NoteMatterSent")]
    Task<CommandReply> NoteMatterSent(CommandRequest<NoteMatterSent> request);

    [Alias("RaiseComplaint")]
    Task<CommandReply> RaiseComplaint(CommandRequest<RaiseComplaint> request);

    [Alias("TakeComplaint")]
    Task<CommandReply> TakeComplaint(CommandRequest<TakeComplaint> request);

    [Alias("AnswerComplaint")]
    Task<CommandReply> AnswerComplaint(CommandRequest<AnswerComplaint> request);

    [Alias("WithdrawComplaint")]
    Task<CommandReply> WithdrawComplaint(CommandRequest<WithdrawComplaint> request);

    [Alias("RecordSurveyAnswer")]
    Task<CommandReply> RecordSurveyAnswer(CommandRequest<RecordSurveyAnswer> request);

    [Alias("SettleContradiction")]
    Task<CommandReply> SettleContradiction(CommandRequest<SettleContradiction> request);

    [Alias("NoteUse")]
    Task<CommandReply> NoteUse(CommandRequest<NoteUse> request);

    [Alias("ImportCases")]
    Task<CommandReply> ImportCases(CommandRequest<ImportCases> request);

    [Alias("SettleImport")]
    Task<CommandReply> SettleImport(CommandRequest<SettleImport> request);

    /// <summary>What an import would answer; nothing is changed.</summary>
    [Alias("CheckImport"), Orleans.Concurrency.ReadOnly]
    Task<CommandReply> CheckImport(CommandRequest<ImportCases> request);

    [Alias("ImportHistory")]
    Task<CommandReply> ImportHistory(CommandRequest<ImportHistory> request);

    /// <summary>What such an import would answer; nothing is changed.</summary>
    [Alias("CheckHistory"), Orleans.Concurrency.ReadOnly]
    Task<CommandReply> CheckHistory(CommandRequest<ImportHistory> request);

    [Alias("MoveToSuccessor")]
    Task<CommandReply> MoveToSuccessor(CommandRequest<MoveToSuccessor> request);

    [Alias("RecordMatch")]
    Task<CommandReply> RecordMatch(CommandRequest<RecordMatch> request);

    [Alias("JudgeMatch")]
    Task<CommandReply> JudgeMatch(CommandRequest<JudgeMatch> request);

    [Alias("AnswerMatch")]
    Task<CommandReply> AnswerMatch(CommandRequest<AnswerMatch> request);

    /// <summary>
    /// Brings the duties up to date after the calendar changed. Commits only if something changes.
    /// </summary>
    [Alias("CatchUp")]
    Task CatchUp();

    /// <summary>The record as last committed; of an alias, its main record. Null when nothing is known under this number.</summary>
    [Alias("Read"), Orleans.Concurrency.AlwaysInterleave]
    Task<PersonSnapshot?> Read();
}

/// <summary>A person's record as committed. Holds clear personal data: mask it before it leaves the API.</summary>
[GenerateSerializer, Immutable, Alias("Grid.PersonSnapshot")]
public sealed record PersonSnapshot([property: Id(0)] PersonRecord Record)
{
    public override string ToString() => DiscreetText.Of(this);
}
