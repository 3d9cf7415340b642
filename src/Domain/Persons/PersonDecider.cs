namespace Grid.Domain.Persons;

/// <summary>
/// The rules of 79/2020 for one person: what a command leads to, given the record, the clock and the calendars. Pure: the same
/// arguments always give the same decision, and nothing is changed.
/// </summary>
public static class PersonDecider
{
    /// <summary>Events, the record after each of them, and the answer; or a refusal.</summary>
    public static Decision Decide(PersonRecord record, PersonCommand command, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (MachineScope.Check(record, command, context) is { } beyond)
            return Decision.Refuse(beyond);
        if (context.Target?.Check(record, context) is { } otherCase)
            return Decision.Refuse(otherCase);
        if (SettlingImports.Check(record, command) is { } held)
            return Decision.Refuse(held);

        // What came due in the meantime is done first, so that a late or missing tick makes no difference to the journal.
        var steps = new List<DecisionStep>();
        var current = Add(record, ClosingTransfers.Lapsed(record, context));
        current = Add(current, AskingMatters.Lapsed(current, context));
        current = Add(current, ForgettingMatches.Of(current, context));
        current = Add(current, DutyKeeping.CatchUp(current, context));
        var decision = Rule(current, OtherClocks.Adjust(command, context), context);
        if (decision.Outcome is not { } outcome)
            return decision;

        // A case that comes to a closed office moves on, and duties follow every accepted command, in the same commit; so do the flags of
        // its wording, where it led to anything.
        var after = Add(current, decision.Events);
        if (decision.Events.Count > 0)
            after = Add(after, Flagging.Of(command, CaseScope.OfficeOf(after) ?? CaseScope.OfficeOf(current), context));
        var onward = Succession.OnArrivalOf(current, after, context);
        after = Add(after, onward);

        // A case that has just arrived may bring a request that is too old.
        var lapsed = ClosingTransfers.Lapsed(after, context);
        after = Add(after, lapsed);

        // Where the command ended the last case that needed them.
        after = Add(after, ForgettingMatches.Of(after, context));

        // The policies that the person may be entitled to now, and the list for civil affairs.
        var found = PolicyMatching.Follow(after, command, decision.Events, context);
        after = Add(after, found);
        after = Add(after, CivilAffairs.Follow(record, after, context));
        Add(after, DutyKeeping.Follow(after, context, [.. decision.Events, .. onward, .. lapsed, .. found]));
        if (onward.Count > 0 && outcome.Office is not null)
            outcome = outcome with { Office = CaseScope.OfficeOf(after) };
        return Decision.Accept(outcome, steps);

        PersonRecord Add(PersonRecord before, IReadOnlyList<PersonEvent> events)
        {
            foreach (var happened in events)
                steps.Add(new DecisionStep(happened, before = PersonFold.Apply(before, happened)));
            return before;
        }
    }

    /// <summary>
    /// The rules that an application's form breaks by itself, whatever is recorded of the person: for a sender to whom they are to be
    /// reported together with what could not be read at all. Empty when there is none; the command may be refused all the same.
    /// </summary>
    public static IReadOnlyList<Refusal> FaultsOf(SubmitApplication form, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(context);
        return
        [
            .. SubmissionRules
                .Check(form, context)
                ?.Each()
                .Where(one =>
                    one is { Field: not null, Code: RefusalCode.InvalidField or RefusalCode.ContradictsNumber or RefusalCode.UnknownOffice }
                )
                ?? [],
        ];
    }

    private static Decision Rule(PersonRecord record, PersonCommand command, DecisionContext context) =>
        command switch
        {
            ITakesTwoPersons { IsProposed: true } => ProposalRules.Propose(record, command, Act(record, command, context), context),
            ConfirmProposal c => ProposalRules.Confirm(record, c, context, Act),
            RejectProposal c => ProposalRules.Reject(record, c, context),
            ConfirmExit => ProposalRules.WaitingOf(record, ProposalKind.Exited) is { } exit
                ? ProposalRules.Confirm(record, new ConfirmProposal(exit.Id), context, Act)
                : Exiting.ConfirmEarlier(record, context),
            RejectExit c => ProposalRules.WaitingOf(record, ProposalKind.Exited) is { } exit
                ? ProposalRules.Reject(record, new RejectProposal(exit.Id, c.Note), context)
                : Exiting.RejectEarlier(record, c, context),
            ConfirmRevocation => ProposalRules.WaitingOf(record, ProposalKind.RegistrationRevoked) is { } revocation
                ? ProposalRules.Confirm(record, new ConfirmProposal(revocation.Id), context, Act)
                : RevocationRules.ConfirmEarlier(record, context),
            RejectRevocation c => ProposalRules.WaitingOf(record, ProposalKind.RegistrationRevoked) is { } revocation
                ? ProposalRules.Reject(record, new RejectProposal(revocation.Id, c.Note), context)
                : RevocationRules.RejectEarlier(record, c, context),
            _ => Act(record, command, context),
        };

