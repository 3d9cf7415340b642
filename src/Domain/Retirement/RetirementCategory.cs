using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Retirement;

/// <summary>
/// Which retirement age applies to a person. For women it depends on the post; that somebody worked in a special trade or is retired early for sickness is seldom known at first. Unknown is
/// allowed everywhere: a category only says from when asking the pension data is worth while.
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
