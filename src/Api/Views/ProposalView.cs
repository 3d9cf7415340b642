using Grid.Api.OpenApi;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>A decision that waits for its second person, a supervisor: what is proposed, why, and by whom.</summary>
public sealed record ProposalView
{
    /// <summary>For the address of confirmation and rejection.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// <c>enteredInError</c>, <c>numberCorrected</c>, <c>registrationRevoked</c> or <c>exited</c>; of the last two the registration shows
    /// what is proposed.
    /// </summary>
    [NamesOf<ProposalKind>]
    public required string Kind { get; init; }

    public required string Office { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public required string ProposedBy { get; init; }

    public string? Note { get; init; }

    public string? ApplicationNumber { get; init; }

    /// <summary>The number that should have been typed, masked.</summary>
    public string? RightNumber { get; init; }

    [NamesOf<NoRightNumber>]
    public string? NoRightNumber { get; init; }

    internal static ProposalView? Of(Proposal? proposal)
    {
        if (proposal is null)
            return null;

        var view = new ProposalView
        {
            Id = proposal.Id,
            Kind = EnumName.Of(proposal.Kind),
            Office = proposal.Office,
            ProposedAt = proposal.ProposedAt,
            ProposedBy = proposal.ProposedBy,
        };
        return proposal.Command is not EndAsEnteredInError error
            ? view
            : view with
            {
                Note = Mask.Text(error.Why),
                ApplicationNumber = error.Application.Value,
                RightNumber = error.RightNumber?.Masked,
                NoRightNumber = error.NoRightNumber is { } none ? EnumName.Of(none) : null,
            };
    }
}
