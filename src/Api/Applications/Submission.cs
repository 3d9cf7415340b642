using Grid.Api.Problems;
using Grid.Api.Reference;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Applications;

/// <summary>
/// An application for registration. Codes are those of <c>/v1/code-lists</c>. There is no member for papers: none may be
/// asked for (79/2020 (二)).
/// </summary>
public sealed record SubmitBody : IRequest<SubmitBody>
{
    /// <summary>Number of the identity document; its kind is read from it.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>
    /// With an old number of 15 digits only: the one of 18 on the person's document, as the answer <c>confirmFifteenDigits</c> listed it.
    /// </summary>
    public string? ConfirmedNumber { get; init; }

    public string? Name { get; init; }

    /// <summary>Needed only where the number does not tell it.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Code list sex; needed only where the number does not tell it.</summary>
    public string? Sex { get; init; }

    /// <summary>Code list channel; a service window by default.</summary>
    public string? Channel { get; init; }

    /// <summary>The national platform's number (失业登记申请编号); with channel platform, which only the platform's own link may use.</summary>
    public string? PlatformNumber { get; init; }

    /// <summary>The person's own moment of submission, when it was before now.</summary>
    public string? SubmittedAt { get; init; }

    /// <summary>Code of the office; the caller's own by default.</summary>
    public string? Office { get; init; }

    /// <summary>Code list place-ground: which of the four places the person chose (79/2020 (一)).</summary>
    public string? Ground { get; init; }

    /// <summary>Code list by-reference-group; for persons served by reference only.</summary>
    public string? ByReference { get; init; }

    /// <summary>Code list unemployment-reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Text, needed with reason 90; with another reason it is stored as unverified.</summary>
    public string? OtherReason { get; init; }

    public string? UnemployedOn { get; init; }

    /// <summary>Code list job-wish; at least one that is known, unless unknown ones were given, which are stored as unverified.</summary>
    public IReadOnlyList<string>? JobWishes { get; init; }

    public bool? WishesToClaimBenefit { get; init; }

    /// <summary>
    /// What else the person asks for in the same intake (一件事): <c>benefit</c> (失业保险金申领), <c>hardship</c> (就业困难人员认定). Each has its own
    /// result, and the registration waits for none.
    /// </summary>
    public IReadOnlyList<string>? Matters { get; init; }

    public EmployerBody? FormerEmployer { get; init; }

    /// <summary>Who acts for the applicant; absent where the applicant acts alone.</summary>
    public RepresentativeBody? Representative { get; init; }

    public CommitmentBody? Commitment { get; init; }

    public DetailsBody? Details { get; init; }

    public static SubmitBody Example { get; } =
        new()
        {
            IdentityNumber = "11010519491231002X",
            Name = "张三",
            Channel = "3",
            Ground = "1",
            Reason = "24",
            UnemployedOn = "2026-10-31",
            JobWishes = ["1"],
            WishesToClaimBenefit = false,
            FormerEmployer = new EmployerBody { Name = "示例公司", CreditCode = "91350100M000100Y43" },
            Commitment = new CommitmentBody { TextVersion = "2020-07", AcceptedAt = "2026-11-20T09:30:00+08:00" },
            Details = new DetailsBody
            {
                Telephone = "13800000000",
                Address = "示例路1号",
                Health = "1",
                Education = "61",
                Profile = ProfileBody.Example,
            },
        };
}

/// <summary>
/// What else is asked of the person. Telephone and health are needed; what is wrong with the others is stored as given and marked
/// unverified.
/// </summary>
public sealed record DetailsBody
{
    public string? Telephone { get; init; }

    public string? Address { get; init; }

    /// <summary>Code list health.</summary>
    public string? Health { get; init; }

    /// <summary>Code list disability-grade; with health 5 only.</summary>
    public string? DisabilityGrade { get; init; }

    /// <summary>Code list education.</summary>
    public string? Education { get; init; }

    /// <summary>Code list ethnic-group.</summary>
    public string? EthnicGroup { get; init; }

