using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Counting;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Numbers;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Persons.Duties;
using Grid.Grains.Persons.Linking;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Persons;

/// <summary>
/// One person: every command that can be given to it. All run the same way (<c>PersonGrain.Running.cs</c>); what each means is decided by
/// the domain. What the register does on its own is in <c>PersonGrain.Duty.cs</c>.
/// </summary>
[GrainType(TypeName)]
public sealed partial class PersonGrain(
    [PersistentState("person", "registry")] IPersistentState<PersonState> state,
    IReceiptStore receipts,
    ISerialNumbers serials,
    IReferenceData reference,
    TickGate gate,
    IReminderRows reminders,
    RegionNudger nudger,
    TimeProvider clock,
    IOptions<OtherClocksOptions> otherClocks,
    ILogger<PersonGrain> logger
) : Grain, IPersonGrain, IPersonLinks, IRemindable
{
    /// <summary>Stored in the reminders table as <c>person/&lt;key&gt;</c>: never change it.</summary>
    public const string TypeName = "person";

    /// <summary>The record as last committed. The storage facet's state during a write may never be committed.</summary>
    private PersonRecord record = null!;

    /// <summary>A write failed: what is in memory may be wrong, and this activation answers no more calls.</summary>
    private bool broken;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        record = state.State.Record ?? PersonRecord.Unknown(PersonId.Parse(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    public Task<CommandReply> SubmitApplication(CommandRequest<SubmitApplication> request) => RunAsync(request);

    public Task<CommandReply> RecordVerification(CommandRequest<RecordVerification> request) => RunAsync(request);

    public Task<CommandReply> AskCorrection(CommandRequest<AskCorrection> request) => RunAsync(request);

    public Task<CommandReply> CorrectIdentity(CommandRequest<CorrectIdentity> request) => RunAsync(request);

    public Task<CommandReply> ApproveApplication(CommandRequest<ApproveApplication> request) => RunAsync(request);

    public Task<CommandReply> RefuseApplication(CommandRequest<RefuseApplication> request) => RunAsync(request);

    public Task<CommandReply> WithdrawApplication(CommandRequest<WithdrawApplication> request) => RunAsync(request);

    public Task<CommandReply> Transfer(CommandRequest<Transfer> request) => RunAsync(request);

    public Task<CommandReply> DeclineTransfer(CommandRequest<DeclineTransfer> request) => RunAsync(request);

    public Task<CommandReply> AnswerTransfer(CommandRequest<AnswerTransfer> request) => RunAsync(request);

    public Task<CommandReply> RecordExit(CommandRequest<RecordExit> request) => RunAsync(request);

    public Task<CommandReply> ConfirmExit(CommandRequest<ConfirmExit> request) => RunAsync(request);

    public Task<CommandReply> RejectExit(CommandRequest<RejectExit> request) => RunAsync(request);

    public Task<CommandReply> RevokeExit(CommandRequest<RevokeExit> request) => RunAsync(request);

    public Task<CommandReply> RevokeRegistration(CommandRequest<RevokeRegistration> request) => RunAsync(request);

    public Task<CommandReply> ConfirmRevocation(CommandRequest<ConfirmRevocation> request) => RunAsync(request);

    public Task<CommandReply> RejectRevocation(CommandRequest<RejectRevocation> request) => RunAsync(request);

    public Task<CommandReply> RecordInforming(CommandRequest<RecordInforming> request) => RunAsync(request);

    public Task<CommandReply> RecordDelivery(CommandRequest<RecordDelivery> request) => RunAsync(request);

    public Task<CommandReply> JoinPlatformApplication(CommandRequest<JoinPlatformApplication> request) => RunAsync(request);

    public Task<CommandReply> CorrectData(CommandRequest<CorrectData> request) => RunAsync(request);

    public Task<CommandReply> RaiseObjection(CommandRequest<RaiseObjection> request) => RunAsync(request);

    public Task<CommandReply> AnswerObjection(CommandRequest<AnswerObjection> request) => RunAsync(request);

    public Task<CommandReply> Unlink(CommandRequest<Unlink> request) => RunAsync(request);

    public Task<CommandReply> ConfirmProposal(CommandRequest<ConfirmProposal> request) => RunAsync(request);

    public Task<CommandReply> RejectProposal(CommandRequest<RejectProposal> request) => RunAsync(request);

    public Task<CommandReply> AgreeToLink(CommandRequest<AgreeToLink> request) => RunAsync(request);

    public Task<CommandReply> RecordContact(CommandRequest<RecordContact> request) => RunAsync(request);

    public Task<CommandReply> ClaimDuty(CommandRequest<ClaimDuty> request) => RunAsync(request);

    public Task<CommandReply> ReleaseDuty(CommandRequest<ReleaseDuty> request) => RunAsync(request);

    public Task<CommandReply> SnoozeDuty(CommandRequest<SnoozeDuty> request) => RunAsync(request);

    public Task<CommandReply> RecordPensionCheck(CommandRequest<RecordPensionCheck> request) => RunAsync(request);

    public Task<CommandReply> RecordHardshipCheck(CommandRequest<RecordHardshipCheck> request) => RunAsync(request);

    public Task<CommandReply> RecordBenefit(CommandRequest<RecordBenefit> request) => RunAsync(request);

    public Task<CommandReply> RecordService(CommandRequest<RecordService> request) => RunAsync(request);

    public Task<CommandReply> RecordPolicyStep(CommandRequest<RecordPolicyStep> request) => RunAsync(request);

    public Task<CommandReply> EvaluatePolicy(CommandRequest<EvaluatePolicy> request) => RunAsync(request);

    public Task<CommandReply> ChooseExchange(CommandRequest<ChooseExchange> request) => RunAsync(request);

    public Task<CommandReply> RecordAllowance(CommandRequest<RecordAllowance> request) => RunAsync(request);

    public Task<CommandReply> SetGrade(CommandRequest<SetGrade> request) => RunAsync(request);

    public Task<CommandReply> IssueCertificate(CommandRequest<IssueCertificate> request) => RunAsync(request);

    public Task<CommandReply> RevokeCertificate(CommandRequest<RevokeCertificate> request) => RunAsync(request);

    public Task<CommandReply> ApplyForHardship(CommandRequest<ApplyForHardship> request) => RunAsync(request);

    public Task<CommandReply> ExamineHardship(CommandRequest<ExamineHardship> request) => RunAsync(request);

    public Task<CommandReply> RecogniseHardship(CommandRequest<RecogniseHardship> request) => RunAsync(request);

    public Task<CommandReply> RefuseHardship(CommandRequest<RefuseHardship> request) => RunAsync(request);

    public Task<CommandReply> WithdrawHardship(CommandRequest<WithdrawHardship> request) => RunAsync(request);

    public Task<CommandReply> JoinHousehold(CommandRequest<JoinHousehold> request) => RunAsync(request);

    public Task<CommandReply> LeaveHousehold(CommandRequest<LeaveHousehold> request) => RunAsync(request);

    public Task<CommandReply> SettleHousehold(CommandRequest<SettleHousehold> request) => RunAsync(request);

    public Task<CommandReply> AskMatter(CommandRequest<AskMatter> request) => RunAsync(request);

    public Task<CommandReply> WithdrawMatter(CommandRequest<WithdrawMatter> request) => RunAsync(request);

    public Task<CommandReply> ObjectToMatter(CommandRequest<ObjectToMatter> request) => RunAsync(request);

    public Task<CommandReply> ReceiveMatter(CommandRequest<ReceiveMatter> request) => RunAsync(request);

    public Task<CommandReply> AnswerMatter(CommandRequest<AnswerMatter> request) => RunAsync(request);

    public Task<CommandReply> NoteMatterSent(CommandRequest<NoteMatterSent> request) => RunAsync(request);

    public Task<CommandReply> RaiseComplaint(CommandRequest<RaiseComplaint> request) => RunAsync(request);

    public Task<CommandReply> TakeComplaint(CommandRequest<TakeComplaint> request) => RunAsync(request);

    public Task<CommandReply> AnswerComplaint(CommandRequest<AnswerComplaint> request) => RunAsync(request);

    public Task<CommandReply> WithdrawComplaint(CommandRequest<WithdrawComplaint> request) => RunAsync(request);

    public Task<CommandReply> RecordSurveyAnswer(CommandRequest<RecordSurveyAnswer> request) => RunAsync(request);

    public Task<CommandReply> SettleContradiction(CommandRequest<SettleContradiction> request) => RunAsync(request);

    public Task<CommandReply> NoteUse(CommandRequest<NoteUse> request) => RunAsync(request);

    /// <summary>Offices look at few of those whom an import brings: it does not stay in memory.</summary>
    public async Task<CommandReply> ImportCases(CommandRequest<ImportCases> request)
    {
        var reply = await RunAsync(request);
        DeactivateOnIdle();
        return reply;
    }

    public async Task<CommandReply> SettleImport(CommandRequest<SettleImport> request)
    {
        var reply = await RunAsync(request);
        DeactivateOnIdle();
        return reply;
    }

    public async Task<CommandReply> ImportHistory(CommandRequest<ImportHistory> request)
    {
        var reply = await RunAsync(request);
        DeactivateOnIdle();
        return reply;
    }

    public async Task<CommandReply> CheckHistory(CommandRequest<ImportHistory> request)
    {
        ThrowIfBroken();
        if (MainRecord() is { } main)
            return await FromHere(main).CheckHistory(request);
        if (UnderWay() is { } underWay)
            return new CommandReply { Refusal = underWay };
        var decision = PersonDecider.Decide(record, request.Command, ContextOf(request.Context.Actor, 0));
        DeactivateOnIdle();
        return decision.Refusal is { } refusal ? new CommandReply { Refusal = refusal } : new CommandReply { Outcome = decision.Outcome };
    }

    public async Task<CommandReply> CheckImport(CommandRequest<ImportCases> request)
    {
        ThrowIfBroken();
        if (MainRecord() is { } main)
            return await FromHere(main).CheckImport(request);
        if (UnderWay() is { } underWay)
            return new CommandReply { Refusal = underWay };

        // Made-up serials: no number of a check is ever seen.
        var context = ContextOf(request.Context.Actor, 0) with { Serials = new int[request.Command.Cases.Count * 2] };
        var decision = PersonDecider.Decide(record, request.Command, context);
        DeactivateOnIdle();
        return decision.Refusal is { } refusal ? new CommandReply { Refusal = refusal } : new CommandReply { Outcome = decision.Outcome };
    }

    public Task<CommandReply> MoveToSuccessor(CommandRequest<MoveToSuccessor> request) => RunAsync(request);

    public Task<CommandReply> RecordMatch(CommandRequest<RecordMatch> request) => RunAsync(request);

    public Task<CommandReply> JudgeMatch(CommandRequest<JudgeMatch> request) => RunAsync(request);

    public Task<CommandReply> AnswerMatch(CommandRequest<AnswerMatch> request) => RunAsync(request);

    // The next four are about this very number, so an alias runs them itself.
    public Task<CommandReply> LinkTo(CommandRequest<LinkTo> request) => LinkAsync(request);

    public Task<CommandReply> TakeOverCase(CommandRequest<TakeOverCase> request) => RunHereAsync(request);

    public Task<CommandReply> EndAsEnteredInError(CommandRequest<EndAsEnteredInError> request) => RunHereAsync(request);

    public Task<CommandReply> CorrectNumber(CommandRequest<CorrectNumber> request) => RunHereAsync(request);

    public async Task<PersonSnapshot?> Read()
    {
        ThrowIfBroken();
        if (MainRecord() is { } main)
            return AnswerOf(await FromHere(main).Read());
        return record.IsUnknown ? null : new PersonSnapshot(record);
    }
}
