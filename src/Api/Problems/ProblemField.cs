namespace Grid.Api.Problems;

/// <summary>One wrong field in an answer.</summary>
/// <param name="Field">JSON path in the body, or <c>query.x</c>, <c>path.x</c>, <c>header.x</c>.</param>
/// <param name="Code">For programs.</param>
/// <param name="Detail">For people.</param>
/// <param name="Allowed">What may stand there, when it is a short list.</param>
public sealed record ProblemField(string Field, string Code, string Detail, IReadOnlyList<string>? Allowed)
{
    internal static ProblemField Of(FieldError error, Language language)
    {
        var text = FieldCodes.TextOf(error.Code).In(language);
        return new ProblemField(error.Field, error.Code, error.More is null ? text : $"{text} ({error.More})", error.Allowed);
    }
}
