using System.Collections.Frozen;
using Grid.Api.OpenApi;
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
    [Among("RegistrationState")]
    public required string Status { get; init; }

    public required string ApplicationNumber { get; init; }

    public required string Office { get; init; }

    /// <summary>Code list place-ground.</summary>
    [CodesOf(CodeListIds.PlaceGround)]
    public required string Ground { get; init; }

    [CodesOf(CodeListIds.ByReferenceGroup)]
    public string? ByReference { get; init; }

    /// <summary>In the stock of the urban statistics (79/2020 (十)).</summary>
    public required bool Counted { get; init; }

    [CodesOf(CodeListIds.Channel)]
    public required string Channel { get; init; }

    /// <summary>Code list unemployment-reason. A sealed reason shows as 90.</summary>
    [CodesOf(CodeListIds.UnemploymentReason)]
    public required string Reason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    [CodesOf(CodeListIds.JobWish)]
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

    /// <summary>How the person was informed of its end, by time; absent where nothing is known. The history has all of them.</summary>
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

/// <summary>Why and since when a registration ended.</summary>
public sealed record ExitView
{
    /// <summary>Code list exit-reason.</summary>
    [CodesOf(CodeListIds.ExitReason)]
    public required string Reason { get; init; }

    public required DateOnly On { get; init; }

    public required EvidenceView Evidence { get; init; }

    public string? OtherReason { get; init; }

    /// <summary>With reason 31: what the person said.</summary>
    public StatementView? Statement { get; init; }

    public EmployerBody? Employer { get; init; }

    /// <summary>After a death: whom of the family the office can inform.</summary>
    public FamilyContactBody? FamilyContact { get; init; }

    /// <summary>Side data that cannot be what they should be, as they were given.</summary>
    public IReadOnlyList<UnverifiedView>? Unverified { get; init; }

    public DateTimeOffset? ProposedAt { get; init; }

    public string? ProposedBy { get; init; }

    /// <summary>The exit of this registration that waits for its second person.</summary>
    internal static ExitView? Proposed(PersonRecord record, Registration registration) =>
        record.Proposal is { Command: RecordExit command } waiting && record.Registration?.Number == registration.Number
            ? Of(command.Exit) with
            {
                ProposedAt = waiting.ProposedAt,
                ProposedBy = waiting.ProposedBy,
            }
        : registration.ExitCheck is { } check ? Of(check.Proposed) with { ProposedAt = check.ProposedAt, ProposedBy = check.ProposedBy }
        : null;

    internal static ExitView Of(ExitDetails exit) =>
        new()
        {
            Reason = ListCodes.Of(CodeListIds.ExitReason, exit.Reason),
            On = exit.On,
            Evidence = EvidenceView.Of(exit.Evidence),
            OtherReason = Mask.Text(exit.OtherReason),
            Statement = StatementView.Of(exit.Statement),
            Employer = EmployerBody.Of(exit.Employer, exit.Unverified, "employer"),
            FamilyContact = FamilyContactBody.Of(exit.FamilyContact),
            Unverified = UnverifiedView.Of(exit.Unverified),
        };
}

/// <summary>How a case came to be ended as entered in error.</summary>
/// <param name="On">The day.</param>
/// <param name="Note">How the mistake came about.</param>
/// <param name="RightNumber">The number that should have been typed, masked.</param>
/// <param name="NoRightNumber">Why there is none.</param>
public sealed record InErrorView(DateOnly On, string Note, string? RightNumber, [NamesOf<NoRightNumber>] string? NoRightNumber)
{
    /// <summary>The status of such a case.</summary>
    internal const string Status = "enteredInError";

    internal static InErrorView Of(CaseInError error) =>
        new(error.On, Mask.Text(error.Why)!, error.RightNumber?.Masked, error.NoRightNumber is { } none ? EnumName.Of(none) : null);
}

