using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// A command that one person proposes and another one confirms, a supervisor except for exits. Its rule is asked twice: when it is
/// proposed, and on the record as it is when it is confirmed. It needs only its rule and a <see cref="ProposalKind"/>; proposal,
/// duty, confirmation and rejection are the same for all.
/// </summary>
public interface ITakesTwoPersons
{
    /// <summary>What is proposed. Implement the members explicitly, so that they are not part of the command's JSON.</summary>
    ProposalKind Kind { get; }

    /// <summary>Whether this very command takes two persons; of some kinds only certain ones do.</summary>
    bool IsProposed => true;
}

/// <summary>What is proposed.</summary>
[JsonConverter(typeof(StrictEnumConverter<ProposalKind>))]
public enum ProposalKind
{
    /// <summary>A case is to end as entered in error.</summary>
    EnteredInError,

    /// <summary>A mistyped identity number is to be corrected.</summary>
    NumberCorrected,

    /// <summary>A registration that the facts never allowed is to be revoked.</summary>
    RegistrationRevoked,

    /// <summary>
    /// A registration is to end for another reason than the listed ones, or because the person gave up looking for work. Any second person
    /// confirms it.
    /// </summary>
    Exited,

    /// <summary>A person is to be recognised as a hardship person (就业困难人员).</summary>
    HardshipRecognised,

    /// <summary>The recognition as a hardship person is to be refused.</summary>
    HardshipRefused,

    /// <summary>The recognition as a hardship person is to be withdrawn.</summary>
    HardshipWithdrawn,
}

/// <summary>A decision that waits for its second person.</summary>
/// <param name="Id">Names the proposal, so that the one that was read is confirmed and no other.</param>
/// <param name="Command">What is proposed, as it was asked for.</param>
/// <param name="Office">The office of the case when it was proposed.</param>
/// <param name="ProposedAt">When it was proposed.</param>
/// <param name="ProposedBy">Who proposed it, and so cannot confirm it.</param>
public sealed record Proposal(string Id, PersonCommand Command, string Office, DateTimeOffset ProposedAt, string ProposedBy) : Discreet
{
    [JsonIgnore]
    public ProposalKind Kind => ((ITakesTwoPersons)Command).Kind;
}

/// <summary>
/// The proposal is right: what it proposes is done now, if its rule still allows it. By a supervisor (of an exit, anybody of the office)
/// who is not the one who proposed it.
/// </summary>
public sealed record ConfirmProposal(string Id) : PersonCommand;

/// <summary>The proposal is dropped; nothing else changes.</summary>
/// <param name="Id">Which proposal.</param>
/// <param name="Note">Why, for the journal.</param>
public sealed record RejectProposal(string Id, string Note) : PersonCommand;

/// <summary>A decision waits for its second person.</summary>
public sealed record Proposed(ProposalKind Kind, [property: Personal] Proposal Proposal) : PersonEvent;

/// <summary>A second person confirmed the proposal; what it led to follows in the same commit.</summary>
public sealed record ProposalConfirmed(string ProposalId, ProposalKind Kind) : PersonEvent;

/// <summary>The proposal was dropped.</summary>
public sealed record ProposalRejected(string ProposalId, ProposalKind Kind, [property: Personal] string Note) : PersonEvent;
