namespace Grid.LoadGenerator.Demo;

/// <summary>How far a made-up person's story goes, in the order of the summary.</summary>
internal enum FateKind
{
    Submitted,
    Verifying,
    CorrectionAsked,
    Withdrawn,
    NotApproved,
    NonApprovalObjected,
    Registered,
    RegisteredAfterHit,
    RegisteredAfterCorrection,
    DataCorrected,
    DataObjected,
    ApplicationTransferred,
    RegistrationTransferred,
    TransferAsked,
    TransferDeclined,
    ByReferenceBecameOrdinary,
    Exited,
    ExitProposed,
    ExitRevoked,
    ExitObjected,
    Returned,
    NumbersLinked,
    NumbersUnlinked,
    EnteredInError,
}
