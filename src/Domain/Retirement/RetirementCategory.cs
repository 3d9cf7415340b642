using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Retirement;

/// <summary>Which statutory retirement age applied before 2025. For women it depends on the post and may be unknown.</summary>
[JsonConverter(typeof(StrictEnumConverter<RetirementCategory>))]
public enum RetirementCategory
{
    /// <summary>Men: 60, moving to 63.</summary>
    Man60,

    /// <summary>Women in management and technical posts, usually also flexibly insured ones: 55, moving to 58.</summary>
    Woman55,

    /// <summary>Women in workers' posts: 50, moving to 55.</summary>
    Woman50,
}
