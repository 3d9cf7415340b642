using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Persons;
using Grid.Domain.Services;
using Grid.Domain.Text;

namespace Grid.Domain.Policies;

/// <summary>What a rule is for.</summary>
[JsonConverter(typeof(StrictEnumConverter<PolicyRulePurpose>))]
public enum PolicyRulePurpose
{
    /// <summary>A support policy: the person is told and helped (79/2020 (三)).</summary>
    Policy = 1,

    /// <summary>
    /// Who may be entitled to the minimum living allowance (最低生活保障): told, and exchanged with civil affairs (79/2020 (五)).
    /// </summary>
    Allowance = 2,
}

/// <summary>How many persons one run of a rule may tell before it asks an operator; the larger of the two counts.</summary>
public sealed record PolicyLimit(int Persons, int PerThousand) : Discreet
{
    public long Of(long registered) => Math.Max(Persons, registered * PerThousand / 1000);
}

/// <summary>An eligibility rule as an official writes it: data, never code.</summary>
public sealed record PolicyRuleText : Discreet
{
    /// <summary>Letters, digits and hyphens, at most 20; all versions of a rule have it.</summary>
    public required string Id { get; init; }

    public required PolicyRulePurpose Purpose { get; init; }

    /// <summary>Code of the policy list; absent for the allowance, which is no policy of the list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Policy { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    public required Condition Condition { get; init; }

    /// <summary>First day, inclusive.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day, inclusive; null while it is open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? To { get; init; }

    /// <summary>Working days in which the office helps a person who was told, or records that the person does not want it.</summary>
    public required int HelpWorkingDays { get; init; }

    /// <summary>Working days in which the office records what became of an application.</summary>
    public required int ResultWorkingDays { get; init; }

    public required PolicyLimit Limit { get; init; }

    /// <summary>Of the allowance: whether the law lets the person refuse that the data go to civil affairs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MayRefuse { get; init; }

    /// <summary>What civil affairs' rules have in place of a policy's code.</summary>
    public const string AllowanceCode = "allowance";

    /// <summary>The policy, or <see cref="AllowanceCode"/>.</summary>
    [JsonIgnore]
    public string PolicyCode => Policy ?? AllowanceCode;

    public bool IsInForceOn(DateOnly day) => From <= day && (To is null || To >= day);
}

/// <summary>A version of a rule that was approved.</summary>
/// <param name="Version">From 1, for each rule.</param>
/// <param name="Released">
/// Its first run is done: from then on it is looked at with every command to a person, too. Before, a rule that matches everybody could
/// tell any number of persons without a limit.
/// </param>
public sealed record PolicyRule(PolicyRuleText Text, int Version, bool Released) : Discreet;

/// <summary>The rules that are approved, compiled, as one consistent version. Immutable; any thread may read.</summary>
public sealed class PolicyRules
{
    private readonly Dictionary<string, PolicyRule[]> byId;
    private readonly Dictionary<(string, int), Func<PolicyFacts, bool?>> compiled = [];

    public PolicyRules(IEnumerable<PolicyRule> approved)
    {
        byId = approved
            .GroupBy(rule => rule.Text.Id, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.OrderBy(rule => rule.Version).ToArray(), StringComparer.Ordinal);
        foreach (var rule in byId.Values.SelectMany(versions => versions))
        {
            compiled[(rule.Text.Id, rule.Version)] = ConditionLogic.Compile(
                ConditionCheck.Expanded(rule.Text.Condition, other => LatestOf(other)?.Text.Condition)
            );
        }
    }

    public static PolicyRules None { get; } = new([]);

    /// <summary>Every approved version, by rule and version.</summary>
    public IEnumerable<PolicyRule> All => byId.OrderBy(rule => rule.Key, StringComparer.Ordinal).SelectMany(rule => rule.Value);

    /// <summary>
    /// For each rule that has begun, the version that holds on a day: the latest that has begun, which may be over, or one that is over where
    /// none is in force.
    /// </summary>
    public IEnumerable<PolicyRule> On(DateOnly day) =>
        byId.OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => rule.Value.LastOrDefault(version => version.Text.From <= day))
            .OfType<PolicyRule>();

    /// <summary>The newest version of a rule.</summary>
    public PolicyRule? LatestOf(string id) => byId.TryGetValue(id, out var versions) ? versions[^1] : null;

    public PolicyRule? Find(string id, int version) =>
        byId.TryGetValue(id, out var versions) ? versions.FirstOrDefault(one => one.Version == version) : null;

    /// <summary>
    /// Whether a person fulfils a version on the day of the facts; a version that is not in force is fulfilled by nobody. Null: the record
    /// must be opened for it.
    /// </summary>
    public bool? Holds(PolicyRule rule, PolicyFacts facts)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(facts);
        return rule.Text.IsInForceOn(facts.Today) ? compiled[(rule.Text.Id, rule.Version)](facts) : false;
    }
}