    /// <summary>Code list hukou-nature.</summary>
    public string? HukouNature { get; init; }

    /// <summary>Region of the household registration, 6 digits.</summary>
    public string? HukouRegion { get; init; }

    /// <summary>What the office's ledger needs besides; optional.</summary>
    public ProfileBody? Profile { get; init; }

    internal static PersonDetails? Read(DetailsBody? body, Fields fields)
    {
        if (!fields.Has(body, "details"))
            return null;

        var telephone = fields.Value<TelephoneNumber, TelephoneNumberError>(body.Telephone, "details.telephone", TelephoneNumber.TryParse);
        var health = fields.Code(body.Health, "details.health", CodeListIds.Health, required: true);
        var details = new PersonDetails
        {
            Telephone = telephone!,
            Health = health!,
            Address = Fields.Side(body.Address),
            DisabilityGrade = Fields.Side(body.DisabilityGrade),
            Education = Fields.Side(body.Education),
            EthnicGroup = Fields.Side(body.EthnicGroup),
            HukouNature = Fields.Side(body.HukouNature),
            HukouRegion = Fields.Side(body.HukouRegion),
            Profile = ProfileBody.Side(body.Profile),
        };
        return telephone is null || health is null ? null : details;
    }
}

/// <summary>The person's commitment (告知承诺).</summary>
public sealed record CommitmentBody
{
    /// <summary>Version of the text that the person was shown, of <c>/v1/commitment-texts</c>.</summary>
    public string? TextVersion { get; init; }

    /// <summary>When the person accepted it.</summary>
    public string? AcceptedAt { get; init; }
}

/// <summary>Reads an application from its body and reports every wrong field, not only the first.</summary>
internal sealed class SubmissionReader(IPersonIdentifier identifier, CommitmentTexts texts, IReferenceData reference, TimeProvider clock)
{
    /// <summary>
    /// Takes the place of a number that cannot be read while the other fields are judged: well-formed, of an area that does not exist.
    /// </summary>
    private static readonly IdentityNumber AnyNumber = IdentityNumber.TryParse("369999198803121429", out var number, out _)
        ? number
        : throw new InvalidOperationException("The number is not well-formed.");

    public (PersonId Person, SubmitApplication Command) Read(SubmitBody body, Caller caller)
    {
        var fields = new Fields(clock);
        var number = fields.Identity(body.IdentityNumber, "identityNumber", confirmed: body.ConfirmedNumber);
        var name = fields.Value<PersonName, PersonNameError>(body.Name, "name", PersonName.TryParse);
        var channel = fields.Coded<ApplicationChannel>(body.Channel, "channel", CodeListIds.Channel, required: false)
            ?? ApplicationChannel.Offline;
        var platform = fields.Value<PlatformApplicationNumber, NumberError>(
            body.PlatformNumber,
            "platformNumber",
            PlatformApplicationNumber.TryParse,
            required: false
        );
        var office = body.Office is { Length: > 0 } given ? given : caller.Actor.Office;
        fields.Has(office, "office");
        var wishes = SideWishes(body.JobWishes);
        if (wishes.Count == 0)
            fields.Wrong("jobWishes", FieldCodes.Required);

        var command = new SubmitApplication
        {
            Number = number!,
            Name = name!,
            BirthDate = fields.Date(body.BirthDate, "birthDate"),
            Sex = fields.Coded<Sex>(body.Sex, "sex", CodeListIds.Sex, required: false),
            Channel = channel,
            PlatformNumber = platform,
            SubmittedAt = fields.Moment(body.SubmittedAt, "submittedAt"),
            Office = office ?? "",
            Ground = fields.Coded<PlaceGround>(body.Ground, "ground", CodeListIds.PlaceGround) ?? default,
            ByReference = fields.Coded<ByReferenceGroup>(body.ByReference, "byReference", CodeListIds.ByReferenceGroup, required: false),
            Reason = fields.Coded<UnemploymentReason>(body.Reason, "reason", CodeListIds.UnemploymentReason) ?? default,
            OtherReason = Fields.Side(body.OtherReason),
            UnemployedOn = fields.Date(body.UnemployedOn, "unemployedOn", required: true) ?? default,
            JobWishes = wishes,
            WishesToClaimBenefit = body.WishesToClaimBenefit ?? false,
            Matters =
            [
                .. (body.Matters ?? [])
                    .Select((kind, i) => fields.Name<MatterKind>(kind, FormattableString.Invariant($"matters[{i}]")))
                    .OfType<MatterKind>()
                    .Distinct(),
            ],
            FormerEmployer = EmployerBody.Read(body.FormerEmployer),
            Representative = RepresentativeBody.Read(body.Representative, "representative.", fields),
            Commitment = CommitmentOf(body.Commitment, fields)!,
            Details = DetailsBody.Read(body.Details, fields)!,
            Unverified = ProfileBody.Unread(body.Details?.Profile),
        };
        if (fields.Errors.Count > 0)
            fields.Wrong(BrokenRules(command, [.. fields.Errors.Select(error => error.Field)], caller));

        fields.ThrowIfWrong();
        return (identifier.Identify(number!), command);
    }

