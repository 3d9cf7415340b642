using Grid.Domain.Codes;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Which recorded check shows which lawful reason of non-approval.</summary>
internal static class NonApprovalEvidence
{
    public static VerificationSubject SubjectOf(NonApprovalReason reason) => reason switch
    {
        NonApprovalReason.IdentityNotVerifiable => VerificationSubject.Identity,
        NonApprovalReason.DrawingPension => VerificationSubject.NoPension,
        NonApprovalReason.Employed => VerificationSubject.OutOfWork,
        NonApprovalReason.ActiveBusinessOwner => VerificationSubject.NoActiveBusiness,
        NonApprovalReason.NoWorkAbility => VerificationSubject.AbleToWork,
        NonApprovalReason.NoWishToWork => VerificationSubject.WantsWork,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "needs no check"),
    };

    public static bool Shows(NonApprovalReason reason, Verification check, Application application) => reason switch
    {
        // The person must have had the chance to correct.
        NonApprovalReason.IdentityNotVerifiable => check.Outcome != VerificationOutcome.Confirmed && application.CorrectionWasAsked,

        // Data often still say "employed" because the former employer has not reported the end: somebody must have looked (§8.2).
        NonApprovalReason.Employed or NonApprovalReason.ActiveBusinessOwner =>
            check.Outcome == VerificationOutcome.Contradicted && check.Evidence.Basis != EvidenceBasis.DataMatch,
        NonApprovalReason.NoWishToWork =>
            check.Outcome == VerificationOutcome.Contradicted && check.Evidence.Basis == EvidenceBasis.PersonDeclaration,
        _ => check.Outcome == VerificationOutcome.Contradicted,
    };

    /// <summary>What is missing, in words.</summary>
    public static string Needed(NonApprovalReason reason) => reason switch
    {
        NonApprovalReason.UnderSixteen => "the person is sixteen or older",
        NonApprovalReason.IdentityNotVerifiable => "needs a check of the identity that was not confirmed, and a correction that was asked",
        NonApprovalReason.Employed or NonApprovalReason.ActiveBusinessOwner => "needs a check by hand or the person's own word that contradicts; a data match alone is only a hit",
        NonApprovalReason.NoWishToWork => "needs the person's own declaration",
        _ => "needs a recorded check that contradicts",
    };
}
