using Grid.Api.Matters;
using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>An application as a clerk reads it. Sensitive values are masked.</summary>
public sealed record ApplicationView
{
    public required string Number { get; init; }

    public required string PersonId { get; init; }

    /// <summary>The applicant's name, in full; number and telephone are masked.</summary>
    public PersonLine? Person { get; init; }

    [Among("ApplicationState")]
    public required string Status { get; init; }

    public string? PlatformNumber { get; init; }

    /// <summary>Code list channel.</summary>
    [CodesOf(CodeListIds.Channel)]
    public string? Channel { get; init; }

    public required string Office { get; init; }

    /// <summary>Code list place-ground.</summary>
    [CodesOf(CodeListIds.PlaceGround)]
    public string? Ground { get; init; }

    [CodesOf(CodeListIds.ByReferenceGroup)]
    public string? ByReference { get; init; }

    /// <summary>Code list unemployment-reason. A sealed reason shows as 90; see reveal.</summary>
    [CodesOf(CodeListIds.UnemploymentReason)]
    public string? Reason { get; init; }

    public DateOnly? UnemployedOn { get; init; }

    [CodesOf(CodeListIds.JobWish)]
    public IReadOnlyList<string>? JobWishes { get; init; }

    public bool? WishesToClaimBenefit { get; init; }

    public EmployerBody? FormerEmployer { get; init; }

    /// <summary>Who acts for the applicant; absent where the applicant acts alone.</summary>
    public RepresentativeView? Representative { get; init; }

    /// <summary>Side data that cannot be what they should be, as they were given.</summary>
    public IReadOnlyList<UnverifiedView>? Unverified { get; init; }

