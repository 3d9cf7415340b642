using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>Why a registration was, or may be, revoked (撤销登记).</summary>
public sealed record RevocationView
{
    /// <summary>Code list revocation-reason.</summary>
    [CodesOf(CodeListIds.RevocationReason)]
    public required string Reason { get; init; }

    public DateOnly? Since { get; init; }

    public required EvidenceView Evidence { get; init; }

    /// <summary>The day of the decision; absent while it waits.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Of one that waits for its second person.</summary>
    public DateTimeOffset? ProposedAt { get; init; }

    public string? ProposedBy { get; init; }

    internal static RevocationView? Of(Revocation? revocation) =>
        revocation is null ? null : Of(revocation.Details) with { On = revocation.On };

    /// <summary>The one of this registration that waits for its second person.</summary>
    internal static RevocationView? Proposed(PersonRecord record, Registration registration) =>
        record switch
        {
            { Proposal: { Command: RevokeRegistration command } waiting } when command.Revocation.Number == registration.Number => Of(
                command.Revocation
            ) with
            {
                ProposedAt = waiting.ProposedAt,
                ProposedBy = waiting.ProposedBy,
            },
            { RevocationCheck: { } check } when check.Proposed.Number == registration.Number => Of(check.Proposed) with
            {
                ProposedAt = check.ProposedAt,
                ProposedBy = check.ProposedBy,
            },
            _ => null,
        };

    private static RevocationView Of(RevocationDetails details) =>
        new()
        {
            Reason = ListCodes.Of(CodeListIds.RevocationReason, details.Reason),
            Since = details.Since,
            Evidence = EvidenceView.Of(details.Evidence),
        };
}
