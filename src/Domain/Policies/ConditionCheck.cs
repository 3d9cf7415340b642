using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Services;
using Grid.Domain.Text;

namespace Grid.Domain.Policies;

/// <summary>What a condition may name besides facts.</summary>
/// <param name="Codes">The code lists.</param>
/// <param name="Policies">The policy list in force.</param>
/// <param name="RuleOf">The condition of another rule; null where there is none.</param>
public sealed record ConditionScope(CodeLists Codes, OfferList Policies, Func<string, Condition?> RuleOf);

/// <summary>Judges a condition before it is ever used: every fault with its place.</summary>
public static class ConditionCheck
{
    /// <summary>How deep conditions may be in each other.</summary>
    public const int Deepest = 6;

    /// <summary>How many conditions a rule may have, those of rules that it refers to included.</summary>
    public const int Most = 200;

    /// <summary>How many codes a comparison may name.</summary>
    public const int MostCodes = 100;

    /// <summary>Everything that is wrong; empty where the condition can be used.</summary>
    /// <param name="id">The rule that has it.</param>
    /// <param name="condition">What is judged.</param>
    /// <param name="scope">What it may name.</param>
    public static IReadOnlyList<ConditionFault> Faults(string id, Condition? condition, ConditionScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (condition is null)
            return [new ConditionFault("condition", ConditionFaultKind.Required)];
        var faults = new List<ConditionFault>();
        var left = Most;
        Look(condition, "condition", 1, scope, faults, ref left);
        if (left < 0)
            faults.Add(new ConditionFault("condition", ConditionFaultKind.TooMany) { AtMost = Most });
        if (faults.Count > 0)
            return faults;
        if (Ring(id, condition, "condition", scope, [id]) is { } ring)
            return [ring];
        var whole = Expanded(condition, scope.RuleOf);
        return ConditionLogic.Size(whole) > Most ? [new ConditionFault("condition", ConditionFaultKind.TooMany) { AtMost = Most }]
            : ConditionLogic.MatchesNobody(whole) ? [new ConditionFault("condition", ConditionFaultKind.MatchesNobody)]
            : [];
    }

    /// <summary>Whether every registered person fulfils it, as far as that can be seen without looking at persons.</summary>
    public static bool MatchesEverybody(Condition condition, Func<string, Condition?> ruleOf) =>
        ConditionLogic.MatchesNobody(new Condition { Not = Expanded(condition, ruleOf) });

