namespace Grid.Domain.Persons;

/// <summary>Folds events into the record, each by the fold of its action. Never refuses: everything in the journal has happened.</summary>
public static class PersonFold
{
    /// <summary>The record after the event; its sequence is one higher.</summary>
    public static PersonRecord Apply(PersonRecord record, PersonEvent change)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(change);
        var after = ClosingTransfers.Settle(record, change, MatchFold.Settle(Change(record, change)));
        return ProposalRules.Settle(record, AwaitingResults.Settle(record, change, after)) with { Sequence = record.Sequence + 1 };
    }

    private static PersonRecord Change(PersonRecord record, PersonEvent change) =>
        change switch
        {
            ApplicationSubmitted e => SubmissionFold.Apply(record, e),
            ContactUpdated e => SubmissionFold.Apply(record, e),
            PlatformApplicationJoined e => AwaitingResults.Join(record, e),
            VerificationRecorded e => VerificationFold.Apply(record, e),
            CorrectionAsked e => VerificationFold.Apply(record, e),
            IdentityCorrected e => VerificationFold.Apply(record, e),
            ApplicationApproved e => ReviewFold.Apply(record, e),
            ApplicationRefused e => ReviewFold.Apply(record, e),
            ApplicationWithdrawn e => ReviewFold.Apply(record, e),
            Registered e => ReviewFold.Apply(record, e),
            ByReferenceEnded e => ReviewFold.Apply(record, e),
            ApplicationReopened e => ReopeningFold.Apply(record, e),
            TransferRequested e => TransferFold.Apply(record, e),
            TransferDeclined e => TransferFold.Apply(record, e),
            TransferLapsed e => TransferFold.Apply(record, e),
            ApplicationTransferred e => TransferFold.Apply(record, e),
            RegistrationTransferred e => TransferFold.Apply(record, e),
            ExitProposed e => ExitFold.Apply(record, e),
            ExitRejected e => ExitFold.Apply(record, e),
            Exited e => ExitFold.Apply(record, e),
            ExitRevoked e => ExitFold.Apply(record, e),
            DataCorrected e => CorrectedRecord.Of(record, e.Correction, e.OnApplication),
            ObjectionRaised e => ObjectionFold.Apply(record, e),
            ObjectionAnswered e => ObjectionFold.Apply(record, e),
            ObjectionMoved e => ObjectionFold.Apply(record, e),
            LinkedTo e => LinkFold.Apply(record, e),
            LinkAgreed e => LinkFold.Apply(record, e),
            MoveConfirmed e => LinkFold.Apply(record, e),
            MoveDeclined e => LinkFold.Apply(record, e),
            CaseTakenOver e => CaseArrival.TakeOver(record, e),
            CaseReturned e => CaseArrival.Return(record, e),
            Unlinked e => CaseDeparture.Without(record, e),
            PersonImported e => ImportFold.Apply(record, e),
            RegistrationImported e => ImportFold.Apply(record, e),
            PastRegistrationImported e => ImportFold.Apply(record, e),
            ImportKept e => SettlingFold.Apply(record, e),
            ImportUndone e => SettlingFold.Apply(record, e),
            HistoryHeld e => record with { HeldBy = e.Import },
            HistoryReleased => record with { HeldBy = null },
            EnteredInError e => RecordBeforeError.Of(record, e),
            PersonErased => ErasureRules.Erased(record.Id, record.Sequence + 1),
            NumberCorrected or MoveRedirected => NumberFold.Apply(record, change),
            InformingRecorded e => InformingFold.Apply(record, e),
            RevocationProposed or RevocationRejected or RegistrationRevoked or RevocationUndone => RevocationFold.Apply(record, change),
            Proposed e => record with { Proposal = e.Proposal },
            ProposalConfirmed or ProposalRejected => record with { Proposal = null },
            DutyOpened or DutyMoved or DutyWarned or DutyOverdue or DutyClosed or DutyClaimed or DutySnoozed => DutyFold.Apply(
                record,
                change
            ),
            ContactRecorded e => ContactFold.Apply(record, e),
            PensionChecked e => CheckFold.Apply(record, e),
            HardshipChecked e => CheckFold.Apply(record, e),
            BenefitRecorded e => record.WithService(s => s with { Benefit = e.Drawn }),
            MatchRecorded e => MatchFold.Apply(record, e),
            MatchJudged e => MatchFold.Apply(record, e),
            MatchAnswered e => MatchFold.Apply(record, e),
            MatchesForgotten e => MatchFold.Apply(record, e),
            CertificateIssued e => CertificateFold.Apply(record, e),
            CertificateRevoked e => CertificateFold.Apply(record, e),
            HardshipApplied e => HardshipFold.Apply(record, e),
            HardshipExamined e => HardshipFold.Apply(record, e),
            HardshipRecognised e => HardshipFold.Apply(record, e),
            HardshipRefused e => HardshipFold.Apply(record, e),
            HardshipWithdrawn e => HardshipFold.Apply(record, e),
            HardshipReopened e => HardshipFold.Apply(record, e),
            HardshipRestored e => HardshipFold.Apply(record, e),
            HouseholdJoined or HouseholdLeft or HouseholdSettled => HouseholdFold.Apply(record, change),
            MatterAsked
            or MatterJoined
            or MatterWithdrawn
            or MatterObjected
            or MatterAnswered
            or MatterSent
            or ApplicationPrefilled
            or PrefilledLapsed => MatterFold.Apply(record, change),
            PolicyMatched e => PolicyMatching.Apply(record, e),
            PolicyUnmatched e => PolicyMatching.Apply(record, e),
            PolicyStepped e => PolicyMatching.Apply(record, e),
            AllowanceRecorded e => PolicyMatching.Apply(record, e),
            ExchangeChosen e => record with { RefusesExchange = e.Refuses },
            ComplaintRaised e => ComplaintFold.Apply(record, e),
            ComplaintTaken e => ComplaintFold.Apply(record, e),
            ComplaintEnded e => ComplaintFold.Apply(record, e),
            SurveyAnswered e => SurveyFold.Apply(record, e),
            ContradictionSettled e => SurveyFold.Apply(record, e),
            DataUsed e => UseFold.Apply(record, e),
            GradeSet e => record.WithService(s => s with { GradeOverride = e.Grade }),

            // For the journal and its readers; nothing in the record depends on them but the mark of what was imported.
            ServiceGiven { Imported: { } from } => ImportedFold.Marked(record, from),
            ServiceGiven or AllowanceListed or WordingFlagged => record,
            _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
        };
}
