using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Which values of a profile fit their fields. An application's that do not are stored as given beside it, like all side data; a correction's
/// are rejected with their fields.
/// </summary>
internal static class ProfileRules
{
    public const int MostSkills = 10;

    /// <summary>How far ahead a graduation may lie: a year.</summary>
    private const int DaysToGraduation = 366;

    private const int ShortestNumber = 4;
    private const int LongestNumber = 32;

    /// <summary>The profile of an application, with what fits; null when nothing is left. Paths are those of the application's body.</summary>
    public static PersonProfile? Sort(PersonProfile? given, DateOnly? born, List<UnverifiedValue> aside, DecisionContext context)
    {
        if (given is null)
            return null;
        var sorted = new PersonProfile
        {
            Occupation = Code("occupation", CodeListIds.Occupation, given.Occupation, aside, context),
            Skills = Skills(given.Skills, aside, context),
            Categories = Categories(given.Categories, aside, context),
            GraduatedOn = GraduatedOn(given.GraduatedOn, born, aside, context),
            Community = Read("community", given.Community, CommunityOf, aside),
            SocialSecurityCard = Read("socialSecurityCard", given.SocialSecurityCard, NumberOf, aside),
            EmploymentCertificate = Read("employmentCertificate", given.EmploymentCertificate, NumberOf, aside),
        };
        return sorted.IsEmpty ? null : sorted;
    }

    /// <summary>A correction with its codes and numbers in their one form, where they have one.</summary>
    public static PersonProfile? Normal(PersonProfile? given) =>
        given is null
            ? null
            : given with
            {
                Skills = given.Skills is { } skills ? [.. skills.Select(NormalSkill).Distinct()] : null,
                Categories = given.Categories is { } categories ? [.. categories.Distinct(StringComparer.Ordinal)] : null,
                Community = given.Community is { } community ? CommunityOf(community) ?? community : null,
                SocialSecurityCard = given.SocialSecurityCard is { } card ? NumberOf(card) ?? card : null,
                EmploymentCertificate = given.EmploymentCertificate is { } number ? NumberOf(number) ?? number : null,
            };

    /// <summary>What a correction breaks; of its own values only.</summary>
    public static Refusal? Check(PersonProfile? correction, DateOnly? born, DecisionContext context) =>
        correction is null
            ? null
            : Refusal.All([
                ListCode("profile.occupation", CodeListIds.Occupation, correction.Occupation, context),
                .. Listed("profile.skills", correction.Skills, MostSkills, (field, skill) => Skill(field, skill, context)),
                .. Listed("profile.categories", correction.Categories, int.MaxValue, (field, code) =>
                    ListCode(field, CodeListIds.PersonCategory, code, context)
                ),
                Graduation(correction.GraduatedOn, born, context),
                correction.Community is { } community && CommunityOf(community) is null
                    ? Refusal.Invalid("profile.community", FieldRule.BadCode)
                    : null,
                Number("profile.socialSecurityCard", correction.SocialSecurityCard),
                Number("profile.employmentCertificate", correction.EmploymentCertificate),
            ]);

    /// <summary>The profile after a correction; null when nothing is left.</summary>
    public static PersonProfile? Corrected(PersonProfile? known, PersonProfile? given, Func<RemovableField, bool> removes)
    {
        known ??= new PersonProfile();
        given ??= new PersonProfile();
        T? Of<T>(RemovableField field, T? corrected, T? before) => corrected ?? (removes(field) ? default : before);
        var after = new PersonProfile
        {
            Occupation = Of(RemovableField.Occupation, given.Occupation, known.Occupation),
            Skills = Of(RemovableField.Skills, given.Skills, known.Skills),
            Categories = Of(RemovableField.Categories, given.Categories, known.Categories),
            GraduatedOn = Of(RemovableField.GraduatedOn, given.GraduatedOn, known.GraduatedOn),
            Community = Of(RemovableField.Community, given.Community, known.Community),
            SocialSecurityCard = Of(RemovableField.SocialSecurityCard, given.SocialSecurityCard, known.SocialSecurityCard),
            EmploymentCertificate = Of(RemovableField.EmploymentCertificate, given.EmploymentCertificate, known.EmploymentCertificate),
        };
        return after.IsEmpty ? null : after;
    }

