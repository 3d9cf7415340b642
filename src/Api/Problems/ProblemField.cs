namespace Grid.Api.Problems;

/// <summary>One wrong field in an answer.</summary>
/// <param name="Field">JSON path in the body, or <c>query.x</c>, <c>path.x</c>, <c>header.x</c>.</param>
/// <param name="Code">For programs.</param>
/// <param name="Detail">For people.</param>
/// <param name="Allowed">What may be given instead, when it is a short list.</param>
/// <param name="AtLeast">The least that is allowed, inclusive: a number of characters, an amount, a day (yyyy-MM-dd) or a moment.</param>
/// <param name="AtMost">The most that is allowed, inclusive.</param>
public sealed record ProblemField(string Field, string Code, string Detail, IReadOnlyList<string>? Allowed, string? AtLeast, string? AtMost)
{
    internal static ProblemField Of(FieldError error, Language language)
    {
        var text = FieldCodes.TextOf(error.Code).In(language);
        var limits = (error.AtLeast, error.AtMost, language) switch
        {
            (null, null, _) => "",
            ({ } least, null, Language.English) => $" (at least {least})",
            (null, { } most, Language.English) => $" (at most {most})",
            ({ } least, { } most, Language.English) => $" ({least} to {most})",
            ({ } least, null, _) => $"(不小于或不早于 {least})",
            (null, { } most, _) => $"(不大于或不晚于 {most})",
            ({ } least, { } most, _) => $"({least} 至 {most})",
        };
        var more = error.More is null || language != Language.English ? "" : $" ({error.More})";
        return new ProblemField(
            error.Field,
            error.Code,
            text + (error.Entry is null ? "" : ": " + error.Entry) + limits + more,
            error.Allowed,
            error.AtLeast,
            error.AtMost
        );
    }
}
