using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>One application for registration (失业登记申请), from its submission to its end.</summary>
public sealed record Application : Discreet
{
    /// <summary>Also the receipt number (受理编号) that the applicant gets.</summary>
    public required ApplicationNumber Number { get; init; }

    /// <summary>The national platform's 失业登记申请编号, when the application came from there.</summary>
    public PlatformApplicationNumber? PlatformNumber { get; init; }

    public required ApplicationStatus Status { get; init; }

    public required ApplicationChannel Channel { get; init; }

    /// <summary>The office that handles it now.</summary>
    public required string Office { get; init; }

    /// <summary>Which of the four places was chosen; none has priority (79/2020 (一)).</summary>
    public required PlaceGround Ground { get; init; }

    /// <summary>Set when the person is served by reference (参照登记失业人员进行服务), null for an ordinary application.</summary>
    public ByReferenceGroup? ByReference { get; init; }

    public required UnemploymentReason Reason { get; init; }

    /// <summary>Given exactly when <see cref="Reason"/> is "other".</summary>
    public string? OtherReason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    /// <summary>Code list <c>job-wish</c>; none only where the platform sent none that is known.</summary>
    public required IReadOnlyList<string> JobWishes { get; init; }

    /// <summary>
    /// The person also wants to claim unemployment benefit: a separate matter that never delays this one (79/2020 (五)).
    /// </summary>
    public bool WishesToClaimBenefit { get; init; }

    /// <summary>
    /// What else was asked for in the same intake (一件事), and open matters of an application before it that led to nothing; null for none,
    /// and once they went on with the registration.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Matter>? Matters { get; init; }

    public FormerEmployer? FormerEmployer { get; init; }

    /// <summary>Who acts for the applicant; null where the applicant acts alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Representative? Representative { get; init; }

    /// <summary>Side data of the application that cannot be in their fields, as they were given; null when none.</summary>
    public IReadOnlyList<UnverifiedValue>? Unverified { get; init; }

    public required Commitment Commitment { get; init; }

    /// <summary>When the person submitted it; the clock of three working days starts here, and nothing stops it.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The day by whose end it must be decided (79/2020 (三)).</summary>
    public required Deadline ReviewDue { get; init; }

    /// <summary>The last day that was given to the person; it only ever moves later.</summary>
    [JsonPropertyName("toldDue")]
    public required DateOnly PromisedDue { get; init; }

    /// <summary>Set once the deadline has passed without a decision.</summary>
    public DateTimeOffset? OverdueSince { get; init; }

    /// <summary>The office whose supervisors got the overdue case on their list.</summary>
    public string? EscalatedTo { get; init; }

    public IReadOnlyList<Verification> Verifications { get; init; } = [];

    /// <summary>Which identity data the person was asked to correct; null when nothing is asked.</summary>
    public CorrectionRequest? Correction { get; init; }

    /// <summary>True once a correction of the identity data was asked, whatever the result.</summary>
    public bool CorrectionWasAsked { get; init; }

    /// <summary>
    /// The person answered the latest request for a correction; until then, or its last day, the application is not refused for want of it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CorrectionAnswered { get; init; }

    /// <summary>Other offices that want the case, one request for each.</summary>
    public IReadOnlyList<TransferRequest> TransferRequests { get; init; } = [];

    /// <summary>The day of approval, non-approval or withdrawal.</summary>
    public DateOnly? DecidedOn { get; init; }

    public NonApprovalReason? NonApproval { get; init; }

    /// <summary>
    /// Who did not approve it: may not answer an objection against that. Null where it was not refused, or by an older version.
    /// </summary>
    public string? DecidedBy { get; init; }

    /// <summary>The day on which an objection that was upheld opened it again; the clock of three working days counts from then.</summary>
    public DateOnly? ReopenedOn { get; init; }

    /// <summary>How many times it was opened again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Reopenings { get; init; }

    /// <summary>
    /// How and when the person was informed that it was not approved, by time; null for none, and of an older version. The latest ones
    /// only.
    /// </summary>
    public IReadOnlyList<CaseInforming>? Informings { get; init; }

    /// <summary>
    /// Numbers of the platform's applications that were refused with it; they share the next decision if it is opened again. Null for none.
    /// </summary>
    public IReadOnlyList<PlatformApplicationNumber>? SharedBy { get; init; }

    /// <summary>True while a decision is still to be made.</summary>
    public bool IsOpen => Status is ApplicationStatus.Submitted or ApplicationStatus.Verifying or ApplicationStatus.CorrectionAsked;
}

/// <summary>
/// The state of an application. The applicant sees three labels only: 待审核 (submitted), 审核中 (verifying, correction asked), 已审核 (the rest).
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<ApplicationStatus>))]
public enum ApplicationStatus
{
    Submitted,
    Verifying,
    CorrectionAsked,
    Approved,
    NotApproved,
    Withdrawn,
}

/// <summary>The person's commitment (告知承诺) that what was said is true: which text, accepted when (79/2020 (二)).</summary>
/// <param name="TextVersion">Version of the text that was shown.</param>
/// <param name="AcceptedAt">When the person accepted it; not after the submission.</param>
public sealed record Commitment(string TextVersion, DateTimeOffset AcceptedAt) : Discreet;

/// <summary>The last employer as the person states it; no proof may be asked for (79/2020 (二)).</summary>
public sealed record FormerEmployer(string? Name, SocialCreditCode? CreditCode) : Discreet
{
    /// <summary>The given code if it is invalid, on its way to where it is stored as unverified; null in every record.</summary>
    public string? GivenCode { get; init; }

    /// <summary>An employer as it was entered: an invalid code is kept as given. Null when nothing was entered.</summary>
    public static FormerEmployer? Read(string? name, string? code)
    {
        var typed = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        var given = string.IsNullOrWhiteSpace(code) ? null : code.Trim();
        return SocialCreditCode.TryParse(given, out var known, out _) ? new FormerEmployer(typed, known)
            : typed is null && given is null ? null
            : new FormerEmployer(typed, null) { GivenCode = given };
    }
}
