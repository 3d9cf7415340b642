namespace Grid.Api.Problems;

/// <summary>One entry of the problem catalogue: what kinds of <c>application/problem+json</c> the API answers with.</summary>
/// <param name="Code">Stable, for programs; the problem's type is <c>/problems/{code}</c>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What is wrong, without the case.</param>
/// <param name="Detail">What to do about it.</param>
public sealed record ProblemKind(string Code, int Status, Words Title, Words Detail)
{
    /// <summary>The article of the notice on which it rests, as "79/2020 (四)".</summary>
    public string? Article { get; init; }

    /// <summary>Seconds after which repeating makes sense; also the header <c>Retry-After</c>.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The problem's type, a path at this service that documents it.</summary>
    public string Type => "/problems/" + Code;
}
