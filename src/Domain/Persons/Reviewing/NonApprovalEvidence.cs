using Grid.Domain.Codes;

namespace Grid.Domain.Persons;

/// <summary>Which recorded check shows which lawful reason of non-approval.</summary>
internal static class NonApprovalEvidence
{
    public static IReadOnlyList<VerificationSubject> SubjectsOf(NonApprovalReason reason) =>
        reason switch
        {
            NonApprovalReason.IdentityNotVerifiable => [VerificationSubject.Identity],
            NonApprovalReason.DrawingPension => [VerificationSubject.NoPension],
            NonApprovalReason.Employed => [VerificationSubject.OutOfWork],
            NonApprovalReason.ActiveBusinessOwner => [VerificationSubject.NoActiveBusiness],
            NonApprovalReason.NoWorkAbility => [VerificationSubject.AbleToWork],
            NonApprovalReason.NoWishToWork => [VerificationSubject.WantsWork],
            NonApprovalReason.NoLongerUnemployed => [VerificationSubject.OutOfWork, VerificationSubject.NoActiveBusiness],
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "needs no check"),
        };

    public static bool Shows(NonApprovalReason reason, Verification check, Application application) =>
        reason switch
        {
            // The person must have had the chance to correct.
            NonApprovalReason.IdentityNotVerifiable => check.Outcome != VerificationOutcome.Confirmed
                && (application.CorrectionAnswered || application.Correction is not null),

            // Data often still say "employed" because the former employer has not reported the end: it must have been checked by hand.
            NonApprovalReason.Employed or NonApprovalReason.ActiveBusinessOwner => check.Outcome == VerificationOutcome.Contradicted
                && check.Evidence.Basis != EvidenceBasis.DataMatch,
            NonApprovalReason.NoWishToWork => check.Outcome == VerificationOutcome.Contradicted
                && check.Evidence.Basis == EvidenceBasis.PersonDeclaration,
            _ => check.Outcome == VerificationOutcome.Contradicted,
        };

    /// <summary>What is missing.</summary>
    public static FieldRule Needed(NonApprovalReason reason) =>
        reason switch
        {
            NonApprovalReason.UnderSixteen => FieldRule.SixteenOrOlder,
            NonApprovalReason.IdentityNotVerifiable => FieldRule.NeedsCorrectionAsked,
            NonApprovalReason.Employed or NonApprovalReason.ActiveBusinessOwner => FieldRule.NeedsCheckByHand,
            NonApprovalReason.NoWishToWork => FieldRule.NeedsOwnDeclaration,
            _ => FieldRule.NeedsContradiction,
        };
}