/// <summary>An objection (复核) that waits for an answer.</summary>
/// <param name="Target">Number of the application or registration that it is about.</param>
/// <param name="ReExaminedFrom">Set when it was upheld and the matter is being examined again, which ends with a second answer.</param>
public sealed record ObjectionView(
    string Id,
    [NamesOf<ObjectionSubject>] string Against,
    string? Text,
    DateTimeOffset RaisedAt,
    DateOnly AnswerDue,
    string Office,
    string? Target,
    DateOnly? ReExaminedFrom
)
{
    internal static ObjectionView Of(Objection objection) =>
        new(
            objection.Id,
            EnumName.Of(objection.Against),
            Mask.Text(objection.Text),
            objection.RaisedAt,
            objection.AnswerDue.Date,
            objection.Office,
            objection.Target,
            objection.ReExaminedFrom
        );
}

/// <summary>
/// A value that was stored as given, because it cannot be what it should be. No figure and no message to the national platform holds it.
/// </summary>
/// <param name="Field">Path in the request that brought it.</param>
/// <param name="Value">As given, with long numbers taken out; absent where the field is sensitive, see reveal.</param>
/// <param name="Doubt"><c>malformed</c>, <c>notInList</c>, <c>contradicts</c> (another value) or <c>tooLong</c>.</param>
/// <param name="Cut">True when not all of it could be kept.</param>
public sealed record UnverifiedView(string Field, string? Value, [NamesOf<Doubt>] string Doubt, bool? Cut)
{
    private static readonly FrozenSet<string> Sensitive = new[]
    {
        "details.telephone",
        "details.address",
        "details.disabilityGrade",
        "details.profile.skills",
        "details.profile.categories",
        "details.profile.graduatedOn",
        "details.profile.socialSecurityCard",
        "details.profile.employmentCertificate",
        "otherReason",
        "birthDate",
        "sex",
        "familyContact.telephone",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal static IReadOnlyList<UnverifiedView>? Of(IReadOnlyList<UnverifiedValue>? values) =>
        values is not { Count: > 0 }
            ? null
            :
            [
                .. values.Select(one => new UnverifiedView(
                    one.Field,
                    Sensitive.Contains(one.Field) ? null
                        : one.Field.EndsWith(".creditCode", StringComparison.Ordinal) ? one.Given
                        : Mask.Text(one.Given),
                    EnumName.Of(one.Doubt),
                    one.Cut
                )),
            ];

    /// <summary>In full, for a reveal.</summary>
    internal static IReadOnlyList<UnverifiedView>? InFull(IReadOnlyList<UnverifiedValue> values) =>
        values.Count == 0 ? null : [.. values.Select(one => new UnverifiedView(one.Field, one.Given, EnumName.Of(one.Doubt), one.Cut))];
}

/// <summary>How the person was informed of a decision, or the attempt (告知, 79/2020 (四)).</summary>
/// <param name="Of"><c>exit</c>, <c>nonApproval</c> or <c>revocation</c>.</param>
/// <param name="At">When a message was delivered, or what an office recorded.</param>
/// <param name="Channel">As of a contact; <c>shortMessage</c> is a delivered message, not one that only left.</param>
/// <param name="Outcome"><c>informed</c> or <c>notReached</c>.</param>
/// <param name="Family">The family was informed, because the person has died.</param>
public sealed record InformingView(
    [NamesOf<InformingSubject>] string Of,
    DateTimeOffset At,
    [NamesOf<ContactChannel>] string Channel,
    [NamesOf<InformingOutcome>] string Outcome,
    bool Family
)
{
    internal static IReadOnlyList<InformingView>? List(IReadOnlyList<CaseInforming>? informings) =>
        informings is not { Count: > 0 }
            ? null
            :
            [
                .. informings.Select(one => new InformingView(
                    EnumName.Of(one.Of),
                    one.At,
                    EnumName.Of(one.Channel),
                    EnumName.Of(one.Outcome),
                    one.Family
                )),
            ];
}
