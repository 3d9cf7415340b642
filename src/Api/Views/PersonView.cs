using System.Text.RegularExpressions;
using Grid.Api.Duties;
using Grid.Api.Matching;
using Grid.Api.Matters;
using Grid.Api.OpenApi;
using Grid.Api.Recognising;
using Grid.Api.Requests;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Views;

/// <summary>A person's record, masked: number and telephone in part, address, health and sealed reasons not at all; see reveal.</summary>
public sealed record PersonView
{
    public required string PersonId { get; init; }

    /// <summary>Absent after the record was ended as entered in error.</summary>
    public PersonLine? Person { get; init; }

    public bool HasAddress { get; init; }

    [CodesOf(CodeListIds.Education)]
    public string? Education { get; init; }

    [CodesOf(CodeListIds.EthnicGroup)]
    public string? EthnicGroup { get; init; }

    [CodesOf(CodeListIds.HukouNature)]
    public string? HukouNature { get; init; }

    public string? HukouRegion { get; init; }

    /// <summary>What the office's ledger needs besides; absent where nothing of it is known.</summary>
    public ProfileView? Profile { get; init; }

    /// <summary>Side data that cannot be what they should be, as they were given; a correction of the field mends them.</summary>
    public IReadOnlyList<UnverifiedView>? Unverified { get; init; }

    /// <summary>The open application, or the last one.</summary>
    public ApplicationView? Application { get; init; }

    /// <summary>The active registration.</summary>
    public RegistrationView? Registration { get; init; }

    /// <summary>How much help the registered person needs (分级分类): <c>selfReliant</c>, <c>assisted</c> or <c>intensive</c>.</summary>
    [NamesOf<ServiceGrade>]
    public string? Grade { get; init; }

    public HardshipView? Hardship { get; init; }

    /// <summary>The application for a recognition as a hardship person, and the latest decision; absent where there is neither.</summary>
    public HardshipStepsView? HardshipSteps { get; init; }

    /// <summary>The household that the registered person is a member of (<c>/v1/households/{id}</c>); absent for none.</summary>
    public string? HouseholdId { get; init; }

    public BenefitView? Benefit { get; init; }

    /// <summary>What was asked for beside the open application and the active registration (一件事); absent for none.</summary>
    public IReadOnlyList<MatterView>? Matters { get; init; }

    /// <summary>What an office owes the person now.</summary>
    public required IReadOnlyList<DutyView> Duties { get; init; }

    /// <summary>What sources of data report of the person (信息比对); absent where none does.</summary>
    public IReadOnlyList<MatchView>? Matches { get; init; }

    /// <summary>Registrations that are over, oldest first.</summary>
    public required IReadOnlyList<RegistrationView> Past { get; init; }

    /// <summary>A decision that waits for its second person.</summary>
    public ProposalView? Proposal { get; init; }

    /// <summary>Objections that wait for an answer.</summary>
    public required IReadOnlyList<ObjectionView> Objections { get; init; }

    /// <summary>Other numbers of this person.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    internal static PersonView Of(PersonRecord record, OfficeDirectory offices, StockBands bands, TimeProvider clock) =>
        new()
        {
            PersonId = record.Id.ToString(),
            Person = PersonLine.Of(record),
            HasAddress = record.Details?.Address is not null,
            Education = record.Details?.Education,
            EthnicGroup = record.Details?.EthnicGroup,
            HukouNature = record.Details?.HukouNature,
            HukouRegion = record.Details?.HukouRegion,
            Profile = ProfileView.Of(record.Details?.Profile, offices.Regions, clock.Today()),
            Unverified = UnverifiedView.Of(UnverifiedData.Of(record)),
            Application = record.Application is { } application
                ? ApplicationView.Of(record, application, clock) with
                {
                    Person = null,
                    Unverified = null,
                }
                : null,
            Registration = record.Registration is { } registration ? RegistrationView.Of(record, registration) : null,
            Grade = record.Registration is { } graded
                ? EnumName.Of(Grading.Of(graded, record.Details, clock.Today(), bands.LongTermMonths))
                : null,
            Hardship = HardshipView.Of(record.Registration?.Service.Hardship),
            HardshipSteps = HardshipStepsView.Of(record, clock.Today()),
            HouseholdId = record.Registration?.Household?.Id,
            Benefit = BenefitView.Of(record.Registration?.Service.Benefit),
            Matters = MatterView.List([.. record.Application?.Matters ?? [], .. record.Registration?.Matters ?? []]),
            Duties = DutyView.Of(record.Duties, offices, clock),
            Matches = MatchView.List(record),
            Past = [.. record.Past.Select(past => RegistrationView.Of(record, past))],
            Proposal = ProposalView.Of(record.Proposal),
            Objections = [.. record.Objections.Select(ObjectionView.Of)],
            Aliases = [.. record.Aliases.Select(alias => alias.Alias.ToString())],
        };
}

/// <summary>
/// Who a person is, masked. There is neither birth date nor age: with the shown end of the number and the place they would give the whole
/// number.
/// </summary>
public sealed record PersonLine
{
    public required string Name { get; init; }

    /// <summary>The last four characters.</summary>
    public required string IdentityNumber { get; init; }

    [CodesOf(CodeListIds.IdentityDocumentKind)]
    public required string DocumentKind { get; init; }

    [CodesOf(CodeListIds.Sex)]
    public string? Sex { get; init; }

    public string? Telephone { get; init; }

    internal static PersonLine? Of(PersonRecord record) =>
        record.Identity is not { } identity
            ? null
            : new()
            {
                Name = identity.Name.Value,
                IdentityNumber = identity.Number.Masked,
                DocumentKind = ListCodes.Of(CodeListIds.IdentityDocumentKind, identity.Number.Kind),
                Sex = identity.Sex is { } sex ? ListCodes.Of(CodeListIds.Sex, sex) : null,
                Telephone = record.Details?.Telephone?.Masked,
            };
}

/// <summary>What sensitive values look like without a reveal.</summary>
internal static partial class Mask
{
    /// <summary>The code of the reason; 70 (released from prison) shows as 90 (other), as in the statistics.</summary>
    public static string Reason(UnemploymentReason reason) =>
        ListCodes.Of(CodeListIds.UnemploymentReason, reason == UnemploymentReason.ReleasedFromPrison ? UnemploymentReason.Other : reason);

    /// <summary>A number of a card or certificate: the last four characters, of a short one fewer.</summary>
    public static string? Ending(string? number) => number is null ? null : "****" + number[^Math.Min(4, number.Length / 2)..];

    /// <summary>Categories without the one that says how poor the person is; null where none is left.</summary>
    public static IReadOnlyList<string>? Categories(IReadOnlyList<string>? categories) =>
        categories?.Where(code => code != PersonCategories.LiftedOutOfPoverty).ToArray() is { Length: > 0 } open ? open : null;

    /// <summary>A free text without its longer runs of digits, which may be a person's number.</summary>
    public static string? Text(string? text) => text is null ? null : Digits().Replace(Domain.Text.Nfkc.Normalize(text), "***");

    [GeneratedRegex(@"[0-9](?:[\s.\-]{0,2}[0-9]){5,}[\s.\-]{0,2}[0-9Xx]", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
