using System.Text.Json.Nodes;
using Grid.Api.Duties;
using Grid.Api.OpenApi;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Commands;

/// <summary>A hint beside an accepted command.</summary>
/// <param name="Code"><c>dutyClaimedByAnother</c>: another clerk has claimed the duty, and the person may be called twice.</param>
/// <param name="By">Subject of the clerk whom it is about.</param>
/// <param name="Since">From when on, where that is known.</param>
public sealed record HintView([NamesOf<HintCode>] string Code, string? By, DateTimeOffset? Since);

/// <summary>The answer to an accepted command. Made from the stored outcome alone, so that a repeat gets the same bytes.</summary>
public sealed record CommandView
{
    /// <summary>
    /// What became of it: <c>submitted</c>, <c>applicationExists</c>, <c>transferRequested</c>, <c>approved</c> …; <c>done</c> of a write
    /// that changes no person's record.
    /// </summary>
    [Among("CommandOutcome")]
    public required string Outcome { get; init; }

    /// <summary>Absent where no person's record was changed.</summary>
    public string? PersonId { get; init; }

    /// <summary>With <c>/v1/commands</c>, of a write that changes no person's record: which it was.</summary>
    public string? Operation { get; init; }

    /// <summary>With <c>/v1/commands</c>, of a write that changes no person's record: what it was answered.</summary>
    public JsonNode? Answer { get; init; }

    /// <summary>Number of the application (受理编号), which is also the applicant's receipt number.</summary>
    public string? ApplicationNumber { get; init; }

    [NamesOf<ApplicationStatus>]
    public string? ApplicationStatus { get; init; }

    public string? RegistrationNumber { get; init; }

    /// <summary>The office that holds the case.</summary>
    public string? Office { get; init; }

    /// <summary>The last day, inclusive, for the next step.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The day rests on a calendar that is not official yet.</summary>
    public bool? DueProvisional { get; init; }

    /// <summary>
    /// Fields whose values were stored as given, because they cannot be what they should be; see the person's <c>unverified</c>.
    /// </summary>
    public IReadOnlyList<string>? Unverified { get; init; }

    /// <summary>
    /// With <c>applicationExists</c>: fields of this request that say something else than the open application, which stays as it is. A
    /// correction changes it.
    /// </summary>
    public IReadOnlyList<string>? NotTaken { get; init; }

    /// <summary>Identifier of the transfer request, objection, contact or service; key of the duty.</summary>
    public string? Reference { get; init; }

    /// <summary>
    /// What the caller should know although the command was carried out: <c>dutyClaimedByAnother</c>, by whom and since when.
    /// </summary>
    public HintView? Hint { get; init; }

    /// <summary>
    /// For a claim in force: its end, and for a contact duty the person's telephone number. Not with <c>/v1/commands</c>.
    /// </summary>
    public ClaimView? Claim { get; init; }

    /// <summary>Where to read the case, or what was made.</summary>
    public string? Href { get; init; }

    internal static CommandView Of(StoredReceipt receipt) =>
        receipt.Outcome is { } outcome
            ? Of(outcome)
            : new CommandView
            {
                Outcome = "done",
                Operation = receipt.Operation,
                Answer = receipt.Answer?.Body is { } body ? JsonNode.Parse(body) : null,
                Href = receipt.Answer?.Location,
            };

    internal static CommandView Of(CommandOutcome outcome) =>
        outcome.Kind == OutcomeKind.TransferRequested ? Asked(outcome) : Whole(outcome);

    /// <summary>
    /// The asking office does not have the case: it gets neither its number nor its state, whatever an older version stored with the
    /// receipt.
    /// </summary>
    private static CommandView Asked(CommandOutcome outcome) =>
        new()
        {
            Outcome = EnumName.Of(outcome.Kind),
            PersonId = outcome.Person.ToString(),
            Office = outcome.Office,
            Due = outcome.Application is null ? outcome.Due : null,
            DueProvisional = outcome.Application is null ? outcome.DueProvisional : null,
            Reference = outcome.Reference,
            Href = $"/v1/persons/{outcome.Person}/transfer-requests/{outcome.Reference}",
        };

    private static CommandView Whole(CommandOutcome outcome) =>
        new()
        {
            Outcome = EnumName.Of(outcome.Kind),
            PersonId = outcome.Person.ToString(),
            ApplicationNumber = outcome.Application?.Value,
            ApplicationStatus = outcome.ApplicationStatus is { } status ? EnumName.Of(status) : null,
            RegistrationNumber = outcome.Registration?.Value,
            Office = outcome.Office,
            Due = outcome.Due,
            DueProvisional = outcome.DueProvisional,
            Reference = outcome.Reference,
            Unverified = outcome.Unverified,
            NotTaken = outcome.NotTaken,
            Hint = outcome.Hint is { } hint ? new HintView(EnumName.Of(hint.Code), hint.By, hint.Since) : null,
            Href =
                outcome.Application is { } number && outcome.Registration is null ? $"/v1/applications/{number}"
                : outcome.Registration is { } registration ? $"/v1/registrations/{registration}"
                : $"/v1/persons/{outcome.Person}",
        };
}
