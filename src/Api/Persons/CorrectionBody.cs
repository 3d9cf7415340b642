using Grid.Api.Applications;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Retirement;

namespace Grid.Api.Persons;

/// <summary>A correction of recorded data: what is absent stays. The identity number cannot be corrected.</summary>
public sealed record CorrectionBody : IRequest<CorrectionBody>
{
    /// <summary>Of the group: the person is an ordinary applicant.</summary>
    private const string None = "none";

    /// <summary>Why it is corrected; goes to the history with the values before and after.</summary>
    public string? Note { get; init; }

    public string? Name { get; init; }

    public string? Telephone { get; init; }

    public string? Address { get; init; }

    public string? Health { get; init; }

    public string? DisabilityGrade { get; init; }

    public string? Education { get; init; }

    public string? EthnicGroup { get; init; }

    public string? HukouNature { get; init; }

    public string? HukouRegion { get; init; }

    /// <summary>
    /// Which retirement age applies, where it is known: <c>man60</c>, <c>woman55</c>, <c>woman50</c>, special trades, or early retirement
    /// for sickness.
    /// </summary>
    public string? RetirementCategory { get; init; }

    /// <summary>What of it is given replaces what is recorded; a list as a whole.</summary>
    public ProfileBody? Profile { get; init; }

    public string? Ground { get; init; }

    /// <summary>
    /// Code list by-reference-group, or <c>none</c>: of the open application only. A registration becomes an ordinary one by an application
    /// of its own.
    /// </summary>
    public string? ByReference { get; init; }

    public string? Reason { get; init; }

    public string? OtherReason { get; init; }

    public string? UnemployedOn { get; init; }

    public IReadOnlyList<string>? JobWishes { get; init; }

    /// <summary>Of the latest application.</summary>
    public EmployerBody? FormerEmployer { get; init; }

    /// <summary>Who acts for the person from now on, in place of whoever did before.</summary>
    public RepresentativeBody? Representative { get; init; }

    /// <summary>
    /// Wrong optional data to take out without a new value, with what of them is unverified: <c>telephone</c>, <c>address</c>,
    /// <c>education</c>, <c>ethnicGroup</c>, <c>hukouNature</c>, <c>hukouRegion</c>, <c>formerEmployer</c>, and of the profile
    /// <c>occupation</c>, <c>skills</c>, <c>categories</c>, <c>graduatedOn</c>, <c>community</c>, <c>socialSecurityCard</c>,
    /// <c>employmentCertificate</c>; <c>representative</c>; of <c>disabilityGrade</c>, <c>jobWishes</c> and <c>otherReason</c> only what is unverified.
    /// </summary>
    public IReadOnlyList<string>? Remove { get; init; }

    public static CorrectionBody Example { get; } = new() { Note = "本人更换电话号码", Telephone = "13900000000" };

    internal CorrectData Read(Fields fields)
    {
        var command = ReadInto(fields, "");
        fields.ThrowIfWrong();
        return command;
    }

    /// <summary>The same as part of another body, under a path that ends with a dot.</summary>
    internal CorrectData ReadInto(Fields fields, string at)
    {
        var command = new CorrectData
        {
            Why = fields.Text(Note, at + "note", FieldLimits.Note, required: true) ?? "",
            Name = fields.Value<PersonName, PersonNameError>(Name, at + "name", PersonName.TryParse, required: false),
            Telephone = fields.Value<TelephoneNumber, TelephoneNumberError>(
                Telephone,
                at + "telephone",
                TelephoneNumber.TryParse,
                required: false
            ),
            Address = fields.Text(Address, at + "address", FieldLimits.Line),
            Health = fields.Code(Health, at + "health", CodeListIds.Health),
            DisabilityGrade = fields.Code(DisabilityGrade, at + "disabilityGrade", CodeListIds.DisabilityGrade),
            Education = fields.Code(Education, at + "education", CodeListIds.Education),
            EthnicGroup = fields.Code(EthnicGroup, at + "ethnicGroup", CodeListIds.EthnicGroup),
            HukouNature = fields.Code(HukouNature, at + "hukouNature", CodeListIds.HukouNature),
            HukouRegion = fields.Region(HukouRegion, at + "hukouRegion"),
            RetirementCategory = fields.Name<RetirementCategory>(RetirementCategory, at + "retirementCategory", required: false),
            Profile = ProfileBody.Read(Profile, at + "profile.", fields),
            Ground = fields.Coded<PlaceGround>(Ground, at + "ground", CodeListIds.PlaceGround, required: false),
            Group = ByReference switch
            {
                null => null,
                None => new GroupCorrection(null),
                _ => fields.Coded<ByReferenceGroup>(ByReference, at + "byReference", CodeListIds.ByReferenceGroup) is { } group
                    ? new GroupCorrection(group)
                    : null,
            },
            Reason = fields.Coded<UnemploymentReason>(Reason, at + "reason", CodeListIds.UnemploymentReason, required: false),
            OtherReason = fields.Text(OtherReason, at + "otherReason", FieldLimits.Line),
            UnemployedOn = fields.Date(UnemployedOn, at + "unemployedOn"),
            JobWishes = SubmissionReader.JobWishes(JobWishes, at + "jobWishes", fields, required: false),
            FormerEmployer = EmployerBody.Read(FormerEmployer),
            Representative = RepresentativeBody.Read(Representative, at + "representative.", fields),
            Remove = Remove is null
                ? null
                :
                [
                    .. Remove
                        .Select((field, i) => fields.Name<RemovableField>(field, FormattableString.Invariant($"{at}remove[{i}]")))
                        .OfType<RemovableField>()
                        .Distinct(),
                ],
        };
        if (this == new CorrectionBody { Note = Note })
            fields.Wrong(at.Length == 0 ? "$" : at[..^1], FieldCodes.Required);

        return command;
    }
}
