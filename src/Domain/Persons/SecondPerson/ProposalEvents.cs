using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.SecondPerson;

/// <summary>A decision waits for its second person.</summary>
public sealed record Proposed(ProposalKind Kind, [property: Personal] Proposal Proposal) : PersonEvent;

/// <summary>A second person confirmed the proposal; what it led to follows in the same commit.</summary>
public sealed record ProposalConfirmed(string ProposalId, ProposalKind Kind) : PersonEvent;

/// <summary>The proposal was dropped.</summary>
public sealed record ProposalRejected(string ProposalId, ProposalKind Kind, [property: Personal] string Note) : PersonEvent;