    private static Decision Act(PersonRecord record, PersonCommand command, DecisionContext context) =>
        command switch
        {
            SubmitApplication c => Submitting.Decide(record, c, context),
            RecordVerification c => Verifying.Decide(record, c, context),
            AskCorrection c => Verifying.Decide(record, c, context),
            CorrectIdentity c => Verifying.Decide(record, c, context),
            ApproveApplication => Reviewing.Approve(record, context),
            RefuseApplication c => Reviewing.Refuse(record, c, context),
            WithdrawApplication c => Reviewing.Withdraw(record, c, context),
            Transfer c => Transferring.Decide(record, c, context),
            DeclineTransfer c => Transferring.Decide(record, c, context),
            AnswerTransfer c => AnsweringTransfer.Decide(record, c, context),
            RecordExit c => Exiting.Decide(record, c, context),
            RevokeExit c => Exiting.Revoke(record, c, context),
            CorrectData c => Correcting.Decide(record, c, context),
            RaiseObjection c => Objecting.Raise(record, c, context),
            AnswerObjection c => Objecting.Answer(record, c, context),
            LinkTo c => Linking.Link(record, c, context),
            AgreeToLink c => Linking.Agree(record, c, context),
            Unlink c => Linking.Unlink(record, c, context),
            TakeOverCase c => Linking.TakeOver(record, c, context),
            ConfirmMove c => Linking.Confirm(record, c),
            CorrectNumber c => NumberRules.Decide(record, c, context),
            RedirectMove c => NumberRules.Redirect(record, c, context),
            EndAsEnteredInError c => EndingInError.Decide(record, c, context),
            RevokeRegistration c => RevocationRules.Decide(record, c, context),
            RecordInforming c => InformingRules.Decide(record, c, context),
            RecordDelivery c => DeliveryRules.Decide(record, c, context),
            JoinPlatformApplication c => JoiningRules.Decide(record, c, context),
            RecordContact c => Contacting.Decide(record, c, context),
            ClaimDuty c => WorkingOnDuties.Claim(record, c, context),
            ReleaseDuty c => WorkingOnDuties.Release(record, c, context),
            SnoozeDuty c => WorkingOnDuties.Snooze(record, c, context),
            RecordPensionCheck c => Checking.Pension(record, c, context),
            RecordHardshipCheck c => Checking.Hardship(record, c, context),
            RecordBenefit c => Benefits.Decide(record, c, context),
            RecordService c => Serving.Service(record, c, context),
            RecordPolicyStep c => Serving.Policy(record, c, context),
            SetGrade c => Serving.Grade(record, c, context),
            EvaluatePolicy c => PolicyMatching.Decide(record, c, context),
            ChooseExchange c => CivilAffairs.Decide(record, c, context),
            RecordAllowance c => CivilAffairs.Decide(record, c, context),
            RecordMatch c => MatchRules.Decide(record, c, context),
            JudgeMatch c => JudgingRules.Judge(record, c, context),
            AnswerMatch c => JudgingRules.Answer(record, c, context),

            ImportCases c => ImportRules.Decide(record, c, context),
            SettleImport c => SettlingImports.Decide(record, c, context),
            ImportHistory c => HistoryRules.Decide(record, c, context),
            IssueCertificate c => Certifying.Decide(record, c, context),
            RevokeCertificate c => Certifying.Decide(record, c, context),
            ApplyForHardship c => HardshipRules.Apply(record, c, context),
            ExamineHardship c => HardshipRules.Examine(record, c, context),
            RecogniseHardship c => HardshipRules.Recognise(record, c, context),
            RefuseHardship c => HardshipRules.Refuse(record, c, context),
            WithdrawHardship c => HardshipRules.Withdraw(record, c, context),
            JoinHousehold c => HouseholdMembers.Join(record, c, context),
            LeaveHousehold c => HouseholdMembers.Leave(record, c, context),
            SettleHousehold c => HouseholdMembers.Settle(record, c, context),
            AskMatter c => AskingMatters.Ask(record, c, context),
            WithdrawMatter c => AskingMatters.Withdraw(record, c, context),
            ObjectToMatter c => AskingMatters.Object(record, c, context),
            ReceiveMatter c => AskingMatters.Receive(record, c, context),
            AnswerMatter c => AnsweringMatters.Decide(record, c, context),
            NoteMatterSent c => AnsweringMatters.Note(record, c, context),
            RaiseComplaint c => Complaining.Raise(record, c, context),
            TakeComplaint c => Complaining.Take(record, c, context),
            AnswerComplaint c => Complaining.Answer(record, c, context),
            WithdrawComplaint c => Complaining.Withdraw(record, c, context),
            RecordSurveyAnswer c => Surveying.Record(record, c, context),
            SettleContradiction c => Surveying.Settle(record, c, context),
            NoteUse c => UsingData.Decide(record, c, context),
            MoveToSuccessor c => Succession.Decide(record, c, context),

            // A reminder changes nothing by itself: what is due follows.
            Tick => Decision.Accept(Outcomes.Of(OutcomeKind.Ticked, record)),
            _ => throw new ArgumentException($"No rule for {command.GetType().Name}.", nameof(command)),
        };
}