    /// <summary>Each field that a correction may give or remove, by its name in the API, and whether this profile has it.</summary>
    public static IEnumerable<(RemovableField Field, string Name, string? Text)> Fields(PersonProfile? profile)
    {
        yield return (RemovableField.Occupation, "profile.occupation", profile?.Occupation);
        yield return (RemovableField.Skills, "profile.skills", profile?.Skills is { } skills ? Text(skills) : null);
        yield return (
            RemovableField.Categories,
            "profile.categories",
            profile?.Categories is { } categories ? string.Join(',', categories) : null
        );
        yield return (
            RemovableField.GraduatedOn,
            "profile.graduatedOn",
            profile?.GraduatedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        yield return (RemovableField.Community, "profile.community", profile?.Community);
        yield return (RemovableField.SocialSecurityCard, "profile.socialSecurityCard", profile?.SocialSecurityCard);
        yield return (RemovableField.EmploymentCertificate, "profile.employmentCertificate", profile?.EmploymentCertificate);
    }

    /// <summary>The street's or community's code; null where it is none. Whether it exists is not judged: streets are renumbered.</summary>
    private static string? CommunityOf(string typed)
    {
        if (typed.Length > TypedText.MaximumLength)
            return null;
        var text = TypedText.Compact(typed);
        return
            RegionCode.IsProvince(text)
            && (RegionCode.TryParsePadded(text, out var code) || RegionCode.TryParse(text, out code))
            && code.Level is RegionLevel.Town or RegionLevel.Community
            ? code.Value
            : null;
    }

    private static string? NumberOf(string typed)
    {
        if (typed.Length > TypedText.MaximumLength)
            return null;
        var text = TypedText.Compact(typed).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return text.Length is >= ShortestNumber and <= LongestNumber && text.All(char.IsAsciiLetterOrDigit) ? text : null;
    }

    private static PersonSkill NormalSkill(PersonSkill skill) =>
        skill with
        {
            Number = skill.Number is { } number ? NumberOf(number) ?? number : null,
        };

    private static List<PersonSkill>? Skills(IReadOnlyList<PersonSkill>? given, List<UnverifiedValue> aside, DecisionContext context)
    {
        if (given is null)
            return null;
        var normal = given.Select(NormalSkill).Distinct().ToList();
        var known = normal.Where(skill => Skill("", skill, context) is null).Take(MostSkills).ToList();
        var others = normal.Except(known).ToList();
        if (others.Count > 0)
        {
            var faults = others.Select(skill => Skill("", skill, context)?.Rule).ToList();
            Aside(
                "skills",
                Text(others),
                faults.Contains(FieldRule.NotInList) ? Doubt.NotInList
                    : faults.Contains(FieldRule.BadCode) || faults.Contains(FieldRule.BadText) ? Doubt.Malformed
                    : Doubt.TooLong,
                aside
            );
        }

        return known.Count == 0 ? null : known;
    }

    private static List<string>? Categories(IReadOnlyList<string>? given, List<UnverifiedValue> aside, DecisionContext context)
    {
        if (given is null)
            return null;
        var known = given
            .Where(code => context.Codes.IsValid(CodeListIds.PersonCategory, code, context.Today))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var unknown = given.Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            Aside("categories", string.Join(',', unknown), Doubt.NotInList, aside);
        return known.Count == 0 ? null : known;
    }

    private static DateOnly? GraduatedOn(DateOnly? given, DateOnly? born, List<UnverifiedValue> aside, DecisionContext context)
    {
        if (given is not { } day || Graduation(day, born, context) is null)
            return given;
        Aside("graduatedOn", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Doubt.Contradicts, aside);
        return null;
    }

    private static Refusal? Skill(string field, PersonSkill skill, DecisionContext context) =>
        skill is { Kind: null, Level: null, Trade: null, Number: null }
            ? Refusal.Invalid(field, FieldRule.Required)
            : Refusal.All([
                ListCode($"{field}.kind", CodeListIds.SkillKind, skill.Kind, context),
                ListCode($"{field}.level", CodeListIds.SkillLevel, skill.Level, context),
                FieldRules.OptionalText($"{field}.trade", skill.Trade, FieldLimits.Line),
                Number($"{field}.number", skill.Number),
            ]);

    /// <summary>A list that is given has something in it: what is to be taken out is named in "remove".</summary>
    private static IEnumerable<Refusal?> Listed<T>(string field, IReadOnlyList<T>? given, int most, Func<string, T, Refusal?> each)
    {
        if (given is null)
            return [];
        if (given.Count == 0)
            return [Refusal.Invalid(field, FieldRule.Required)];
        return given.Count > most
            ? [Refusal.Invalid(field, FieldRule.OutOfRange, atMost: most)]
            : given.Select((one, i) => each(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), one));
    }

    private static Refusal? Graduation(DateOnly? day, DateOnly? born, DecisionContext context)
    {
        var last = context.Today.AddDays(DaysToGraduation);
        return day < born ? Refusal.Invalid("profile.graduatedOn", FieldRule.BeforeBirth)
            : day > last ? Refusal.Invalid("profile.graduatedOn", FieldRule.OutOfRange, atMost: last)
            : null;
    }

    private static Refusal? Number(string field, string? number) =>
        number is null || NumberOf(number) is not null ? null : Refusal.Invalid(field, FieldRule.BadCode);

    private static Refusal? ListCode(string field, string list, string? code, DecisionContext context) =>
        code is null || context.Codes.IsValid(list, code, context.Today) ? null : Refusal.NotInList(field, $"/v1/code-lists/{list}");

    private static string? Code(string field, string list, string? code, List<UnverifiedValue> aside, DecisionContext context) =>
        code is null || context.Codes.IsValid(list, code, context.Today) ? code : Aside(field, code, Doubt.NotInList, aside);

    private static string? Read(string field, string? given, Func<string, string?> read, List<UnverifiedValue> aside) =>
        given is null ? null : read(given) ?? Aside(field, given, Doubt.Malformed, aside);

    private static string? Aside(string field, string given, Doubt doubt, List<UnverifiedValue> aside)
    {
        aside.Add(UnverifiedValue.Of("details.profile." + field, given, doubt));
        return null;
    }

    /// <summary>The skills in one text: members separated by commas, skills by semicolons.</summary>
    private static string Text(IEnumerable<PersonSkill> skills) =>
        string.Join(
            "; ",
            skills.Select(skill => string.Join(',', new[] { skill.Kind, skill.Level, skill.Trade, skill.Number }.Select(one => one ?? "")))
        );
}
