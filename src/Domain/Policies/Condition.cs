using System.Text.Json.Serialization;
using Grid.Domain.Persons;

namespace Grid.Domain.Policies;

/// <summary>
/// A condition of an eligibility rule: data that an official can read and write, never code. Exactly one of <see cref="All"/>,
/// <see cref="Any"/>, <see cref="Not"/>, <see cref="Fact"/>, <see cref="Policy"/> and <see cref="Rule"/> is there; the other members belong
/// to a fact or a policy. What is not known of a person fulfils no comparison.
/// </summary>
public sealed record Condition : Discreet
{
    /// <summary>Every one of these holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Condition>? All { get; init; }

    /// <summary>At least one of these holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Condition>? Any { get; init; }

    /// <summary>This does not hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Condition? Not { get; init; }

    /// <summary>A fact of the person (<see cref="PolicyFact"/>): compared below; a yes-or-no fact alone means yes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fact { get; init; }

    /// <summary>One code.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Is { get; init; }

    /// <summary>One of these codes; of a region, it or one below it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? In { get; init; }

    /// <summary>A number, inclusive.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AtLeast { get; init; }

    /// <summary>A number, inclusive.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AtMost { get; init; }

    /// <summary>A number, exclusive.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Below { get; init; }

    /// <summary>First day, inclusive, yyyy-MM-dd.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    /// <summary>Last day, inclusive, yyyy-MM-dd.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? To { get; init; }

    /// <summary>Code of the policy list: how far the person is with it, by <see cref="Is"/> or <see cref="In"/> (steps).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Policy { get; init; }

    /// <summary>Id of another rule, whose condition holds too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Rule { get; init; }

    /// <summary>The parts below this one, with their places.</summary>
    internal IEnumerable<(string Place, Condition Part)> Parts(string place) =>
        [
            .. (All ?? []).Select((part, i) => (FormattableString.Invariant($"{place}.all[{i}]"), part)),
            .. (Any ?? []).Select((part, i) => (FormattableString.Invariant($"{place}.any[{i}]"), part)),
            .. Not is { } not ? [($"{place}.not", not)] : Array.Empty<(string, Condition)>(),
        ];
}

/// <summary>What is wrong with a rule: the place, which rule of the language it breaks, and what may be there instead.</summary>
/// <param name="Place">JSON path, such as <c>condition.all[1].atLeast</c>.</param>
public sealed record ConditionFault(string Place, ConditionFaultKind Kind)
{
    public IReadOnlyList<string>? Allowed { get; init; }

    public int? AtLeast { get; init; }

    public int? AtMost { get; init; }
}

/// <summary>The kinds of faults; the edge has a text for each.</summary>
public enum ConditionFaultKind
{
    /// <summary>Exactly one of the kinds of condition must be given.</summary>
    ExactlyOne,

    /// <summary>Something must be here.</summary>
    Required,

    /// <summary>A list without entries.</summary>
    Empty,

    /// <summary>There is no such fact, code, policy or rule.</summary>
    NotInList,

    /// <summary>This comparison does not fit the fact.</summary>
    NotAllowedHere,

    /// <summary>A number out of range.</summary>
    OutOfRange,

    /// <summary>A day that is not written yyyy-MM-dd.</summary>
    BadDate,

    /// <summary>The end lies before the beginning.</summary>
    BeforeStart,

    /// <summary>Too many conditions, or too deep.</summary>
    TooMany,

    /// <summary>The rule refers to itself, directly or through others.</summary>
    Circular,

    /// <summary>No person can fulfil it.</summary>
    MatchesNobody,
}