/// <summary>Rules as a file has them: what ships is a proposal that an official may make the own, and another approves.</summary>
public sealed class PolicyRuleFile
{
    private PolicyRuleFile(string version, IReadOnlyList<PolicyRuleText> rules) => (Version, Rules) = (version, rules);

    public static PolicyRuleFile BuiltIn { get; } = Parse(EmbeddedData.Read("services/rules.json"));

    public string Version { get; }

    public IReadOnlyList<PolicyRuleText> Rules { get; }

    /// <exception cref="DataFileException">It cannot be used, with all errors.</exception>
    public static PolicyRuleFile Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var read = file.As<RuleFile>();
        string[] errors =
        [
            .. string.IsNullOrWhiteSpace(read.Version) ? ["version: must be a text that is not empty"] : Array.Empty<string>(),
            .. read
                .Rules.GroupBy(rule => rule.Id, StringComparer.Ordinal)
                .Where(same => same.Count() > 1)
                .Select(same => $"rules: {same.Key} is listed twice"),
            .. read.Rules.SelectMany(
                (rule, i) =>
                    PolicyRuleCheck
                        .Faults(
                            rule,
                            new ConditionScope(CodeLists.BuiltIn, OfferList.BuiltInPolicies, id =>
                                read.Rules.FirstOrDefault(one => one.Id == id)?.Condition
                            )
                        )
                        .Select(fault => FormattableString.Invariant($"rules[{i}].{fault.Place}: {EnumName.Of(fault.Kind)}"))
            ),
        ];
        return errors.Length == 0 ? new PolicyRuleFile(read.Version, read.Rules) : throw new DataFileException(file.Name, errors);
    }

    private sealed record RuleFile(string Version, string? Note, IReadOnlyList<PolicyRuleText> Rules);
}

/// <summary>Judges a rule as a whole.</summary>
public static class PolicyRuleCheck
{
    public const int LongestId = 20;
    public const int MostWorkingDays = 250;
    public const int MostPersons = 1_000_000;

    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-');

    /// <summary>Every fault, with its place; empty where the rule can be used.</summary>
    public static IReadOnlyList<ConditionFault> Faults(PolicyRuleText rule, ConditionScope scope)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(scope);
        var faults = new List<ConditionFault>();
        if (!IsId(rule.Id))
            faults.Add(new ConditionFault("id", ConditionFaultKind.NotInList));
        if (string.IsNullOrWhiteSpace(rule.Zh))
            faults.Add(new ConditionFault("zh", ConditionFaultKind.Required));
        if (string.IsNullOrWhiteSpace(rule.En))
            faults.Add(new ConditionFault("en", ConditionFaultKind.Required));
        if (rule.Purpose == PolicyRulePurpose.Allowance && rule.Policy is not null)
            faults.Add(new ConditionFault("policy", ConditionFaultKind.NotAllowedHere));
        if (
            rule.Purpose == PolicyRulePurpose.Policy
            && scope.Policies.Items.All(item => !string.Equals(item.Code, rule.Policy, StringComparison.Ordinal))
        )
        {
            faults.Add(new ConditionFault("policy", ConditionFaultKind.NotInList) { Allowed = ["/v1/policy-list"] });
        }

        if (rule.MayRefuse && rule.Purpose != PolicyRulePurpose.Allowance)
            faults.Add(new ConditionFault("mayRefuse", ConditionFaultKind.NotAllowedHere));
        if (rule.To < rule.From)
            faults.Add(new ConditionFault("to", ConditionFaultKind.BeforeStart));
        Range("helpWorkingDays", rule.HelpWorkingDays, 1, MostWorkingDays);
        Range("resultWorkingDays", rule.ResultWorkingDays, 1, MostWorkingDays);
        Range("limit.persons", rule.Limit.Persons, 1, MostPersons);
        Range("limit.perThousand", rule.Limit.PerThousand, 0, 1000);
        faults.AddRange(ConditionCheck.Faults(rule.Id, rule.Condition, scope));
        return faults;

        void Range(string place, int value, int least, int most)
        {
            if (value < least || value > most)
                faults.Add(new ConditionFault(place, ConditionFaultKind.OutOfRange) { AtLeast = least, AtMost = most });
        }
    }
}
