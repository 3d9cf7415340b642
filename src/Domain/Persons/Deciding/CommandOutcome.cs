using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Said beside an accepted command: it was done, but something about it should be known.</summary>
/// <param name="Code">Which hint.</param>
/// <param name="By">Subject of the clerk whom it is about.</param>
/// <param name="Since">From when on; null when not known.</param>
public sealed record OutcomeHint(HintCode Code, string? By, DateTimeOffset? Since);

/// <summary>The hints there are.</summary>
[JsonConverter(typeof(StrictEnumConverter<HintCode>))]
public enum HintCode
{
    /// <summary>Another clerk has claimed the duty that this contact fulfils: the person may be called twice.</summary>
    DutyClaimedByAnother,
}

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

    /// <summary>Fields whose values were stored as given, because they cannot be what they should be; null when there are none.</summary>
    public IReadOnlyList<string>? Unverified { get; init; }

    /// <summary>Fields of a repeated application that say something else than the open one, which stays as it is; null when there are none.</summary>
    public IReadOnlyList<string>? NotTaken { get; init; }

    /// <summary>What the caller should know although the command was carried out; null when nothing.</summary>
    public OutcomeHint? Hint { get; init; }
}
