using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Informing;
using Grid.Domain.Persons.PlatformResults;
using Grid.Domain.Persons.Reorganising;
using Grid.Domain.Persons.Renumbering;
using Grid.Domain.Persons.Revoking;
using Grid.Domain.Persons.Links;
using Grid.Domain.Persons.SecondPerson;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Persons.Linking;

namespace Grid.Grains.Persons;

/// <summary>
/// One person: every command that can be given to it. All run the same way (<c>PersonGrain.Running.cs</c>); what each means is decided by the
/// domain. What the register does by itself is in <c>PersonGrain.Duty.cs</c>.
/// </summary>
[GrainType(TypeName)]
public sealed partial class PersonGrain : Grain, IPersonGrain, IPersonLinks, IRemindable
{
    /// <summary>Stands in the reminders table as <c>person/&lt;key&gt;</c>: never change it.</summary>
    public const string TypeName = "person";

    public Task<CommandReply> SubmitApplication(CommandRequest<SubmitApplication> request) => RunAsync(request, static (main, r) => main.SubmitApplication(r));

    public Task<CommandReply> RecordVerification(CommandRequest<RecordVerification> request) => RunAsync(request, static (main, r) => main.RecordVerification(r));

    public Task<CommandReply> AskCorrection(CommandRequest<AskCorrection> request) => RunAsync(request, static (main, r) => main.AskCorrection(r));

    public Task<CommandReply> CorrectIdentity(CommandRequest<CorrectIdentity> request) => RunAsync(request, static (main, r) => main.CorrectIdentity(r));

    public Task<CommandReply> ApproveApplication(CommandRequest<ApproveApplication> request) => RunAsync(request, static (main, r) => main.ApproveApplication(r));

    public Task<CommandReply> RefuseApplication(CommandRequest<RefuseApplication> request) => RunAsync(request, static (main, r) => main.RefuseApplication(r));

    public Task<CommandReply> WithdrawApplication(CommandRequest<WithdrawApplication> request) => RunAsync(request, static (main, r) => main.WithdrawApplication(r));

    public Task<CommandReply> Transfer(CommandRequest<Transfer> request) => RunAsync(request, static (main, r) => main.Transfer(r));

    public Task<CommandReply> DeclineTransfer(CommandRequest<DeclineTransfer> request) => RunAsync(request, static (main, r) => main.DeclineTransfer(r));

    public Task<CommandReply> RecordExit(CommandRequest<RecordExit> request) => RunAsync(request, static (main, r) => main.RecordExit(r));

    public Task<CommandReply> ConfirmExit(CommandRequest<ConfirmExit> request) => RunAsync(request, static (main, r) => main.ConfirmExit(r));

    public Task<CommandReply> RejectExit(CommandRequest<RejectExit> request) => RunAsync(request, static (main, r) => main.RejectExit(r));

    public Task<CommandReply> RevokeExit(CommandRequest<RevokeExit> request) => RunAsync(request, static (main, r) => main.RevokeExit(r));

    public Task<CommandReply> RevokeRegistration(CommandRequest<RevokeRegistration> request) => RunAsync(request, static (main, r) => main.RevokeRegistration(r));

    public Task<CommandReply> ConfirmRevocation(CommandRequest<ConfirmRevocation> request) => RunAsync(request, static (main, r) => main.ConfirmRevocation(r));

    public Task<CommandReply> RejectRevocation(CommandRequest<RejectRevocation> request) => RunAsync(request, static (main, r) => main.RejectRevocation(r));

    public Task<CommandReply> RecordInforming(CommandRequest<RecordInforming> request) => RunAsync(request, static (main, r) => main.RecordInforming(r));

    public Task<CommandReply> RecordDelivery(CommandRequest<RecordDelivery> request) => RunAsync(request, static (main, r) => main.RecordDelivery(r));

