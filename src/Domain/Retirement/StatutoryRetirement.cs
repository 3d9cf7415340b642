using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Retirement;

/// <summary>
/// The statutory retirement month (法定退休年龄) from 1 January 2025: the decision of 13 September 2024 and its measures. Age never proves that a
/// pension is drawn and never ends a registration (79/2020 (十): until lawfully drawing basic pension); it only says from when asking the
/// pension data is worth while.
/// </summary>
public static class StatutoryRetirement
{
    /// <summary>One may retire up to three years early, though not before the old age.</summary>
    public const int FlexibleMonths = 36;

    /// <summary>
    /// Months by which retirement is later than at the old age: 0 to 36, for <see cref="RetirementCategory.Woman50"/> to 60.
    /// </summary>
    public static int DelayMonths(YearMonth birth, RetirementCategory category)
    {
        if (IsEarly(category))
            return 0;
        var (_, start, step, cap) = Rule(category);
        var since = birth.MonthsSince(start);
        return since < 0 ? 0 : Math.Min(cap, (since / step) + 1);
    }

    /// <summary>The month in which the statutory age is reached: birth month + old age + delay.</summary>
    public static YearMonth MonthOf(DateOnly birthDate, RetirementCategory category)
    {
        var birth = YearMonth.Of(birthDate);
        return OldAgeMonth(birth, category).AddMonths(DelayMonths(birth, category));
    }

    /// <summary>
    /// The month from which a pension match is scheduled: the later of birth month + old age and statutory month − 36. When the category is
    /// not known, the earliest of those that are possible.
    /// </summary>
    /// <param name="birthDate">From the identity number.</param>
    /// <param name="sex">Unknown or not stated: every category is possible.</param>
    /// <param name="category">Null when not known. It wins over <paramref name="sex"/>.</param>
    public static YearMonth PensionMatchFrom(DateOnly birthDate, Sex sex, RetirementCategory? category = null) =>
        Possible(sex, category).Min(c => MatchFrom(birthDate, c));

    /// <summary>The categories that may be recorded of somebody of that sex: all where it is not known.</summary>
    public static IReadOnlyList<RetirementCategory> Recordable(Sex sex) =>
        [
            .. Enum.GetValues<RetirementCategory>()
                .Where(category =>
                    sex switch
                    {
                        Sex.Male => category
                            is RetirementCategory.Man60
                                or RetirementCategory.ManSpecialTrade55
                                or RetirementCategory.ManSickness50,
                        Sex.Female => category
                            is not (RetirementCategory.Man60 or RetirementCategory.ManSpecialTrade55 or RetirementCategory.ManSickness50),
                        _ => true,
                    }
                ),
        ];

    /// <summary>
    /// The categories that may apply; of somebody of whom none is known the ordinary ones, because nothing speaks for an early one.
    /// </summary>
    public static IReadOnlyList<RetirementCategory> Possible(Sex sex, RetirementCategory? category = null) =>
        (category, sex) switch
        {
            ({ } known, _) => [known],
            (null, Sex.Male) => [RetirementCategory.Man60],
            (null, Sex.Female) => [RetirementCategory.Woman55, RetirementCategory.Woman50],
            _ => [RetirementCategory.Man60, RetirementCategory.Woman55, RetirementCategory.Woman50],
        };

    private static YearMonth MatchFrom(DateOnly birthDate, RetirementCategory category)
    {
        var oldAge = OldAgeMonth(YearMonth.Of(birthDate), category);
        var flexible = MonthOf(birthDate, category).AddMonths(-FlexibleMonths);
        return flexible > oldAge ? flexible : oldAge;
    }

    private static YearMonth OldAgeMonth(YearMonth birth, RetirementCategory category) => birth.AddMonths(OldAge(category) * 12);

    /// <summary>Early retirement keeps its ages: the decision of 2024 moves the statutory ones only.</summary>
    private static bool IsEarly(RetirementCategory category) =>
        category
            is RetirementCategory.ManSpecialTrade55
                or RetirementCategory.WomanSpecialTrade45
                or RetirementCategory.ManSickness50
                or RetirementCategory.WomanSickness45;

    private static int OldAge(RetirementCategory category) =>
        category switch
        {
            RetirementCategory.ManSpecialTrade55 => 55,
            RetirementCategory.ManSickness50 => 50,
            RetirementCategory.WomanSpecialTrade45 or RetirementCategory.WomanSickness45 => 45,
            _ => Rule(category).OldAge,
        };

    private static (int OldAge, YearMonth Start, int Step, int Cap) Rule(RetirementCategory category) =>
        category switch
        {
            RetirementCategory.Man60 => (60, new YearMonth(1965, 1), 4, 36),
            RetirementCategory.Woman55 => (55, new YearMonth(1970, 1), 4, 36),
            RetirementCategory.Woman50 => (50, new YearMonth(1975, 1), 2, 60),
            _ => throw new ArgumentOutOfRangeException(nameof(category), category, "No such category."),
        };
}

/// <summary>
/// Which retirement age applies to a person. For women it depends on the post; that somebody worked in a special trade or is retired early
/// for sickness is seldom known at first. Unknown is allowed everywhere: a category only says from when asking the pension data is worth
/// while.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<RetirementCategory>))]
public enum RetirementCategory
{
    /// <summary>Men: 60, moving to 63.</summary>
    Man60,

    /// <summary>Women in management and technical posts, usually also flexibly insured ones: 55, moving to 58.</summary>
    Woman55,

    /// <summary>Women in workers' posts: 50, moving to 55.</summary>
    Woman50,

    /// <summary>Men in special trades (特殊工种: underground, at heights, in heat, very heavy or harmful work): 55, not moved.</summary>
    ManSpecialTrade55,

    /// <summary>Women in special trades: 45, not moved.</summary>
    WomanSpecialTrade45,

    /// <summary>Men retired early because sickness or an accident outside work took their ability to work (病退): 50, not moved.</summary>
    ManSickness50,

    /// <summary>Women retired early for sickness: 45, not moved.</summary>
    WomanSickness45,
}