    public CommitmentView? Commitment { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The last day for the decision, inclusive (79/2020 (三)).</summary>
    public DateOnly? ReviewDue { get; init; }

    public bool? ReviewDueProvisional { get; init; }

    /// <summary>The date given to the person.</summary>
    public DateOnly? ToldDue { get; init; }

    public DateTimeOffset? OverdueSince { get; init; }

    public string? EscalatedTo { get; init; }

    public IReadOnlyList<VerificationView>? Verifications { get; init; }

    public CorrectionView? CorrectionAsked { get; init; }

    public IReadOnlyList<TransferRequestView>? TransferRequests { get; init; }

    public DateOnly? DecidedOn { get; init; }

    /// <summary>Code list non-approval-reason.</summary>
    [CodesOf(CodeListIds.NonApprovalReason)]
    public string? NonApproval { get; init; }

    /// <summary>How the person was informed that it was not approved, by time; absent where nothing is known.</summary>
    public IReadOnlyList<InformingView>? Informings { get; init; }

    /// <summary>Set, with the status <c>enteredInError</c>, where it was entered under a wrong number.</summary>
    public InErrorView? InError { get; init; }

    /// <summary>What else was asked for in the same intake (一件事), here or with the registration that it led to; absent for none.</summary>
    public IReadOnlyList<MatterView>? Matters { get; init; }

    /// <summary>The registration that it led to.</summary>
    public string? RegistrationNumber { get; init; }

    internal static ApplicationView Of(PersonRecord record, Application application, TimeProvider clock) =>
        new()
        {
            Number = application.Number.Value,
            PersonId = record.Id.ToString(),
            Person = PersonLine.Of(record),
            Status = EnumName.Of(application.Status),
            PlatformNumber = application.PlatformNumber?.Value,
            Channel = ListCodes.Of(CodeListIds.Channel, application.Channel),
            Office = application.Office,
            Ground = ListCodes.Of(CodeListIds.PlaceGround, application.Ground),
            ByReference = application.ByReference is { } group ? ListCodes.Of(CodeListIds.ByReferenceGroup, group) : null,
            Reason = Mask.Reason(application.Reason),
            UnemployedOn = application.UnemployedOn,
            JobWishes = application.JobWishes,
            WishesToClaimBenefit = application.WishesToClaimBenefit,
            FormerEmployer = EmployerBody.Of(application.FormerEmployer, application.Unverified, "formerEmployer"),
            Representative = RepresentativeView.Of(application.Representative, clock.Today()),
            Unverified = UnverifiedView.Of([.. record.Details?.Unverified ?? [], .. application.Unverified ?? []]),
            Commitment = new CommitmentView(application.Commitment.TextVersion, application.Commitment.AcceptedAt),
            SubmittedAt = application.SubmittedAt,
            ReviewDue = application.ReviewDue.Date,
            ReviewDueProvisional = application.ReviewDue.Provisional,
            ToldDue = application.PromisedDue,
            OverdueSince = application.OverdueSince,
            EscalatedTo = application.EscalatedTo,
            Verifications = [.. application.Verifications.Select(VerificationView.Of)],
            CorrectionAsked = application.Correction is { } correction
                ? new CorrectionView(correction.AskedAt, Mask.Text(correction.Note)!)
                : null,
            TransferRequests = [.. application.TransferRequests.Select(TransferRequestView.Of)],
            DecidedOn = application.DecidedOn,
            NonApproval = application.NonApproval is { } reason ? ListCodes.Of(CodeListIds.NonApprovalReason, reason) : null,
            Informings = InformingView.List(application.Informings),
            Matters = MatterView.Of(record, application.Number),
            RegistrationNumber =
                application.Status == ApplicationStatus.Approved ? RegistrationOf(record, application.Number)?.Number.Value : null,
        };

    /// <summary>
    /// One that was entered under this number in error, as it was when that was found. Who applied is shown by name alone: the number
    /// belongs to another person.
    /// </summary>
    internal static ApplicationView OfError(PersonRecord record, CaseInError error, TimeProvider clock)
    {
        var then = record with { Identity = error.Identity, Details = null };
        return Of(then, error.Application, clock) with
        {
            Status = InErrorView.Status,
            TransferRequests = null,
            InError = InErrorView.Of(error),
            RegistrationNumber = error.Registration?.Number.Value,
        };
    }

    /// <summary>An older application that led to a registration, as far as it is still stored. Null when it did not.</summary>
    internal static ApplicationView? OfPast(PersonRecord record, ApplicationNumber number) =>
        RegistrationOf(record, number) is not { } registration
            ? null
            : new()
            {
                Number = number.Value,
                PersonId = record.Id.ToString(),
                Status = EnumName.Of(ApplicationStatus.Approved),
                Channel = ListCodes.Of(CodeListIds.Channel, registration.Channel),
                Office = registration.Office,
                Ground = ListCodes.Of(CodeListIds.PlaceGround, registration.Ground),
                DecidedOn = registration.RegisteredOn,
                RegistrationNumber = registration.Number.Value,
            };

    internal static Registration? RegistrationOf(PersonRecord record, ApplicationNumber number) =>
        record
            .Past.Select(past => past.Registration)
            .Append(record.Registration)
            .FirstOrDefault(registration => registration?.Application == number);
}

/// <summary>Which text the person accepted, and when.</summary>
public sealed record CommitmentView(string TextVersion, DateTimeOffset AcceptedAt);

/// <summary>A recorded check.</summary>
public sealed record VerificationView(
    [NamesOf<VerificationSubject>] string Subject,
    [NamesOf<VerificationOutcome>] string Outcome,
    EvidenceView Evidence,
    DateTimeOffset At,
    string By
)
{
    internal static VerificationView Of(Verification check) =>
        new(EnumName.Of(check.Subject), EnumName.Of(check.Outcome), EvidenceView.Of(check.Evidence), check.At, check.By);
}

/// <summary>What the person was asked to correct.</summary>
public sealed record CorrectionView(DateTimeOffset AskedAt, string Note);

/// <summary>Another office's request for the case.</summary>
public sealed record TransferRequestView(
    string Id,
    string ToOffice,
    [CodesOf(CodeListIds.PlaceGround)] string Ground,
    DateTimeOffset AskedAt
)
{
    internal static TransferRequestView Of(TransferRequest request) =>
        new(request.Id, request.ToOffice, ListCodes.Of(CodeListIds.PlaceGround, request.Ground), request.AskedAt);
}
