using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Command × state: the outcome, or the refusal with a "-" before it. The columns are those of <see cref="States"/>.</summary>
public sealed class MatrixTests
{
    // nothing | submitted | verifying | correction | active | refused | withdrawn | exitProposed | exited | alias | main | byReference |
    // byRefAndOpen | errorProposed
    private const string Matrix = """
        submit          : Submitted ApplicationExists ApplicationExists ApplicationExists -AlreadyRegistered Submitted Submitted -AlreadyRegistered Submitted -MovePending -AlreadyRegistered Submitted ApplicationExists ApplicationExists
        submitElsewhere : Submitted TransferRequested TransferRequested TransferRequested TransferRequested Submitted Submitted TransferRequested Submitted -MovePending TransferRequested Submitted TransferRequested TransferRequested
        verify          : -NoOpenApplication VerificationRecorded VerificationRecorded VerificationRecorded -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication VerificationRecorded VerificationRecorded
        askCorrection   : -NoOpenApplication -NothingToCorrect -NothingToCorrect -NothingChanges -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NothingToCorrect -NothingToCorrect
        correctIdentity : -NoOpenApplication -CorrectionNotAsked -CorrectionNotAsked IdentityCorrected -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -CorrectionNotAsked -CorrectionNotAsked
        approve         : -NoOpenApplication -IdentityNotVerified Approved -IdentityNotVerified -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -IdentityNotVerified -IdentityNotVerified
        refuse          : -NoOpenApplication -NonApprovalNotShown -NonApprovalNotShown -NonApprovalNotShown -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NonApprovalNotShown -NonApprovalNotShown
        withdraw        : -NoOpenApplication Withdrawn Withdrawn Withdrawn -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication -NoOpenApplication Withdrawn Withdrawn
        transfer        : -NoActiveRegistration Transferred Transferred Transferred Transferred -NoActiveRegistration -NoActiveRegistration Transferred -NoActiveRegistration -NoActiveRegistration Transferred Transferred Transferred Transferred
        declineTransfer : -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest
        answerTransfer  : -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest -UnknownTransferRequest
        exit            : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration Exited -NoActiveRegistration -NoActiveRegistration -ExitAlreadyProposed -NoActiveRegistration -NoActiveRegistration Exited Exited Exited -NoActiveRegistration
        exitOther       : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration ExitProposed -NoActiveRegistration -NoActiveRegistration -ExitAlreadyProposed -NoActiveRegistration -NoActiveRegistration ExitProposed ExitProposed ExitProposed -NoActiveRegistration
        confirmExit     : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoExitProposed -NoActiveRegistration -NoActiveRegistration -SecondPersonNeeded -NoActiveRegistration -NoActiveRegistration -NoExitProposed -NoExitProposed -NoExitProposed -NoActiveRegistration
        confirmBySecond : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoExitProposed -NoActiveRegistration -NoActiveRegistration Exited -NoActiveRegistration -NoActiveRegistration -NoExitProposed -NoExitProposed -NoExitProposed -NoActiveRegistration
        rejectExit      : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoExitProposed -NoActiveRegistration -NoActiveRegistration ExitRejected -NoActiveRegistration -NoActiveRegistration -NoExitProposed -NoExitProposed -NoExitProposed -NoActiveRegistration
        revokeExit      : -NotRevocable -NotRevocable -NotRevocable -NotRevocable -NotRevocable -NotRevocable -NotRevocable -NotRevocable ExitRevoked -NotRevocable -NotRevocable -NotRevocable -NotRevocable -NotRevocable
        correctData     : -UnknownPerson DataCorrected DataCorrected DataCorrected DataCorrected DataCorrected DataCorrected DataCorrected DataCorrected -UnknownPerson DataCorrected DataCorrected DataCorrected DataCorrected
        objectRefusal   : -UnknownPerson -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo ObjectionRaised -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo -UnknownPerson -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo
        objectExit      : -UnknownPerson -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo ObjectionRaised -UnknownPerson -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo -NothingToObjectTo
        answer          : -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection -UnknownObjection
        linkTo          : -UnknownPerson Linked Linked Linked Linked Linked Linked -ProposalWaits Linked -CannotLink -CannotLink Linked Linked -ProposalWaits
        unlink          : -CannotUnlink -CannotUnlink -CannotUnlink -CannotUnlink -CannotUnlink -CannotUnlink -CannotUnlink -ProposalWaits -CannotUnlink -CannotUnlink Unlinked -CannotUnlink -CannotUnlink -ProposalWaits
        endInError      : -NoOpenApplication Proposed Proposed Proposed Proposed Proposed Proposed -ProposalWaits Proposed -NoOpenApplication Proposed Proposed Proposed -ProposalWaits
        confirmMove     : MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed MoveConfirmed
        contact         : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration ContactRecorded -NoActiveRegistration -NoActiveRegistration ContactRecorded -NoActiveRegistration -NoActiveRegistration ContactRecorded ContactRecorded ContactRecorded -NoActiveRegistration
        claim           : -UnknownDuty DutyClaimed DutyClaimed DutyClaimed DutyClaimed -UnknownDuty -UnknownDuty DutyClaimed -UnknownDuty -UnknownDuty DutyClaimed DutyClaimed DutyClaimed DutyClaimed
        release         : -UnknownDuty DutyReleased DutyReleased DutyReleased DutyReleased -UnknownDuty -UnknownDuty DutyReleased -UnknownDuty -UnknownDuty DutyReleased DutyReleased DutyReleased DutyReleased
        snooze          : -UnknownDuty DutySnoozed DutySnoozed DutySnoozed DutySnoozed -UnknownDuty -UnknownDuty DutySnoozed -UnknownDuty -UnknownDuty DutySnoozed DutySnoozed DutySnoozed DutySnoozed
        pensionCheck    : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration PensionChecked -NoActiveRegistration -NoActiveRegistration PensionChecked -NoActiveRegistration -NoActiveRegistration PensionChecked PensionChecked PensionChecked -NoActiveRegistration
        hardshipCheck   : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration HardshipChecked -NoActiveRegistration -NoActiveRegistration HardshipChecked -NoActiveRegistration -NoActiveRegistration HardshipChecked HardshipChecked HardshipChecked -NoActiveRegistration
        benefit         : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration BenefitRecorded -NoActiveRegistration -NoActiveRegistration BenefitRecorded -NoActiveRegistration -NoActiveRegistration BenefitRecorded BenefitRecorded BenefitRecorded -NoActiveRegistration
        service         : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration ServiceRecorded -NoActiveRegistration -NoActiveRegistration ServiceRecorded -NoActiveRegistration -NoActiveRegistration ServiceRecorded ServiceRecorded ServiceRecorded -NoActiveRegistration
        policy          : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration PolicyStepRecorded -NoActiveRegistration -NoActiveRegistration PolicyStepRecorded -NoActiveRegistration -NoActiveRegistration PolicyStepRecorded PolicyStepRecorded PolicyStepRecorded -NoActiveRegistration
        grade           : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration GradeSet -NoActiveRegistration -NoActiveRegistration GradeSet -NoActiveRegistration -NoActiveRegistration GradeSet GradeSet GradeSet -NoActiveRegistration
        match           : -NothingToMatch MatchRecorded MatchRecorded MatchRecorded MatchToExamine -NothingToMatch -NothingToMatch MatchToExamine -NothingToMatch -NothingToMatch MatchToExamine MatchToExamine MatchToExamine MatchRecorded
        judgeMatch      : -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch
        answerMatch     : -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch -UnknownMatch
        chooseExchange  : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration ExchangeChoiceRecorded -NoActiveRegistration -NoActiveRegistration ExchangeChoiceRecorded -NoActiveRegistration -NoActiveRegistration ExchangeChoiceRecorded ExchangeChoiceRecorded ExchangeChoiceRecorded -NoActiveRegistration
        allowance       : -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged -NotExchanged
        evaluatePolicy  : PolicyUnchanged PolicyUnchanged PolicyUnchanged PolicyUnchanged PolicyTold PolicyUnchanged PolicyUnchanged PolicyTold PolicyUnchanged PolicyUnchanged PolicyTold PolicyTold PolicyTold PolicyUnchanged
        issueCertificate : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration CertificateIssued -NoActiveRegistration -NoActiveRegistration CertificateIssued -NoActiveRegistration -NoActiveRegistration CertificateIssued CertificateIssued CertificateIssued -NoActiveRegistration
        revokeCertificate : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoCertificate -NoActiveRegistration -NoActiveRegistration -NoCertificate -NoActiveRegistration -NoActiveRegistration -NoCertificate -NoCertificate -NoCertificate -NoActiveRegistration
        applyForHardship : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration HardshipApplied -NoActiveRegistration -NoActiveRegistration HardshipApplied -NoActiveRegistration -NoActiveRegistration HardshipApplied HardshipApplied HardshipApplied -NoActiveRegistration
        examineHardship : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoHardshipApplication -NoActiveRegistration -NoActiveRegistration -NoHardshipApplication -NoActiveRegistration -NoActiveRegistration -NoHardshipApplication -NoHardshipApplication -NoHardshipApplication -NoActiveRegistration
        recogniseHardship : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoHardshipApplication -NoActiveRegistration -NoActiveRegistration -NoHardshipApplication -NoActiveRegistration -NoActiveRegistration -NoHardshipApplication -NoHardshipApplication -NoHardshipApplication -NoActiveRegistration
        refuseHardship : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoHardshipApplication -NoActiveRegistration -NoActiveRegistration -NoHardshipApplication -NoActiveRegistration -NoActiveRegistration -NoHardshipApplication -NoHardshipApplication -NoHardshipApplication -NoActiveRegistration
        withdrawHardship : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NotRecognised -NoActiveRegistration -NoActiveRegistration -NotRecognised -NoActiveRegistration -NoActiveRegistration -NotRecognised -NotRecognised -NotRecognised -NoActiveRegistration
        joinHousehold : -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration -NoActiveRegistration HouseholdJoined -NoActiveRegistration -NoActiveRegistration HouseholdJoined -NoActiveRegistration -NoActiveRegistration HouseholdJoined HouseholdJoined HouseholdJoined -NoActiveRegistration
        leaveHousehold : -UnknownPerson HouseholdLeft HouseholdLeft HouseholdLeft HouseholdLeft HouseholdLeft HouseholdLeft HouseholdLeft HouseholdLeft -UnknownPerson HouseholdLeft HouseholdLeft HouseholdLeft HouseholdLeft
        settleHousehold : -UnknownPerson HouseholdSettled HouseholdSettled HouseholdSettled HouseholdSettled HouseholdSettled HouseholdSettled HouseholdSettled HouseholdSettled -UnknownPerson HouseholdSettled HouseholdSettled HouseholdSettled HouseholdSettled
        askMatter       : -NoActiveRegistration MatterAsked MatterAsked MatterAsked MatterAsked -NoActiveRegistration -NoActiveRegistration MatterAsked -NoActiveRegistration -NoActiveRegistration MatterAsked MatterAsked MatterAsked MatterAsked
        withdrawMatter  : -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter
        objectMatter    : -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter
        receiveMatter   : ApplicationPrefilled MatterAttached MatterAttached MatterAttached MatterAttached ApplicationPrefilled ApplicationPrefilled MatterAttached ApplicationPrefilled -MovePending MatterAttached MatterAttached MatterAttached MatterAttached
        answerMatter    : -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter
        noteMatter      : -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter -UnknownMatter
        raiseComplaint : -UnknownPerson ComplaintRaised ComplaintRaised ComplaintRaised ComplaintRaised ComplaintRaised ComplaintRaised ComplaintRaised ComplaintRaised -UnknownPerson ComplaintRaised ComplaintRaised ComplaintRaised ComplaintRaised
        takeComplaint : -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint
        answerComplaint : -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint
        withdrawComplaint : -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint -UnknownComplaint
        surveyAnswer : -NotInSample -NotInSample -NotInSample -NotInSample SurveyAnswered -NotInSample -NotInSample SurveyAnswered SurveyAnswered -NotInSample SurveyAnswered SurveyAnswered SurveyAnswered -NotInSample
        settleContradiction : -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle -NothingToSettle
        noteUse : UseNoted UseNoted UseNoted UseNoted UseNoted UseNoted UseNoted UseNoted UseNoted UseNoted UseNoted UseNoted UseNoted UseNoted
        tick            : Ticked Ticked Ticked Ticked Ticked Ticked Ticked Ticked Ticked Ticked Ticked Ticked Ticked Ticked
        confirmError    : -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal Exited -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal -SecondPersonNeeded
        confirmErrorBySecond: -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal Exited -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal EnteredInError
        confirmErrorByClerk: -SupervisorNeeded -SupervisorNeeded -SupervisorNeeded -SupervisorNeeded -SupervisorNeeded -SupervisorNeeded -SupervisorNeeded Exited -SupervisorNeeded -SupervisorNeeded -SupervisorNeeded -SupervisorNeeded -SupervisorNeeded -SupervisorNeeded
        rejectError     : -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal ExitRejected -NoProposal -NoProposal -NoProposal -NoProposal -NoProposal ProposalRejected
        agreeToLink     : -UnknownPerson LinkAgreed LinkAgreed LinkAgreed LinkAgreed LinkAgreed LinkAgreed -ProposalWaits LinkAgreed -UnknownPerson LinkAgreed LinkAgreed LinkAgreed -ProposalWaits
        correctNumber   : -NoOpenApplication Proposed Proposed Proposed Proposed Proposed Proposed -ProposalWaits Proposed -NoOpenApplication -CannotCorrectNumber Proposed Proposed -ProposalWaits
        redirectMove    : MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected MoveRedirected
        revoke          : -RegistrationNotRevocable -RegistrationNotRevocable -RegistrationNotRevocable -RegistrationNotRevocable RevocationProposed -RegistrationNotRevocable -RegistrationNotRevocable -ProposalWaits RevocationProposed -RegistrationNotRevocable RevocationProposed RevocationProposed RevocationProposed -RegistrationNotRevocable
        inform          : -NothingToInformOf -NothingToInformOf -NothingToInformOf -NothingToInformOf -NothingToInformOf -NothingToInformOf -NothingToInformOf -NothingToInformOf InformingRecorded -NothingToInformOf -NothingToInformOf -NothingToInformOf -NothingToInformOf -NothingToInformOf
        joinPlatform    : -UnknownApplication PlatformApplicationJoined PlatformApplicationJoined PlatformApplicationJoined PlatformApplicationJoined PlatformApplicationJoined PlatformApplicationJoined PlatformApplicationJoined PlatformApplicationJoined -MovePending PlatformApplicationJoined PlatformApplicationJoined PlatformApplicationJoined PlatformApplicationJoined
        confirmRevocation : -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed
        rejectRevocation : -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed -NoRevocationProposed
        """;