    public Task<CommandReply> JoinPlatformApplication(CommandRequest<JoinPlatformApplication> request) => RunAsync(request, static (main, r) => main.JoinPlatformApplication(r));

    public Task<CommandReply> CorrectData(CommandRequest<CorrectData> request) => RunAsync(request, static (main, r) => main.CorrectData(r));

    public Task<CommandReply> RaiseObjection(CommandRequest<RaiseObjection> request) => RunAsync(request, static (main, r) => main.RaiseObjection(r));

    public Task<CommandReply> AnswerObjection(CommandRequest<AnswerObjection> request) => RunAsync(request, static (main, r) => main.AnswerObjection(r));

    public Task<CommandReply> Unlink(CommandRequest<Unlink> request) => RunAsync(request, static (main, r) => main.Unlink(r));

    public Task<CommandReply> ConfirmProposal(CommandRequest<ConfirmProposal> request) => RunAsync(request, static (main, r) => main.ConfirmProposal(r));

    public Task<CommandReply> RejectProposal(CommandRequest<RejectProposal> request) => RunAsync(request, static (main, r) => main.RejectProposal(r));

    public Task<CommandReply> AgreeToLink(CommandRequest<AgreeToLink> request) => RunAsync(request, static (main, r) => main.AgreeToLink(r));

    public Task<CommandReply> RecordContact(CommandRequest<RecordContact> request) => RunAsync(request, static (main, r) => main.RecordContact(r));

    public Task<CommandReply> ClaimDuty(CommandRequest<ClaimDuty> request) => RunAsync(request, static (main, r) => main.ClaimDuty(r));

    public Task<CommandReply> ReleaseDuty(CommandRequest<ReleaseDuty> request) => RunAsync(request, static (main, r) => main.ReleaseDuty(r));

    public Task<CommandReply> SnoozeDuty(CommandRequest<SnoozeDuty> request) => RunAsync(request, static (main, r) => main.SnoozeDuty(r));

    public Task<CommandReply> RecordPensionCheck(CommandRequest<RecordPensionCheck> request) => RunAsync(request, static (main, r) => main.RecordPensionCheck(r));

    public Task<CommandReply> RecordHardshipCheck(CommandRequest<RecordHardshipCheck> request) => RunAsync(request, static (main, r) => main.RecordHardshipCheck(r));

    public Task<CommandReply> RecordBenefit(CommandRequest<RecordBenefit> request) => RunAsync(request, static (main, r) => main.RecordBenefit(r));

    public Task<CommandReply> RecordService(CommandRequest<RecordService> request) => RunAsync(request, static (main, r) => main.RecordService(r));

    public Task<CommandReply> RecordPolicyStep(CommandRequest<RecordPolicyStep> request) => RunAsync(request, static (main, r) => main.RecordPolicyStep(r));

    public Task<CommandReply> SetGrade(CommandRequest<SetGrade> request) => RunAsync(request, static (main, r) => main.SetGrade(r));

    public Task<CommandReply> MoveToSuccessor(CommandRequest<MoveToSuccessor> request) => RunAsync(request, static (main, r) => main.MoveToSuccessor(r));

    // The next three are about this very number, so an alias does not pass them on.
    public Task<CommandReply> LinkTo(CommandRequest<LinkTo> request) => LinkAsync(request);

    public Task<CommandReply> TakeOverCase(CommandRequest<TakeOverCase> request) => RunAsync(request, forward: null);

    public Task<CommandReply> EndAsEnteredInError(CommandRequest<EndAsEnteredInError> request) => RunAsync(request, forward: null);

    public Task<CommandReply> CorrectNumber(CommandRequest<CorrectNumber> request) => RunAsync(request, forward: null);

    public async Task<PersonSnapshot?> Read()
    {
        ThrowIfBroken();
        if (MainRecord() is { } main)
            return AnswerOf(await main.Read());
        return record.Sequence == 0 ? null : new PersonSnapshot(record);
    }
}
