using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Deciding;

/// <summary>What became of an accepted command.</summary>
[JsonConverter(typeof(StrictEnumConverter<OutcomeKind>))]
public enum OutcomeKind
{
    /// <summary>A new application was accepted.</summary>
    Submitted,

    /// <summary>The same office applied again while an application is open: this is that application.</summary>
    ApplicationExists,

    /// <summary>Another office holds the case: a transfer was asked, or had been asked already.</summary>
    TransferRequested,

    /// <summary>A repeat from the platform updated the contact data.</summary>
    ContactUpdated,

    VerificationRecorded,
    CorrectionAsked,
    IdentityCorrected,
    Approved,
    NotApproved,
    Withdrawn,
    Transferred,
    TransferDeclined,
    Exited,

    /// <summary>The exit waits for a second person.</summary>
    ExitProposed,

    ExitRejected,
    ExitRevoked,
    DataCorrected,
    ObjectionRaised,
    ObjectionAnswered,
    Linked,
    Unlinked,

    /// <summary>The office of a record agreed that another number becomes its alias.</summary>
    LinkAgreed,

    CaseTaken,

    /// <summary>The record is an alias itself and cannot take the case: the sender takes its own case back (<see cref="Commands.TakeOverCase"/> to itself, with Undoes).</summary>
    CaseDeclined,

    MoveConfirmed,
    EnteredInError,

    /// <summary>The decision waits for a second person.</summary>
    Proposed,

    ProposalRejected,
    ContactRecorded,
    DutyClaimed,
    DutyReleased,
    DutySnoozed,
    PensionChecked,
    HardshipChecked,
    BenefitRecorded,
    ServiceRecorded,
    PolicyStepRecorded,
    GradeSet,
    Ticked,

    /// <summary>The revocation of a registration waits for a second person.</summary>
    RevocationProposed,

    RevocationRejected,
    NumberCorrected,
    MoveRedirected,
    RegistrationRevoked,
    InformingRecorded,

    /// <summary>An application of the platform shares what becomes, or became, of one of the person's.</summary>
    PlatformApplicationJoined,
}