    /// <summary>
    /// The rules that the readable part of a form breaks: who corrects a mistyped number should not find the next mistake only then.
    /// </summary>
    private IEnumerable<FieldError> BrokenRules(SubmitApplication form, List<string> unreadable, Caller caller)
    {
        if (form.Number is null)
            unreadable.AddRange(["birthDate", "sex", "byReference"]);

        // What could not be read is replaced by something harmless, and nothing is said of it here.
        var judged = form with
        {
            Number = form.Number ?? AnyNumber,
            Commitment = form.Commitment ?? new Commitment(texts.Versions[0], clock.GetUtcNow()),
            Details = form.Details ?? new PersonDetails { Telephone = null, Health = "1" },
        };
        var context = new DecisionContext
        {
            Now = clock.GetUtcNow(),
            Actor = caller.Actor,
            Calendars = reference.Calendars,
            Offices = reference.Offices,
            Serial = 0,
            NewId = Guid.Empty,
        };
        return PersonDecider
            .FaultsOf(judged, context)
            .SelectMany(FieldError.Of)
            .Where(fault =>
                !unreadable.Exists(field => fault.Field == field || IsWithin(fault.Field, field) || IsWithin(field, fault.Field))
            );

        static bool IsWithin(string inner, string outer) =>
            inner.StartsWith(outer + ".", StringComparison.Ordinal) || inner.StartsWith(outer + "[", StringComparison.Ordinal);
    }

    /// <summary>Job wishes as given: the rules keep those that are known, once each.</summary>
    public static IReadOnlyList<string> SideWishes(IReadOnlyList<string>? wishes) =>
        [.. (wishes ?? []).Select(Fields.Side).OfType<string>()];

    /// <summary>Codes of the list <c>job-wish</c>.</summary>
    public static IReadOnlyList<string>? JobWishes(IReadOnlyList<string>? wishes, string field, Fields fields, bool required)
    {
        if (wishes is not { Count: > 0 })
        {
            if (required || wishes is not null)
                fields.Wrong(field, FieldCodes.Required);

            return null;
        }

        for (var i = 0; i < wishes.Count; i++)
            fields.Code(wishes[i], FormattableString.Invariant($"{field}[{i}]"), CodeListIds.JobWish, required: true);

        return wishes;
    }

    private Commitment? CommitmentOf(CommitmentBody? body, Fields fields)
    {
        if (!fields.Has(body, "commitment"))
            return null;

        var acceptedAt = fields.Moment(body.AcceptedAt, "commitment.acceptedAt", required: true);
        if (fields.Has(body.TextVersion, "commitment.textVersion") && !texts.Knows(body.TextVersion))
            fields.Wrong("commitment.textVersion", FieldCodes.NotInList, texts.Versions);

        return body.TextVersion is { } version && acceptedAt is { } moment ? new Commitment(version, moment) : null;
    }
}
