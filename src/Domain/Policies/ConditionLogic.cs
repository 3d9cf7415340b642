using System.Globalization;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Policies;

/// <summary>
/// Evaluates conditions, and sees without persons that no person fulfils one. The logic has two values for a person whose record was opened:
/// what is not known fulfils no comparison. Before, the answer of a part may be open (null), and with it that of the whole.
/// </summary>
public static class ConditionLogic
{
    /// <summary>Alternatives up to which the contradiction of a condition is looked for; beyond, none is claimed.</summary>
    private const int MostAlternatives = 512;

    /// <summary>The condition as a function; rules that it refers to must be in their places (<see cref="ConditionCheck.Expanded"/>).</summary>
    public static Func<PolicyFacts, bool?> Compile(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        switch (condition)
        {
            case { All: { } all }:
                var every = all.Select(Compile).ToArray();
                return facts => Every(every, facts);
            case { Any: { } any }:
                var some = any.Select(Compile).ToArray();
                return facts => Some(some, facts);
            case { Not: { } not }:
                var other = Compile(not);
                return facts => !other(facts);
            case { Policy: { } policy }:
                var steps = CodesOf(condition).Select(StepOf).OfType<PolicyStep>().ToHashSet();
                return facts => facts.Opened ? facts.Steps.TryGetValue(policy, out var step) && steps.Contains(step) : null;
            default:
                return OfFact(condition);
        }
    }

    /// <summary>Whether a person fulfils it; the record must have been opened.</summary>
    public static bool Holds(Condition condition, PolicyFacts facts) => Compile(condition)(facts) == true;

    /// <summary>Whether it can be answered from what is in the clear.</summary>
    public static bool NeedsRecord(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return condition.Policy is not null
            || PolicyFact.Find(condition.Fact) is { Sealed: true }
            || condition.Parts("").Any(part => NeedsRecord(part.Part));
    }

    /// <summary>How many conditions there are in it.</summary>
    internal static int Size(Condition condition) => 1 + condition.Parts("").Sum(part => Size(part.Part));

    /// <summary>
    /// Whether no person can fulfil it: each of its alternatives asks one fact for values that exclude each other. False where there are
    /// too many alternatives to look at.
    /// </summary>
    internal static bool MatchesNobody(Condition condition) =>
        Alternatives(condition, true) is { } alternatives && alternatives.All(terms => !CanBe(terms));

    internal static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A step by its name; null where there is none of it.</summary>
    internal static PolicyStep? StepOf(string? name) =>
        Enum.GetValues<PolicyStep>().Select(step => (PolicyStep?)step).FirstOrDefault(step => EnumName.Of(step!.Value) == name);

    internal static IReadOnlyList<string> CodesOf(Condition condition) => condition.Is is { } one ? [one] : condition.In ?? [];

    private static bool? Every(Func<PolicyFacts, bool?>[] parts, PolicyFacts facts)
    {
        bool? result = true;
        foreach (var part in parts)
        {
            switch (part(facts))
            {
                case false:
                    return false;
                case null:
                    result = null;
                    break;
            }
        }

        return result;
    }

    private static bool? Some(Func<PolicyFacts, bool?>[] parts, PolicyFacts facts)
    {
        bool? result = false;
        foreach (var part in parts)
        {
            switch (part(facts))
            {
                case true:
                    return true;
                case null:
                    result = null;
                    break;
            }
        }

        return result;
    }

    private static Func<PolicyFacts, bool?> OfFact(Condition condition)
    {
        if (PolicyFact.Find(condition.Fact) is not { } fact)
            throw new ArgumentException($"No fact '{condition.Fact}'.", nameof(condition));
        var (least, most) = Range(condition);
        var (from, to) = (Day(condition.From), Day(condition.To));
        var codes = CodesOf(condition).ToHashSet(StringComparer.Ordinal);
        Func<PolicyFacts, bool> known = fact.Id switch
        {
            "age" => facts => Within(facts.Age, least, most),
            "monthsRegistered" => facts => Within(facts.MonthsSince(facts.RegisteredOn), least, most),
            "monthsUnemployed" => facts => Within(facts.MonthsSince(facts.UnemployedOn), least, most),
            "monthsSinceGraduation" => facts => Within(facts.MonthsSince(facts.GraduatedOn), least, most),
            "sex" => facts => codes.Contains(facts.Sex),
            "education" => facts => facts.Education is { } education && codes.Contains(education),
            "reason" => facts => codes.Contains(facts.Reason),
            "category" => facts => facts.Categories.Any(codes.Contains),
            "jobWish" => facts => facts.JobWishes.Any(codes.Contains),
            "region" => facts => codes.Any(code => IsWithin(facts.Office, code)),
            "registeredOn" => facts => Within(facts.RegisteredOn, from, to),
            "unemployedOn" => facts => Within(facts.UnemployedOn, from, to),
            "hardship" => facts => facts.Hardship,
            "drawsBenefit" => facts => facts.DrawsBenefit,
            "byReference" => facts => facts.ByReference,
            "disabled" => facts => facts.Disabled,
            "onAllowance" => facts => facts.OnAllowance,
            _ => throw new ArgumentException($"No value for the fact '{fact.Id}'.", nameof(condition)),
        };
        return fact.Sealed ? facts => facts.Opened ? known(facts) : null : facts => known(facts);
    }

    /// <summary>An office's code is its region's and two digits.</summary>
    private static bool IsWithin(string office, string region)
    {
        // A whole province is also written with zeros (360000), a city too (360100).
        var prefix =
            region is { Length: 6 } && region.EndsWith("0000", StringComparison.Ordinal) ? region[..2]
            : region is { Length: 6 } && region.EndsWith("00", StringComparison.Ordinal) ? region[..4]
            : region;
        return office.Length - 2 >= prefix.Length && office.StartsWith(prefix, StringComparison.Ordinal);
    }

