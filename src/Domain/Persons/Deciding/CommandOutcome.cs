using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Deciding;

/// <summary>
/// The answer to an accepted command, stored with its receipt and given again to a repeat. Holds nothing sensitive.
/// Members that do not apply are null.
/// </summary>
public sealed record CommandOutcome(OutcomeKind Kind, PersonId Person)
{
    public ApplicationNumber? Application { get; init; }

    public ApplicationStatus? ApplicationStatus { get; init; }

    public RegistrationNumber? Registration { get; init; }

    /// <summary>The office that holds the case.</summary>
    public string? Office { get; init; }

    /// <summary>The last day for the next step: the review (as told to the person), the first contact, the answer.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The day was computed with a calendar that is not official yet.</summary>
    public bool? DueProvisional { get; init; }

    /// <summary>Identifier of the transfer request or objection.</summary>
    public string? Reference { get; init; }
}
