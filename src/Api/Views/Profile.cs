using System.Globalization;
using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Regions;

namespace Grid.Api.Views;

/// <summary>
/// What the office's ledger (台账) needs of a person besides the form. All of it is optional, and no paper is asked for it (79/2020 (二)). With an
/// application, what is wrong is stored as given and marked unverified; in a correction it is rejected.
/// </summary>
public sealed record ProfileBody
{
    /// <summary>Code list occupation: the last one.</summary>
    [CodesOf(CodeListIds.Occupation)]
    public string? Occupation { get; init; }

    /// <summary>At most ten.</summary>
    public IReadOnlyList<SkillBody>? Skills { get; init; }

    /// <summary>Code list person-category.</summary>
    [CodesOf(CodeListIds.PersonCategory)]
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The day on which the person left school, of a graduate; at most a year ahead.</summary>
    public string? GraduatedOn { get; init; }

    /// <summary>Code of the street (9 digits) or community (12 digits) where the person lives.</summary>
    public string? Community { get; init; }

    /// <summary>Number of the social security card (社会保障卡卡号), which is not the citizen number: 4 to 32 letters and digits.</summary>
    public string? SocialSecurityCard { get; init; }

    /// <summary>Number of the certificate of employment and business start (就业创业证号): 4 to 32 letters and digits.</summary>
    public string? EmploymentCertificate { get; init; }

    public static ProfileBody Example { get; } =
        new()
        {
            Occupation = "6",
            Skills =
            [
                new SkillBody
                {
                    Kind = "2",
                    Level = "4",
                    Trade = "焊工",
                },
            ],
            Categories = ["2"],
            Community = "360102002001",
        };

    /// <summary>Of an application: codes and numbers as they were given.</summary>
    internal static PersonProfile? Side(ProfileBody? body) =>
        body is null
            ? null
            : new PersonProfile
            {
                Occupation = Fields.Side(body.Occupation),
                Skills = SkillsOf(body.Skills),
                Categories = body.Categories is { Count: > 0 } categories ? [.. categories.Select(Fields.Side).OfType<string>()] : null,
                GraduatedOn = DayOf(body.GraduatedOn),
                Community = Fields.Side(body.Community),
                SocialSecurityCard = Fields.Side(body.SocialSecurityCard),
                EmploymentCertificate = Fields.Side(body.EmploymentCertificate),
            };

    /// <summary>Of an application: what cannot become a value of its field at all.</summary>
    internal static IReadOnlyList<UnverifiedValue> Unread(ProfileBody? body) =>
        Fields.Side(body?.GraduatedOn) is { } typed && DayOf(typed) is null
            ? [UnverifiedValue.Of("details.profile.graduatedOn", typed, Doubt.Malformed)]
            : [];

    /// <summary>Of a correction, under a path that ends with a dot; the rules judge what is not judged here.</summary>
    internal static PersonProfile? Read(ProfileBody? body, string at, Fields fields)
    {
        if (body is null)
            return null;
        if (body == new ProfileBody())
            fields.Wrong(at.TrimEnd('.'), Problems.FieldCodes.Required);
        foreach (var (i, skill) in (body.Skills ?? []).Index())
            fields.Text(skill.Trade, string.Create(CultureInfo.InvariantCulture, $"{at}skills[{i}].trade"), FieldLimits.Line);

        return new PersonProfile
        {
            Occupation = fields.Code(body.Occupation, at + "occupation", CodeListIds.Occupation),
            Skills = body.Skills is { } skills ? SkillsOf(skills) ?? [] : null,
            Categories = body.Categories,
            GraduatedOn = fields.Date(body.GraduatedOn, at + "graduatedOn"),
            Community = Fields.Side(body.Community),
            SocialSecurityCard = Fields.Side(body.SocialSecurityCard),
            EmploymentCertificate = Fields.Side(body.EmploymentCertificate),
        };
    }