    public static readonly TheoryData<string, string, string> Cells = new(
        from line in Matrix.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let parts = line.Split(':', StringSplitOptions.TrimEntries)
        from cell in parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Zip(States.Names)
        select (parts[0], cell.Second, cell.First)
    );

    /// <summary>The names of the rows.</summary>
    internal static IReadOnlyList<string> Commands { get; } = [.. Cells.Select(cell => cell.Data.Item1).Distinct()];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_command_in_each_state(string command, string state, string expected)
    {
        var register = States.Of(state);
        var (made, actor) = Make(command, register);
        var decision = register.Send(0, made, actor);
        Assert.Equal(expected, decision.Refusal is { } refusal ? "-" + refusal.Code : decision.Outcome!.Kind.ToString());
    }

    [Fact]
    public void The_matrix_has_every_cell() => Assert.Equal(77 * States.Names.Length, Cells.Count);

    private static string FirstDuty(PersonRecord record) => record.Duties is [var first, ..] ? first.Key : "none";

    internal static (PersonCommand Command, Actor Actor) Make(string command, SmallRegister r)
    {
        var record = r.Records[0];
        return command switch
        {
            "submit" => (World.Application(World.Citizen(), r.Now), World.Clerk),
            "submitElsewhere" => (World.Application(World.Citizen(), r.Now, World.OtherUrban), World.OtherClerk),
            "verify" => (new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Confirmed, World.Word()), World.Clerk),
            "askCorrection" => (new AskCorrection("请更正姓名"), World.Clerk),
            "correctIdentity" => (new CorrectIdentity(PersonName.Parse("司徒核对")), World.Clerk),
            "approve" => (new ApproveApplication(), World.Clerk),
            "refuse" => (new RefuseApplication(NonApprovalReason.IdentityNotVerifiable), World.Clerk),
            "withdraw" => (new WithdrawApplication(World.Word()), World.Clerk),
            "transfer" => (new Transfer(World.OtherUrban, null, "本人要求"), World.Clerk),
            "declineTransfer" => (new DeclineTransfer("x", World.Word()), World.Clerk),
            "answerTransfer" => (new AnswerTransfer("x", true), World.Applicant),
            "exit" => (States.Exit(ExitReason.Hired), World.Clerk),
            "exitOther" => (States.Exit(ExitReason.Other), World.Clerk),
            "confirmExit" => (new ConfirmExit(), World.Clerk),
            "confirmBySecond" => (new ConfirmExit(), World.SecondClerk),
            "rejectExit" => (new RejectExit("不成立"), World.Clerk),
            "revokeExit" => (
                new RevokeExit(
                    record.Past is [.., var last] ? last.Number : RegistrationNumber.Create("980102", World.Day("2026-03-02"), 1),
                    World.Hand()
                ),
                World.Clerk
            ),
            "correctData" => (new CorrectData { Why = "本人要求", Education = "10" }, World.Clerk),
            "objectRefusal" => (new RaiseObjection(ObjectionSubject.NonApproval, "请复核"), World.Clerk),
            "objectExit" => (new RaiseObjection(ObjectionSubject.Exit, "请复核"), World.Clerk),
            "answer" => (new AnswerObjection("x", true, "已复核"), World.Clerk),
            "linkTo" => (new LinkTo(World.IdOf(2), "同一人"), World.Supervisor),
            "unlink" => (new Unlink(World.IdOf(1), "不是同一人"), World.Supervisor),
            "endInError" => (
                new EndAsEnteredInError(
                    record.Application?.Number ?? ApplicationNumber.Create("980102", World.Day("2026-03-02"), 1),
                    "号码录错"
                )
                {
                    NoRightNumber = NoRightNumber.CannotBeFound,
                },
                World.Supervisor
            ),
            "confirmError" => (new ConfirmProposal(record.Proposal?.Id ?? "x"), World.Supervisor),
            "confirmErrorBySecond" => (new ConfirmProposal(record.Proposal?.Id ?? "x"), World.OtherSupervisor),
            "confirmErrorByClerk" => (new ConfirmProposal(record.Proposal?.Id ?? "x"), World.SecondClerk),
            "rejectError" => (new RejectProposal(record.Proposal?.Id ?? "x", "号码无误"), World.Clerk),
            "agreeToLink" => (new AgreeToLink(World.IdOf(2), "同一人"), World.Supervisor),
            "confirmMove" => (new ConfirmMove(Guid.Empty), Actor.Register),
            "contact" => (new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached }, World.Clerk),
            "claim" => (new ClaimDuty(FirstDuty(record), 4), World.Clerk),
            "release" => (new ReleaseDuty(FirstDuty(record)), World.Clerk),
            "snooze" => (new SnoozeDuty(FirstDuty(record), World.Day("2026-03-03"), "本人明日到窗口"), World.Clerk),
            "pensionCheck" => (new RecordPensionCheck(false, World.Match(r.Now)), World.Clerk),
            "match" => (
                new RecordMatch("business", "b1", r.Now, new MatchedFact(World.Day("2026-03-02"))),
                new Actor("feed", Role.MatchingFeed, null)
            ),
            "judgeMatch" => (new JudgeMatch("business", "b1", true, null, null), World.Clerk),
            "answerMatch" => (new AnswerMatch("business", "b1", World.Said(r.Now)), World.Clerk),
            "hardshipCheck" => (new RecordHardshipCheck(null, World.Hand()), World.Clerk),
            "benefit" => (new RecordBenefit("20", World.Day("2026-03-01"), null, World.Match(r.Now)), World.Clerk),
            "service" => (new RecordService("S101", ServiceResult.Given, null, null), World.Clerk),
            "policy" => (new RecordPolicyStep("P040", PolicyStep.Told, null, null), World.Clerk),
            "chooseExchange" => (new ChooseExchange(true), World.Clerk),
            "allowance" => (
                new RecordAllowance(AllowanceState.Granted, World.Day("2026-03-01"), World.Match(r.Now), true),
                new Actor("affairs", Role.CivilAffairs, null)
            ),
            "evaluatePolicy" => (
                new EvaluatePolicy(
                    PolicyMatchingTests.Rule("any", "P040", new Domain.Policies.Condition { Fact = "monthsRegistered", AtLeast = 0 })
                ),
                Actor.Register
            ),
            "issueCertificate" => (new IssueCertificate(), World.Clerk),
            "revokeCertificate" => (new RevokeCertificate("遗失"), World.Clerk),
            "applyForHardship" => (new ApplyForHardship(HardshipOrigin.Person, ["050"]), World.Clerk),
            "examineHardship" => (new ExamineHardship("x", [], World.Hand()), World.Clerk),
            "recogniseHardship" => (new RecogniseHardship("x", null), World.Clerk),
            "refuseHardship" => (new RefuseHardship("x", HardshipGround.CategoryNotShown), World.Clerk),
            "withdrawHardship" => (new WithdrawHardship(HardshipGround.NoLongerFulfilled, World.Hand()), World.Clerk),
            "joinHousehold" => (new JoinHousehold("0123456789abcdef0123456789abcdef"), World.Clerk),
            "leaveHousehold" => (new LeaveHousehold("0123456789abcdef0123456789abcdef"), World.Clerk),
            "settleHousehold" => (new SettleHousehold("0123456789abcdef0123456789abcdef", World.Day("2026-03-03")), World.Clerk),
            "askMatter" => (new AskMatter(MatterKind.Benefit), World.Clerk),
            "withdrawMatter" => (new WithdrawMatter("x"), World.Clerk),
            "objectMatter" => (new ObjectToMatter("x", "请复核"), World.Clerk),
            "receiveMatter" => (
                new ReceiveMatter(
                    MatterKind.Benefit,
                    "SY-1",
                    World.Citizen(),
                    PersonName.Parse("欧阳测试"),
                    null,
                    World.Urban,
                    World.Day("2026-03-02")
                ),
                World.BenefitSystem
            ),
            "answerMatter" => (new AnswerMatter("x", 1, MatterState.InHand, null, null), World.BenefitSystem),
            "noteMatter" => (new NoteMatterSent("x", true), Actor.Register),
            "raiseComplaint" => (new RaiseComplaint(ComplaintKind.PapersAsked, "要求提供离职证明"), World.Clerk),
            "takeComplaint" => (new TakeComplaint("x", true), World.Supervisor),
            "answerComplaint" => (new AnswerComplaint("x", true, "属实"), World.Supervisor),
            "withdrawComplaint" => (new WithdrawComplaint("x", "本人来电"), World.Supervisor),
            "surveyAnswer" => (
                new RecordSurveyAnswer(
                    Guid.Empty,
                    record.Registration?.Number
                        ?? (
                            record.Past is [.., var ended] ? ended.Number : RegistrationNumber.Create("980102", World.Day("2026-03-02"), 1)
                        ),
                    SurveyOutcome.Refused,
                    [],
                    null
                ),
                new Actor("auditor-1", Role.Auditor, null)
            ),
            "settleContradiction" => (new SettleContradiction(Guid.Empty, true, "属实"), World.Supervisor),
            "noteUse" => (new NoteUse(DataUse.Revealed), World.OtherClerk),
            "grade" => (new SetGrade(ServiceGrade.Assisted, "需要指导"), World.Clerk),
            "inform" => (
                new RecordInforming
                {
                    Of = InformingSubject.Exit,
                    Channel = ContactChannel.Telephone,
                    Outcome = InformingOutcome.Informed,
                },
                World.Clerk
            ),
            "revoke" => (
                Scripts.Revoke(
                    record.Registration?.Number
                        ?? (record.Past is [.., var over] ? over.Number : RegistrationNumber.Create("980102", World.Day("2026-03-02"), 1)),
                    r.Now
                ),
                World.Clerk
            ),
            "joinPlatform" => (
                new JoinPlatformApplication(
                    PlatformApplicationNumber.Parse("P-J"),
                    record.Application?.Number ?? ApplicationNumber.Create("980102", World.Day("2026-03-02"), 1)
                ),
                World.Clerk
            ),
            "confirmRevocation" => (new ConfirmRevocation(), World.Supervisor),
            "rejectRevocation" => (new RejectRevocation("不成立"), World.Clerk),
            "correctNumber" => (
                new CorrectNumber(
                    record.Application?.Number ?? ApplicationNumber.Create("980102", World.Day("2026-03-02"), 1),
                    World.Foreigner(),
                    World.IdOf(2),
                    World.Hand()
                ),
                World.Clerk
            ),
            "redirectMove" => (new RedirectMove(Guid.Empty, World.IdOf(2)), Actor.Register),
            "tick" => (new Tick(), Actor.Register),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }
}