    private static bool Within(int? value, int least, int most) => value is { } known && known >= least && known <= most;

    private static bool Within(DateOnly day, DateOnly? from, DateOnly? to) => (from is null || day >= from) && (to is null || day <= to);

    private static (int Least, int Most) Range(Condition condition) =>
        (condition.AtLeast ?? 0, Math.Min(condition.AtMost ?? int.MaxValue, (condition.Below ?? int.MaxValue) - 1));

    /// <summary>One comparison, or its contrary.</summary>
    private readonly record struct Term(Condition Comparison, bool Holds);

    /// <summary>The condition as alternatives of terms; null where there are too many.</summary>
    private static List<Term[]>? Alternatives(Condition condition, bool holds)
    {
        if (condition.Not is { } not)
            return Alternatives(not, !holds);
        var parts = condition.All ?? condition.Any;
        if (parts is null)
        {
            Term[] only = [new Term(condition, holds)];
            return [only];
        }

        var together = (condition.All is not null) == holds;
        List<Term[]> made = together
            ?
            [
                [],
            ]
            : [];
        foreach (var part in parts)
        {
            if (Alternatives(part, holds) is not { } those || those.Count * Math.Max(made.Count, 1) > MostAlternatives)
                return null;
            made = together ? [.. made.SelectMany(left => those.Select(right => (Term[])[.. left, .. right]))] : [.. made, .. those];
        }

        return made.Count > MostAlternatives ? null : made;
    }

    /// <summary>Whether the terms do not exclude each other, fact by fact.</summary>
    private static bool CanBe(Term[] terms) =>
        terms
            .GroupBy(term => term.Comparison.Fact ?? "policy " + term.Comparison.Policy, StringComparer.Ordinal)
            .All(same =>
                PolicyFact.Find(same.Key) switch
                {
                    { Type: PolicyFactType.Number } fact => NumberCanBe([.. same], fact),
                    { Type: PolicyFactType.Day } => DayCanBe([.. same]),
                    { Type: PolicyFactType.Flag } => same.Select(term => term.Holds).Distinct().Count() == 1,

                    // Only what is the same in both: the whole list may have changed by the day of the evaluation.
                    { Type: PolicyFactType.Codes } => CodesCanBe([.. same]),
                    { Type: PolicyFactType.Region } => RegionCanBe([.. same]),
                    _ => CodeCanBe([.. same]),
                }
            );

    /// <summary>Contraries count only where the value is known of everybody; of the others the unknown fulfils them.</summary>
    private static bool NumberCanBe(Term[] terms, PolicyFact fact)
    {
        var isKnown = fact.Id is "monthsRegistered" or "monthsUnemployed";
        if (!isKnown && terms.All(term => !term.Holds))
            return !terms.Any(IsEverything);
        var asked = terms.Where(term => term.Holds).Select(term => Range(term.Comparison)).ToArray();
        var (least, most) = (asked.Select(range => range.Least).Append(0).Max(), asked.Select(range => range.Most).Append(fact.Most).Min());
        var barred = terms.Where(term => !term.Holds).Select(term => Range(term.Comparison)).ToArray();
        for (var value = least; value <= most; value++)
        {
            if (barred.All(range => value < range.Least || value > range.Most))
                return true;
        }

        return false;

        // "At least 0" holds for all of whom the value is known, and nearly nobody is without it.
        bool IsEverything(Term term) => Range(term.Comparison) is { Least: 0 } range && range.Most >= fact.Most;
    }

    private static bool DayCanBe(Term[] terms)
    {
        var asked = terms.Where(term => term.Holds).ToArray();
        var from = asked.Select(term => Day(term.Comparison.From) ?? DateOnly.MinValue).Append(DateOnly.MinValue).Max();
        var to = asked.Select(term => Day(term.Comparison.To) ?? DateOnly.MaxValue).Append(DateOnly.MaxValue).Min();
        if (from > to)
            return false;
        return terms
            .Where(term => !term.Holds)
            .All(term => (Day(term.Comparison.From) ?? DateOnly.MinValue) > from || (Day(term.Comparison.To) ?? DateOnly.MaxValue) < to);
    }

    private static bool CodeCanBe(Term[] terms)
    {
        var asked = terms.Where(term => term.Holds).Select(term => CodesOf(term.Comparison)).ToArray();
        if (asked.Length == 0)
            return true;
        var barred = terms.Where(term => !term.Holds).SelectMany(term => CodesOf(term.Comparison)).ToHashSet(StringComparer.Ordinal);
        return asked.Aggregate((one, other) => [.. one.Intersect(other, StringComparer.Ordinal)]).Any(code => !barred.Contains(code));
    }

    private static bool CodesCanBe(Term[] terms)
    {
        var barred = terms.Where(term => !term.Holds).SelectMany(term => CodesOf(term.Comparison)).ToHashSet(StringComparer.Ordinal);
        return terms.Where(term => term.Holds).All(term => CodesOf(term.Comparison).Any(code => !barred.Contains(code)));
    }

    private static bool RegionCanBe(Term[] terms)
    {
        var asked = terms.Where(term => term.Holds).Select(term => CodesOf(term.Comparison)).ToArray();
        var barred = terms.Where(term => !term.Holds).SelectMany(term => CodesOf(term.Comparison)).ToArray();
        return asked.Length == 0
            || asked[0]
                .Any(code =>
                    asked.All(codes => codes.Any(other => IsWithin(code + "01", other) || IsWithin(other + "01", code)))
                    && !barred.Any(other => IsWithin(code + "01", other))
                );
    }
}
