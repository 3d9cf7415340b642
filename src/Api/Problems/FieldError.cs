using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Problems;

/// <summary>One field that is wrong. Never holds what was sent: that may name a person.</summary>
/// <param name="Field">JSON path in the body (<c>details.telephone</c>), or <c>query.x</c>, <c>path.x</c>, <c>header.x</c>.</param>
/// <param name="Code">Why, for programs: one code for each rule; its text is in <see cref="FieldCodes"/>.</param>
public sealed record FieldError(string Field, string Code)
{
    /// <summary>What may be given instead, when it is a short list.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The least that is allowed, inclusive: a number of characters, an amount, a day or a moment.</summary>
    public string? AtLeast { get; init; }

    /// <summary>The most that is allowed, inclusive.</summary>
    public string? AtMost { get; init; }

    /// <summary>
    /// The entry that is meant (a day, a code), where the field holds many and it names nobody; the same in every language.
    /// </summary>
    public string? Entry { get; init; }

    /// <summary>More about the cause, in English, shown in English answers only; nothing personal.</summary>
    public string? More { get; init; }

    /// <summary>The fields that a refusal of the rules names: by the rule that each breaks, or by the refusal's own code.</summary>
    internal static IReadOnlyList<FieldError> Of(Refusal refusal) =>
        [
            .. refusal
                .Each()
                .Where(one => one.Field is not null)
                .Select(one => new FieldError(one.Field!, one.Rule is { } rule ? EnumName.Of(rule) : EnumName.Of(one.Code))
                {
                    AtLeast = one.AtLeast,
                    AtMost = one.AtMost,
                    Allowed = one.Code == RefusalCode.InvalidField && one.Allowed.Count > 0 ? one.Allowed : null,
                }),
        ];
}
