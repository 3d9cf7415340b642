namespace Grid.Domain.Persons.Refusals;

/// <summary>A command that is not carried out: why, by which article, and what is allowed instead.</summary>
public sealed record Refusal(RefusalCode Code)
{
    /// <summary>Article of the notice, e.g. "79/2020 (四)"; null where the refusal rests on no article.</summary>
    public string? Article { get; init; }

    /// <summary>The field of the request that is meant, as a JSON path (e.g. <c>details.health</c>).</summary>
    public string? Field { get; init; }

    /// <summary>What the field should have been, or more about the cause; in English, nothing personal in it.</summary>
    public string? Reason { get; init; }

    /// <summary>Codes or operations that are allowed instead.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    public static Refusal Invalid(string field, string reason) => new(RefusalCode.InvalidField) { Field = field, Reason = reason };
}
