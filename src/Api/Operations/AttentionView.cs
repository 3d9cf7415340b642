using Grid.Api.Problems;

namespace Grid.Api.Operations;

/// <summary>Somebody must act: what is the matter, and the way to act. Absent where nobody must.</summary>
/// <param name="Code">Stable, such as <c>platform-refused</c>.</param>
/// <param name="What">What is the matter.</param>
/// <param name="Do">What to do.</param>
/// <param name="Roles">Who can do it.</param>
/// <param name="Href">Where to look.</param>
public sealed record AttentionView(string Code, Words What, Words Do, IReadOnlyList<string> Roles, string Href)
{
    internal static AttentionView Of(AttentionKind kind, string region) =>
        new(kind.Code, kind.What, kind.Do, kind.Roles, kind.Href.Replace("{region}", region, StringComparison.Ordinal));
}
