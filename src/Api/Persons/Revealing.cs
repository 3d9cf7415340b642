using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Retirement;
using Grid.Domain.Text;

namespace Grid.Api.Persons;

/// <summary>Why the full values are needed; goes to the access log.</summary>
public sealed record RevealBody : IRequest<RevealBody>
{
    public string? Note { get; init; }

    public static RevealBody Example { get; } = new() { Note = "核对本人出示的证件" };

    internal string Read(Fields fields)
    {
        var reason = fields.Text(Note, "note", 200, required: true, shortest: 4);
        fields.ThrowIfWrong();
        return reason!;
    }
}

/// <summary>The values that are masked elsewhere, in full.</summary>
public sealed record RevealView
{
    public required string PersonId { get; init; }

    public required string Name { get; init; }

    public required string IdentityNumber { get; init; }

    public DateOnly? BirthDate { get; init; }

    public string? Telephone { get; init; }

    public string? Address { get; init; }

    /// <summary>Code list health.</summary>
    [CodesOf(CodeListIds.Health)]
    public string? Health { get; init; }

    [CodesOf(CodeListIds.DisabilityGrade)]
    public string? DisabilityGrade { get; init; }

    /// <summary>Which retirement age applies, where it is known.</summary>
    [NamesOf<RetirementCategory>]
    public string? RetirementCategory { get; init; }

    public ProfileBody? Profile { get; init; }

    /// <summary>Who acts for the person.</summary>
    public RepresentativeBody? Representative { get; init; }

    /// <summary>Code list unemployment-reason.</summary>
    [CodesOf(CodeListIds.UnemploymentReason)]
    public string? Reason { get; init; }

    public string? OtherReason { get; init; }

    /// <summary>Code list hardship-category; of several the first.</summary>
    [CodesOf(CodeListIds.HardshipCategory)]
    public string? HardshipCategory { get; init; }

    /// <summary>All categories of the recognition; absent where there is none.</summary>
    [CodesOf(CodeListIds.HardshipCategory)]
    public IReadOnlyList<string>? HardshipCategories { get; init; }

    /// <summary>The categories that the open application for a recognition names; absent where there is none.</summary>
    [CodesOf(CodeListIds.HardshipCategory)]
    public IReadOnlyList<string>? HardshipAppliedFor { get; init; }

    /// <summary>Those of them that the office's check showed; absent while there is none.</summary>
    [CodesOf(CodeListIds.HardshipCategory)]
    public IReadOnlyList<string>? HardshipShown { get; init; }

    /// <summary>After a death: whom of the family the office can inform.</summary>
    public FamilyContactBody? FamilyContact { get; init; }

    /// <summary>What was stored as given, because it cannot be what it should be.</summary>
    public IReadOnlyList<UnverifiedView>? Unverified { get; init; }

    internal static RevealView? Of(PersonRecord record)
    {
        if (record.Identity is not { } identity)
            return null;

        var open = record.Application is { IsOpen: true } || record.Registration is null;
        var reason = open ? record.Application?.Reason : record.Registration?.Reason;
        return new RevealView
        {
            PersonId = record.Id.ToString(),
            Name = identity.Name.Value,
            IdentityNumber = identity.Number.Value,
            BirthDate = identity.BirthDate,
            Telephone = record.Details?.Telephone?.Value,
            Address = record.Details?.Address,
            Health = record.Details?.Health,
            DisabilityGrade = record.Details?.DisabilityGrade,
            RetirementCategory = record.Details?.RetirementCategory is { } category ? EnumName.Of(category) : null,
            Profile = ProfileBody.InFull(record.Details?.Profile),
            Representative = RepresentativeBody.InFull(record.Application?.Representative),
            Reason = reason is { } known ? ListCodes.Of(CodeListIds.UnemploymentReason, known) : null,
            HardshipCategory = record.Registration?.Service.Hardship?.Category,
            HardshipCategories = record.Registration?.Service.Hardship?.Categories,
            HardshipAppliedFor = record.Registration?.Recognising?.Open?.Categories,
            HardshipShown = record.Registration?.Recognising?.Open?.Examination?.Categories,
            FamilyContact = FamilyContactBody.InFull(record.Past.LastOrDefault(past => past.Exit?.Reason == ExitReason.Death)?.Exit),
            Unverified = UnverifiedView.InFull(UnverifiedData.Of(record)),
            OtherReason = open ? record.Application?.OtherReason : record.Registration?.OtherReason,
        };
    }
}