    /// <summary>With the conditions of the rules that it refers to in their places. No rule may refer to itself.</summary>
    public static Condition Expanded(Condition condition, Func<string, Condition?> ruleOf)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(ruleOf);
        return condition switch
        {
            { Rule: { } rule } => ruleOf(rule) is { } other ? Expanded(other, ruleOf) : new Condition { Any = [] },
            { All: { } all } => condition with { All = [.. all.Select(part => Expanded(part, ruleOf))] },
            { Any: { } any } => condition with { Any = [.. any.Select(part => Expanded(part, ruleOf))] },
            { Not: { } not } => condition with { Not = Expanded(not, ruleOf) },
            _ => condition,
        };
    }

    private static void Look(Condition condition, string place, int depth, ConditionScope scope, List<ConditionFault> faults, ref int left)
    {
        left--;
        if (depth > Deepest || left < 0)
        {
            if (left >= 0)
                faults.Add(new ConditionFault(place, ConditionFaultKind.TooMany) { AtMost = Deepest });
            return;
        }

        object?[] kinds = [condition.All, condition.Any, condition.Not, condition.Fact, condition.Policy, condition.Rule];
        if (kinds.Count(kind => kind is not null) != 1)
        {
            faults.Add(
                new ConditionFault(place, ConditionFaultKind.ExactlyOne) { Allowed = ["all", "any", "not", "fact", "policy", "rule"] }
            );
            return;
        }

        if (condition is { All.Count: 0 } or { Any.Count: 0 })
            faults.Add(new ConditionFault($"{place}.{(condition.All is null ? "any" : "all")}", ConditionFaultKind.Empty));
        Comparisons(condition, place, scope, faults);
        foreach (var (where, part) in condition.Parts(place))
        {
            if (part is null)
                faults.Add(new ConditionFault(where, ConditionFaultKind.Required));
            else
                Look(part, where, depth + 1, scope, faults, ref left);
        }
    }

    private static void Comparisons(Condition condition, string place, ConditionScope scope, List<ConditionFault> faults)
    {
        var fact = PolicyFact.Find(condition.Fact);
        if (condition.Fact is not null && fact is null)
        {
            faults.Add(
                new ConditionFault($"{place}.fact", ConditionFaultKind.NotInList) { Allowed = [.. PolicyFact.All.Select(one => one.Id)] }
            );
            return;
        }

        if (condition.Rule is { } rule && scope.RuleOf(rule) is null)
            faults.Add(new ConditionFault($"{place}.rule", ConditionFaultKind.NotInList));
        if (condition.Policy is { } policy && scope.Policies.Items.All(item => !string.Equals(item.Code, policy, StringComparison.Ordinal)))
        {
            faults.Add(new ConditionFault($"{place}.policy", ConditionFaultKind.NotInList) { Allowed = ["/v1/policy-list"] });
        }

        var allowed = Allowed(condition, fact);
        foreach (var (name, value) in Given(condition).Where(given => !allowed.Contains(given.Name)))
            faults.Add(new ConditionFault($"{place}.{name}", ConditionFaultKind.NotAllowedHere) { Allowed = allowed });
        if (allowed.Length > 0 && Given(condition).All(given => !allowed.Contains(given.Name)))
            faults.Add(new ConditionFault(place, ConditionFaultKind.Required) { Allowed = allowed });
        Numbers(condition, place, fact, faults);
        Days(condition, place, faults);
        Codes(condition, place, fact, scope, faults);
    }

    private static void Numbers(Condition condition, string place, PolicyFact? fact, List<ConditionFault> faults)
    {
        if (fact is not { Type: PolicyFactType.Number })
            return;
        (string Name, int? Value, int Least)[] numbers =
        [
            ("atLeast", condition.AtLeast, 0),
            ("atMost", condition.AtMost, 0),
            ("below", condition.Below, 1),
        ];
        foreach (var (name, value, least) in numbers)
        {
            if (value < least || value > fact.Most)
            {
                faults.Add(new ConditionFault($"{place}.{name}", ConditionFaultKind.OutOfRange) { AtLeast = least, AtMost = fact.Most });
            }
        }

        if (condition is { AtMost: not null, Below: not null })
            faults.Add(new ConditionFault($"{place}.below", ConditionFaultKind.NotAllowedHere) { Allowed = ["atMost"] });
    }

    private static void Days(Condition condition, string place, List<ConditionFault> faults)
    {
        if (condition.From is not null && ConditionLogic.Day(condition.From) is null)
            faults.Add(new ConditionFault($"{place}.from", ConditionFaultKind.BadDate));
        if (condition.To is not null && ConditionLogic.Day(condition.To) is null)
            faults.Add(new ConditionFault($"{place}.to", ConditionFaultKind.BadDate));
        if (ConditionLogic.Day(condition.To) < ConditionLogic.Day(condition.From))
            faults.Add(new ConditionFault($"{place}.to", ConditionFaultKind.BeforeStart));
    }

    private static void Codes(Condition condition, string place, PolicyFact? fact, ConditionScope scope, List<ConditionFault> faults)
    {
        if (condition is { Is: not null, In: not null })
        {
            faults.Add(new ConditionFault($"{place}.in", ConditionFaultKind.NotAllowedHere) { Allowed = ["is"] });
            return;
        }

        if (condition.In is { Count: 0 })
            faults.Add(new ConditionFault($"{place}.in", ConditionFaultKind.Empty));
        if (condition.In is { Count: > MostCodes })
            faults.Add(new ConditionFault($"{place}.in", ConditionFaultKind.TooMany) { AtMost = MostCodes });
        var codes = condition.Is is { } one ? [("is", one)] : (condition.In ?? []).Select((code, i) => (Place(i), code)).ToArray();
        foreach (var (name, code) in codes)
        {
            if (!IsCode(condition, fact, code, scope))
                faults.Add(new ConditionFault($"{place}.{name}", ConditionFaultKind.NotInList) { Allowed = ListOf(condition, fact) });
        }

        static string Place(int i) => string.Create(CultureInfo.InvariantCulture, $"in[{i}]");
    }

    private static bool IsCode(Condition condition, PolicyFact? fact, string? code, ConditionScope scope) =>
        condition.Policy is not null ? ConditionLogic.StepOf(code) is not null
        : fact is { Type: PolicyFactType.Region } ? code is { Length: 2 or 4 or 6 or 9 or 12 } && code.All(char.IsAsciiDigit)
        : fact is not { List: { } list }
            || (
                code is not null
                && !fact.Hidden.Contains(code)
                && scope.Codes[list].Entries.Any(entry => string.Equals(entry.Code, code, StringComparison.Ordinal))
            );

    private static IReadOnlyList<string>? ListOf(Condition condition, PolicyFact? fact) =>
        condition.Policy is not null ? [.. Enum.GetValues<PolicyStep>().Select(EnumName.Of)]
        : fact?.List is { } list ? [$"/v1/code-lists/{list}"]
        : null;

    private static string[] Allowed(Condition condition, PolicyFact? fact) =>
        (condition, fact?.Type) switch
        {
            ({ Policy: not null }, _) => ["is", "in"],
            (_, PolicyFactType.Number) => ["atLeast", "atMost", "below"],
            (_, PolicyFactType.Code or PolicyFactType.Codes or PolicyFactType.Region) => ["is", "in"],
            (_, PolicyFactType.Day) => ["from", "to"],
            _ => [],
        };

    private static IEnumerable<(string Name, object Value)> Given(Condition condition) =>
        new (string Name, object? Value)[]
        {
            ("is", condition.Is),
            ("in", condition.In),
            ("atLeast", condition.AtLeast),
            ("atMost", condition.AtMost),
            ("below", condition.Below),
            ("from", condition.From),
            ("to", condition.To),
        }
            .Where(given => given.Value is not null)
            .Select(given => (given.Name, given.Value!));

    /// <summary>Where a rule leads back to one that leads to it; null where none does.</summary>
    private static ConditionFault? Ring(string id, Condition condition, string place, ConditionScope scope, IReadOnlyList<string> through)
    {
        if (condition.Rule is { } rule)
        {
            if (through.Contains(rule, StringComparer.Ordinal) || through.Count > Deepest)
                return new ConditionFault($"{place}.rule", ConditionFaultKind.Circular) { Allowed = [.. through, rule] };
            return
                scope.RuleOf(rule) is { } other
                && other
                    .Parts(place)
                    .Prepend((place, other))
                    .Select(part => Ring(rule, part.Item2, place, scope, [.. through, rule]))
                    .FirstOrDefault(found => found is not null)
                    is { } ring
                ? ring with
                {
                    Place = $"{place}.rule",
                }
                : null;
        }

        return condition.Parts(place).Select(part => Ring(id, part.Part, part.Place, scope, through)).FirstOrDefault(f => f is not null);
    }
}
