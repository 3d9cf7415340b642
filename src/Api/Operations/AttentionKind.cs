using Grid.Api.Problems;

namespace Grid.Api.Operations;

/// <summary>Something for which somebody must act.</summary>
/// <param name="Code">Stable; alerts and handbooks name it.</param>
/// <param name="What">What is the matter.</param>
/// <param name="Do">What to do.</param>
/// <param name="Roles">Who can do it.</param>
/// <param name="Href">Where to look.</param>
public sealed record AttentionKind(string Code, Words What, Words Do, IReadOnlyList<string> Roles, string Href);
