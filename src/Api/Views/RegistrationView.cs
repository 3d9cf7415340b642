using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>A registration (失业登记), active or over.</summary>
public sealed record RegistrationView
{
    public required string Number { get; init; }

    public required string PersonId { get; init; }

    /// <summary>
    /// <c>active</c>, or how it ended: <c>exited</c>, <c>becameOrdinary</c>, <c>duplicate</c>, <c>revoked</c>, <c>enteredInError</c>.
    /// </summary>
    public required string Status { get; init; }

    public required string ApplicationNumber { get; init; }

    public required string Office { get; init; }

    /// <summary>Code list place-ground.</summary>
    public required string Ground { get; init; }

    public string? ByReference { get; init; }

    /// <summary>In the stock of the urban statistics (79/2020 (十)).</summary>
    public required bool Counted { get; init; }

    public required string Channel { get; init; }

    /// <summary>Code list unemployment-reason. A sealed reason shows as 90.</summary>
    public required string Reason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    public required IReadOnlyList<string> JobWishes { get; init; }

    public required DateOnly RegisteredOn { get; init; }

    /// <summary>The last day for the first contact (79/2020 (三)), inclusive.</summary>
    public required DateOnly FirstContactDue { get; init; }

    public required bool FirstContactDueProvisional { get; init; }

    /// <summary>An exit that waits for a second person.</summary>
    public ExitView? ProposedExit { get; init; }

    public IReadOnlyList<TransferRequestView>? TransferRequests { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>How it exited; of one that was revoked, the exit that it had before.</summary>
    public ExitView? Exit { get; init; }

    /// <summary>How somebody was informed of its end, by time; absent where nothing is known. The history has all of them.</summary>
    public IReadOnlyList<InformingView>? Informings { get; init; }

    /// <summary>Why it was revoked (撤销登记).</summary>
    public RevocationView? Revocation { get; init; }

    /// <summary>A revocation that waits for a second person.</summary>
    public RevocationView? ProposedRevocation { get; init; }

    /// <summary>Set, with the status <c>enteredInError</c>, where it was entered under a wrong number.</summary>
    public InErrorView? InError { get; init; }

    internal static RegistrationView Of(PersonRecord record, Registration registration) =>
        new()
        {
            Number = registration.Number.Value,
            PersonId = record.Id.ToString(),
            Status = "active",
            ApplicationNumber = registration.Application.Value,
            Office = registration.Office,
            Ground = ListCodes.Of(CodeListIds.PlaceGround, registration.Ground),
            ByReference = registration.ByReference is { } group ? ListCodes.Of(CodeListIds.ByReferenceGroup, group) : null,
            Counted = registration.Counted,
            Channel = ListCodes.Of(CodeListIds.Channel, registration.Channel),
            Reason = Mask.Reason(registration.Reason),
            UnemployedOn = registration.UnemployedOn,
            JobWishes = registration.JobWishes,
            RegisteredOn = registration.RegisteredOn,
            FirstContactDue = registration.FirstContactDue.Date,
            FirstContactDueProvisional = registration.FirstContactDue.Provisional,
            ProposedExit = ExitView.Proposed(record, registration),
            TransferRequests = [.. registration.TransferRequests.Select(TransferRequestView.Of)],
            ProposedRevocation = RevocationView.Proposed(record, registration),
        };

    internal static RegistrationView OfError(PersonRecord record, CaseInError error) =>
        Of(record, error.Registration!) with
        {
            Status = InErrorView.Status,
            ProposedExit = null,
            TransferRequests = null,
            EndedOn = error.Exit?.EndedOn,
            Exit = error.Exit?.Exit is { } exit ? ExitView.Of(exit) : null,
            InError = InErrorView.Of(error),
        };

    internal static RegistrationView Of(PersonRecord record, PastRegistration past) =>
        Of(record, past.Registration) with
        {
            Status = EnumName.Of(past.Ending),
            ProposedExit = null,
            TransferRequests = null,
            EndedOn = past.EndedOn,
            Exit = past.Exit is { } exit ? ExitView.Of(exit) : null,
            Informings = InformingView.List(past.Informings),
            Revocation = RevocationView.Of(past.Revocation),
        };
}
