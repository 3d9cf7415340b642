namespace Grid.Mutants.Rules;

/// <summary>What a decision needs: checks, evidence, a second person.</summary>
internal static class Deciding
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "licence-change",
            "each change of what a certificate is worth is told to the electronic licences",
            "if («earlier != status»)",
            "false",
            "Domain/LicenceItemTests"
        ),
        Mutant.Code(
            "exchange-delivered",
            "civil affairs report only of persons whom they have read in a list",
            "if («!command.Delivered»)",
            "false",
            "Domain/CivilAffairsTests"
        ),
        Mutant.Code(
            "open-complaint-owner",
            "79/2020 (十四): a complaint without a case is not the office's that it is about",
            "is { } found && «AboutOffices.Handles(caller, found.Office, found.Owner)»",
            "true",
            "Api/OpenComplaintTests"
        ),
        Mutant.Code(
            "own-transfer-answer",
            "no office answers a transfer request as the person",
            "if («context.Actor.Role != Role.Applicant»)",
            "false",
            "Domain/TransferRequestTests"
        ),
        Mutant.Code(
            "move-permission",
            "a linked case arrives only where its orderer reaches",
            "&& «MayBecomeMain(record, command.From, order.By, order.At, context.Offices) is not null»",
            "false",
            "Domain/LinkTests"
        ),
        Mutant.Code(
            "number-mask",
            "of an identity number the last four characters are shown",
            "private const int ShownCharacters = «4»;",
            "6",
            "Domain/IdentityNumberTests"
        ),
        Mutant.Code("working-age", "79/2020 (十): sixteen or older", "public const int MinimumAge = «16»;", "15", "Domain/CaseTests"),
        Mutant.Code(
            "identity-verified",
            "79/2020 (二): no registration without a verified identity",
            "if («Verifying.Latest(application, VerificationSubject.Identity)» is not { Outcome: VerificationOutcome.Confirmed } identity)",
            "Verifying.Latest(application, VerificationSubject.Identity) is { } any ? any with { Outcome = VerificationOutcome.Confirmed } : null",
            "Domain/MatrixTests"
        ),
        Mutant.Code(
            "unresolved-hit",
            "79/2020 (二): a hit is looked at before approval",
            "FirstOrDefault(v => «v.Outcome == VerificationOutcome.Contradicted» && Verifying.Concerns(",
            "false",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "group-verified",
            "79/2020 (一): a group by reference is verified",
            "if («application.ByReference is not null» && Verifying.Latest(application, VerificationSubject.ByReferenceGroup)",
            "false",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "employed-by-hand",
            "79/2020 (二): a match that says \"employed\" is no refusal",
            "check.Outcome == VerificationOutcome.Contradicted && «check.Evidence.Basis != EvidenceBasis.DataMatch»,",
            "true",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "own-word",
            "79/2020 (十): only the person can say that there is no wish to work",
            "check.Outcome == VerificationOutcome.Contradicted && «check.Evidence.Basis == EvidenceBasis.PersonDeclaration»,",
            "true",
            "Domain/ReviewTests",
            "Domain/FittingTests"
        ),
        Mutant.Code(
            "own-word-recorded",
            "79/2020 (十): no check by the office can show that there is no wish to work",
            "(VerificationSubject.WantsWork, not VerificationOutcome.Confirmed, not EvidenceBasis.PersonDeclaration) => «NotEnough(ByWord)»,",
            "null",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "chance-to-correct",
            "a real chance to correct before a refusal",
            "check.Outcome != VerificationOutcome.Confirmed && «(application.CorrectionAnswered || application.Correction is not null)»,",
            "true",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "correction-waits",
            "no refusal while an answer may still come",
            "return «context.Today >= until» ? null : Refusal.Invalid(\"reason\", FieldRule.WaitsForAnswer,",
            "true",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "correction-asked-late",
            "asking late takes nothing from the person",
            "return «next > application.ReviewDue.Date ? next : application.ReviewDue.Date»;",
            "application.ReviewDue.Date",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "same-name-is-no-answer",
            "the same name again is no correction",
            "if («command.Name == record.Identity!.Name»)",
            "false",
            "Domain/ReviewTests"
        ),
        Mutant.Code(
            "no-longer-unemployed-since",
            "what was so before the application has reasons of its own",
            "return «since < submitted» ? Refusal.Invalid(\"since\", FieldRule.BeforeSubmission",
            "false",
            "Domain/NoLongerUnemployedTests"
        ),
        Mutant.Code(
            "old-match",
            "matched data show nothing against what came later",
            "evidence.MatchedAt is { } matched && «ChinaTime.DateOf(matched) < day» ? Refusal.Invalid",
            "false",
            "Domain/EvidenceAgeTests"
        ),
        Mutant.Code(
            "match-of-the-day",
            "a match of the very day will do",
            "evidence.MatchedAt is { } matched && «ChinaTime.DateOf(matched) < day» ? Refusal.Invalid",
            "ChinaTime.DateOf(matched) <= day",
            "Domain/EvidenceAgeTests"
        ),
        Mutant.Code(
            "exit-before-registration",
            "79/2020 (四): what was before the registration is no exit",
            "return «exit.On < registration.RegisteredOn» ?",
            "false",
            "Domain/RevocationTests",
            "Domain/CaseTests"
        ),
        Mutant.Code(
            "giving-up-own-word",
            "79/2020 (四): refusing services is no giving up",
            "(ExitReason.GaveUpJobSeeking, not EvidenceBasis.PersonDeclaration) => «NotEnough(ByWord) with { Article = SuspiciousWording.ExitArticle }»,",
            "null",
            "Domain/FittingTests",
            "Domain/CaseTests"
        ),
        Mutant.Code(
            "dead-declare-nothing",
            "a person cannot declare their own death",
            "(ExitReason.Death or ExitReason.Imprisoned or ExitReason.NoWorkAbility, EvidenceBasis.PersonDeclaration) => «NotEnough(ByDataOrHand)»,",
            "null",
            "Domain/FittingTests"
        ),
        Mutant.Code(
            "exit-needs-second-person",
            "giving up needs a second person",
            "bool ITakesTwoPersons.IsProposed => «Exit.Reason is ExitReason.Other or ExitReason.GaveUpJobSeeking»;",
            "Exit.Reason is ExitReason.Other",
            "Domain/SecondPersonTests"
        ),
        Mutant.Code(
            "exit-two-persons",
            "who proposed an exit under an earlier version does not confirm it",
            "if («string.Equals(check.ProposedBy, context.Actor.Subject, StringComparison.Ordinal)») return Decision.Refuse(new Refusal(RefusalCode.SecondPersonNeeded) { State = PresentState.Of(registration, check) });",
            "false",
            "Domain/EarlierProposalTests"
        ),
        Mutant.Code(
            "proposal-two-persons",
            "who proposed an exit, a revocation or a correction of the number does not confirm it",
            "if («string.Equals(proposal.ProposedBy, context.Actor.Subject, StringComparison.Ordinal)»)",
            "false",
            "Domain/SecondPersonTests"
        ),
        Mutant.Code(
            "proposal-supervisor",
            "what is confirmed by a supervisor is not confirmed by a clerk",
            "if («record.Proposal is not { Kind: ProposalKind.Exited }» && CaseScope.NeedsSupervisor(",
            "false",
            "Domain/SecondPersonTests",
            "Domain/RevocationTests"
        ),
        Mutant.Code(
            "revocation-two-persons",
            "who proposed a revocation under an earlier version does not confirm it",
            "return «string.Equals(check.ProposedBy, context.Actor.Subject, StringComparison.Ordinal)» ? Decision.Refuse(new Refusal(RefusalCode.SecondPersonNeeded))",
            "false",
            "Domain/EarlierProposalTests"
        ),
        Mutant.Code(
            "proposal-named",
            "only the proposal that was read can be confirmed",
            "?? («string.Equals(waiting.Id, id, StringComparison.Ordinal)» ? null : new Refusal(RefusalCode.NoProposal)",
            "true",
            "Domain/SecondPersonTests"
        ),
        Mutant.Code(
            "decider-does-not-answer",
            "who took part in a decision does not answer the objection to it",
            "return «objection.DecidedBy?.Contains(actor.Subject, StringComparer.Ordinal) == true» ?",
            "false",
            "Domain/ObjectionTests"
        ),
        Mutant.Code(
            "re-examined-once",
            "a decision is examined again once",
            "if («objection.ReExaminedFrom is not null») return Decision.Refuse(obstacle ?? new Refusal(RefusalCode.AlreadyReExamined)",
            "false",
            "Domain/ObjectionTests"
        ),
        Mutant.Code(
            "revocation-since",
            "only what was so on the day of registration revokes it",
            "if («since > registration.RegisteredOn»)",
            "false",
            "Domain/RevocationTests"
        ),
        Mutant.Code(
            "revocation-evidence-age",
            "evidence is not older than the registration that it revokes",
            "evidence.MatchedAt is { } matched && «ChinaTime.DateOf(matched) < registration.RegisteredOn»)",
            "false",
            "Domain/RevocationTests"
        ),
        Mutant.Code(
            "revocation-stale-match",
            "an employment that may be the old one needs a check by hand",
            "return «maybeStale» && evidence.Basis == EvidenceBasis.DataMatch",
            "false",
            "Domain/RevocationTests"
        ),
        Mutant.Code(
            "exit-newer-case",
            "an exit is not taken back beside a newer case",
            "if («record.Registration is not null || record.Application is { IsOpen: true }») { return Decision.Refuse(new Refusal(RefusalCode.NewerCaseOpen) { State =",
            "false",
            "Domain/CaseTests",
            "Domain/DeadEndTests"
        ),
        Mutant.Code(
            "another-name",
            "a number with another name is a mistake of one of the two",
            "var field = «known.Name.SearchKey != name.SearchKey» ? \"name\"",
            "false",
            "Domain/FittingTests"
        ),
        Mutant.Code(
            "manual-review-of-foreign-cards",
            "a foreign card goes through a person's eyes",
            "if («record.Identity!.Number.RoutesToManualReview» && identity.Evidence.Basis",
            "false",
            "Domain/CaseTests"
        ),
        Mutant.Code(
            "no-message-to-the-dead",
            "79/2020 (四): no message goes to the dead",
            "record.Registration is null && «Death(record) is { } death && !IsNewer(record.Application, death)»;",
            "false",
            "Domain/CaseTests",
            "Domain/InformingTests"
        ),
    ];
}
