namespace Grid.Api.Problems;

/// <summary>One field that is wrong. Never holds what was sent: that may name a person.</summary>
/// <param name="Field">JSON path in the body (<c>details.telephone</c>), or <c>query.x</c>, <c>path.x</c>, <c>header.x</c>.</param>
/// <param name="Code">Why, for programs; its text is in <see cref="FieldCodes"/>.</param>
public sealed record FieldError(string Field, string Code)
{
    /// <summary>What may stand there, when it is a short list.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>More about the cause, in English, from the rules; nothing personal.</summary>
    public string? More { get; init; }
}