    /// <summary>In full, for a reveal.</summary>
    internal static ProfileBody? InFull(PersonProfile? profile) =>
        profile is null
            ? null
            : new ProfileBody
            {
                Occupation = profile.Occupation,
                Skills = profile.Skills is { } skills
                    ?
                    [
                        .. skills.Select(skill => new SkillBody
                        {
                            Kind = skill.Kind,
                            Level = skill.Level,
                            Trade = skill.Trade,
                            Number = skill.Number,
                        }),
                    ]
                    : null,
                Categories = profile.Categories,
                GraduatedOn = profile.GraduatedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Community = profile.Community,
                SocialSecurityCard = profile.SocialSecurityCard,
                EmploymentCertificate = profile.EmploymentCertificate,
            };

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 1900 and <= 2200
            ? day
            : null;

    /// <summary>A skill of which nothing is given is none.</summary>
    private static List<PersonSkill>? SkillsOf(IReadOnlyList<SkillBody>? given)
    {
        var skills = (given ?? [])
            .Select(one => new PersonSkill(Fields.Side(one.Kind), Fields.Side(one.Level), Fields.Side(one.Trade), Fields.Side(one.Number)))
            .Where(one => one != new PersonSkill(null, null, null, null))
            .ToList();
        return skills.Count == 0 ? null : skills;
    }
}

/// <summary>A skill as the person states it; each member where it is known.</summary>
public sealed record SkillBody
{
    /// <summary>Code list skill-kind.</summary>
    [CodesOf(CodeListIds.SkillKind)]
    public string? Kind { get; init; }

    /// <summary>Code list skill-level.</summary>
    [CodesOf(CodeListIds.SkillLevel)]
    public string? Level { get; init; }

    /// <summary>In words.</summary>
    public string? Trade { get; init; }

    /// <summary>Of the certificate, if the person wants to give it: 4 to 32 letters and digits.</summary>
    public string? Number { get; init; }
}

/// <summary>
/// A person's profile, masked: numbers in part, no category that says how poor the person is, and no graduation, which nearly gives the
/// birth year and so, with the shown end of the number and its place, the number. See reveal.
/// </summary>
public sealed record ProfileView
{
    [CodesOf(CodeListIds.Occupation)]
    public string? Occupation { get; init; }

    public IReadOnlyList<SkillView>? Skills { get; init; }

    /// <summary>Code list person-category, without 3.</summary>
    [CodesOf(CodeListIds.PersonCategory)]
    public IReadOnlyList<string>? Categories { get; init; }

    public string? Community { get; init; }

    /// <summary>Absent where the register does not know the community.</summary>
    public string? CommunityName { get; init; }

    /// <summary>The last four characters.</summary>
    public string? SocialSecurityCard { get; init; }

    /// <summary>The last four characters.</summary>
    public string? EmploymentCertificate { get; init; }

    internal static ProfileView? Of(PersonProfile? profile, RegionTree regions, DateOnly today) =>
        profile is null
            ? null
            : new ProfileView
            {
                Occupation = profile.Occupation,
                Skills = profile.Skills is { } skills
                    ? [.. skills.Select(skill => new SkillView(skill.Kind, skill.Level, Mask.Text(skill.Trade), Mask.Ending(skill.Number)))]
                    : null,
                Categories = Mask.Categories(profile.Categories),
                Community = profile.Community,
                CommunityName = regions.Known(profile.Community, today)?.Name,
                SocialSecurityCard = Mask.Ending(profile.SocialSecurityCard),
                EmploymentCertificate = Mask.Ending(profile.EmploymentCertificate),
            };
}

/// <summary>A skill.</summary>
/// <param name="Kind">Code list skill-kind.</param>
/// <param name="Level">Code list skill-level.</param>
/// <param name="Trade">In words, with long numbers taken out.</param>
/// <param name="Number">Of the certificate: the last four characters.</param>
public sealed record SkillView(
    [CodesOf(CodeListIds.SkillKind)] string? Kind,
    [CodesOf(CodeListIds.SkillLevel)] string? Level,
    string? Trade,
    string? Number
);
