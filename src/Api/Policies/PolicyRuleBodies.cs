using System.Text.Json;
using Grid.Api.OpenApi;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Policies;

/// <summary>
/// A rule of who may be entitled to a policy, as it is proposed. Its condition is data: <c>all</c>, <c>any</c> and <c>not</c> of facts with
/// <c>is</c>, <c>in</c>, <c>atLeast</c>, <c>atMost</c>, <c>below</c>, <c>from</c>, <c>to</c>, steps of a <c>policy</c>, and other rules.
/// </summary>
public sealed record PolicyRuleBody : IRequest<PolicyRuleBody>
{
    private const int LongestName = 60;

    /// <summary>Letters, digits and hyphens, at most 20. A known one makes a new version.</summary>
    public string? Id { get; init; }

    /// <summary><c>policy</c> or <c>allowance</c>.</summary>
    public string? Purpose { get; init; }

    /// <summary>Code of <c>/v1/policy-list</c>; absent for the allowance.</summary>
    public string? Policy { get; init; }

    public string? Zh { get; init; }

    public string? En { get; init; }

    /// <summary>An object of the language of conditions, see docs/policies.md.</summary>
    public JsonElement? Condition { get; init; }

    /// <summary>First day, inclusive.</summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive; absent while it is open.</summary>
    public string? To { get; init; }

    /// <summary>Working days in which the office helps a person who was told.</summary>
    public int? HelpWorkingDays { get; init; }

    /// <summary>Working days in which the office records what became of it.</summary>
    public int? ResultWorkingDays { get; init; }

    /// <summary>So many persons one run may tell at least before it asks.</summary>
    public int? LimitPersons { get; init; }

    /// <summary>So many in a thousand registered persons; the larger of the two counts.</summary>
    public int? LimitPerThousand { get; init; }

    /// <summary>Of the allowance: whether the law lets the person refuse that the data go to civil affairs.</summary>
    public bool? MayRefuse { get; init; }

    /// <summary>True: that every registered person fulfils it is meant.</summary>
    public bool? MeansEverybody { get; init; }

    public static PolicyRuleBody Example { get; } =
        new()
        {
            Id = "training-long",
            Purpose = "policy",
            Policy = "P040",
            Zh = "长期失业人员职业培训补贴",
            En = "Training subsidy for the long-term unemployed",
            Condition = PolicyWhatIfBody.Example.Condition,
            From = "2026-12-01",
            HelpWorkingDays = 10,
            ResultWorkingDays = 30,
            LimitPersons = 200,
            LimitPerThousand = 20,
        };

    internal PolicyRuleText Read(Fields fields, ConditionScope scope)
    {
        var id = fields.Text(Id, "id", PolicyRuleCheck.LongestId, required: true);
        var purpose = fields.Name<PolicyRulePurpose>(Purpose, "purpose");
        var policy = fields.Text(Policy, "policy", 20);
        var zh = fields.Text(Zh, "zh", LongestName, required: true);
        var en = fields.Text(En, "en", 2 * LongestName, required: true);
        var from = fields.Date(From, "from", required: true);
        var to = fields.Date(To, "to");
        foreach (
            var (value, field) in new (object?, string)[]
            {
                (Condition, "condition"),
                (HelpWorkingDays, "helpWorkingDays"),
                (ResultWorkingDays, "resultWorkingDays"),
                (LimitPersons, "limitPersons"),
                (LimitPerThousand, "limitPerThousand"),
            }
        )
        {
            fields.Has(value, field);
        }

        fields.ThrowIfWrong();
        var text = new PolicyRuleText
        {
            Id = id!,
            Purpose = purpose!.Value,
            Policy = policy,
            Zh = zh!,
            En = en!,
            Condition = ConditionFields.Read(Condition)!,
            From = from!.Value,
            To = to,
            HelpWorkingDays = HelpWorkingDays!.Value,
            ResultWorkingDays = ResultWorkingDays!.Value,
            Limit = new PolicyLimit(LimitPersons!.Value, LimitPerThousand!.Value),
            MayRefuse = MayRefuse ?? false,
        };
        ConditionFields.Add(fields, PolicyRuleCheck.Faults(text, scope));
        if (text.To < fields.Today)
            fields.Beyond("to", FieldCodes.TooOld, fields.Today, null);
        fields.ThrowIfWrong();
        if (MeansEverybody != true && ConditionCheck.MatchesEverybody(text.Condition, scope.RuleOf))
            fields.Wrong("meansEverybody", FieldCodes.Required, ["true"]);
        fields.ThrowIfWrong();
        return text;
    }
}

/// <summary>A condition that is tried out on the register: nobody is told.</summary>
public sealed record PolicyWhatIfBody : IRequest<PolicyWhatIfBody>
{
    /// <summary>An object of the language of conditions, see docs/policies.md.</summary>
    public JsonElement? Condition { get; init; }

    public static PolicyWhatIfBody Example { get; } =
        new()
        {
            Condition = ConditionFields.Json(
                new Condition
                {
                    All = [new Condition { Fact = "monthsRegistered", AtLeast = 6 }, new Condition { Fact = "age", AtLeast = 40 }],
                }
            ),
        };

    internal Condition Read(Fields fields, ConditionScope scope)
    {
        var condition = ConditionFields.Read(Condition);
        ConditionFields.Add(fields, ConditionCheck.Faults("", condition, scope));
        fields.ThrowIfWrong();
        return condition!;
    }
}

/// <summary>Turns the faults of a condition into errors of fields.</summary>
internal static class ConditionFields
{
    /// <summary>The form of it; what it says is judged afterwards. Null where there is none.</summary>
    public static Condition? Read(JsonElement? given)
    {
        if (given is not { ValueKind: not JsonValueKind.Null } element)
            return null;
        BodyShape.Check(element, typeof(Condition), "condition");
        return element.Deserialize<Condition>(ApiJson.Options);
    }

    public static JsonElement Json(Condition condition) => JsonSerializer.SerializeToElement(condition, ApiJson.Options);

    public static void Add(Fields fields, IEnumerable<ConditionFault> faults)
    {
        foreach (var fault in faults)
        {
            var place = fault.Place switch
            {
                "limit.persons" => "limitPersons",
                "limit.perThousand" => "limitPerThousand",
                var other => other,
            };
            if (fault.AtLeast is not null || fault.AtMost is not null)
                fields.Beyond(place, EnumName.Of(fault.Kind), fault.AtLeast, fault.AtMost);
            else
                fields.Wrong(place, EnumName.Of(fault.Kind), fault.Allowed);
        }
    }
}

/// <summary>Approves a version that another proposed, or rejects it.</summary>
public sealed record PolicyDecisionBody : IRequest<PolicyDecisionBody>
{
    public bool? Approve { get; init; }

    public static PolicyDecisionBody Example { get; } = new() { Approve = true };

    internal bool Read(Fields fields)
    {
        fields.Has(Approve, "approve");
        fields.ThrowIfWrong();
        return Approve!.Value;
    }
}

/// <summary>Ends an approved version.</summary>
public sealed record PolicyEndBody : IRequest<PolicyEndBody>
{
    /// <summary>The last day, inclusive; yesterday or later.</summary>
    public string? Last { get; init; }

    public static PolicyEndBody Example { get; } = new() { Last = "2026-12-31" };

    internal DateOnly Read(Fields fields)
    {
        var last = fields.Date(Last, "last", required: true);
        if (last < fields.Today.AddDays(-1))
            fields.Beyond("last", FieldCodes.TooOld, fields.Today.AddDays(-1), null);
        fields.ThrowIfWrong();
        return last!.Value;
    }
}

/// <summary>Orders a run of a rule beside those of the nights.</summary>
public sealed record PolicyRunBody : IRequest<PolicyRunBody>
{
    public string? Rule { get; init; }

    public static PolicyRunBody Example { get; } = new() { Rule = "training-long" };

    internal string Read(Fields fields)
    {
        var rule = fields.Text(Rule, "rule", PolicyRuleCheck.LongestId, required: true);
        fields.ThrowIfWrong();
        return rule!;
    }
}

/// <summary>What an operator allows a run that has reached its limit.</summary>
public sealed record PolicyAllowanceBody : IRequest<PolicyAllowanceBody>
{
    private const int Most = 1_000_000;

    /// <summary>So many persons more.</summary>
    public int? Persons { get; init; }

    public string? Note { get; init; }

    public static PolicyAllowanceBody Example { get; } = new() { Persons = 5000, Note = "已与就业促进处核对,人数属实" };

    internal (int More, string Reason) Read(Fields fields)
    {
        if (Persons is null)
            fields.Wrong("persons", FieldCodes.Required);
        else if (Persons is < 1 or > Most)
            fields.Beyond("persons", FieldCodes.OutOfRange, 1, Most);
        var reason = OrderBody.ReadNote(fields, Note);
        fields.ThrowIfWrong();
        return (Persons!.Value, reason!);
    }
}

/// <summary>The rules that ship or that the province's file has, and every version in the register.</summary>
public sealed record PolicyRulesView(string FileVersion, IReadOnlyList<PolicyRuleView> Items);

/// <summary>A version of a rule.</summary>
/// <param name="Version">From 1; absent for one that only the file of proposals has.</param>
/// <param name="Status"><c>file</c>, <c>proposed</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="InForce">It holds today, and no later version does.</param>
/// <param name="Text">The condition in words.</param>
/// <param name="TextEn">The same in English.</param>
/// <param name="NeedsRecords">A what-if has to open sealed records for it.</param>
/// <param name="To">The last day; where it was ended early, that one.</param>
/// <param name="ReleasedAt">When its first run was done; from then on persons are also looked at when something of them changes.</param>
public sealed record PolicyRuleView(
    string Id,
    int? Version,
    [Among("PolicyRuleState")] string Status,
    bool InForce,
    [NamesOf<PolicyRulePurpose>] string Purpose,
    string? Policy,
    string Zh,
    string En,
    string Text,
    string TextEn,
    JsonElement Condition,
    bool NeedsRecords,
    DateOnly From,
    DateOnly? To,
    int HelpWorkingDays,
    int ResultWorkingDays,
    int LimitPersons,
    int LimitPerThousand,
    bool MayRefuse,
    string? ProposedBy,
    DateTimeOffset? ProposedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? EndedBy,
    DateTimeOffset? ReleasedAt
);

/// <summary>Makes the view of the rules.</summary>
internal static class PolicyRuleViews
{
    public static PolicyRulesView Of(
        PolicyRuleFile file,
        IReadOnlyList<PolicyRuleVersion> versions,
        IReferenceData reference,
        DateOnly today
    )
    {
        var rules = Approved(versions);
        var current = rules.On(today).Where(rule => rule.Text.IsInForceOn(today)).Select(rule => (rule.Text.Id, rule.Version)).ToHashSet();
        return new PolicyRulesView(
            file.Version,
            [
                .. versions.Select(one =>
                    View(one.InForce.Text, one, current.Contains((one.Text.Id, one.Version)) && one.Status == PolicyRuleStatus.Approved)
                ),
                .. file.Rules.Select(text => View(text, null, inForce: false)),
            ]
        );

        PolicyRuleView View(PolicyRuleText text, PolicyRuleVersion? version, bool inForce)
        {
            var (zh, en) = ConditionText.Of(text.Condition, CodeLists.BuiltIn, reference.Policies, NameOf);
            return new PolicyRuleView(
                text.Id,
                version?.Version,
                version is null ? "file" : EnumName.Of(version.Status),
                inForce,
                EnumName.Of(text.Purpose),
                text.Policy,
                text.Zh,
                text.En,
                zh,
                en,
                ConditionFields.Json(text.Condition),
                ConditionLogic.NeedsRecord(
                    ConditionCheck.Expanded(text.Condition, id => rules.LatestOf(id)?.Text.Condition ?? InFile(id)?.Condition)
                ),
                text.From,
                text.To,
                text.HelpWorkingDays,
                text.ResultWorkingDays,
                text.Limit.Persons,
                text.Limit.PerThousand,
                text.MayRefuse,
                version?.ProposedBy,
                version?.ProposedAt,
                version?.DecidedBy,
                version?.DecidedAt,
                version?.EndedBy,
                version?.ReleasedAt
            );
        }

        (string, string)? NameOf(string id) => (rules.LatestOf(id)?.Text ?? InFile(id)) is { } named ? (named.Zh, named.En) : null;
        PolicyRuleText? InFile(string id) => file.Rules.FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal));
    }

    public static PolicyRules Approved(IReadOnlyList<PolicyRuleVersion> versions) =>
        new(versions.Where(one => one.Status == PolicyRuleStatus.Approved).Select(one => one.InForce));

    public static ConditionScope Scope(PolicyRules rules, IReferenceData reference) =>
        new(CodeLists.BuiltIn, reference.Policies, id => rules.LatestOf(id)?.Text.Condition);
}

/// <summary>A version of a rule after a write.</summary>
public sealed record PolicyRuleTurnView(string Id, int Version, [NamesOf<PolicyRuleStatus>] string Status);

/// <summary>How many registered persons a condition would tell.</summary>
/// <param name="Text">The condition in words.</param>
/// <param name="Looked">Registered persons that were looked at.</param>
/// <param name="Opened">Of these, those whose sealed record had to be opened for it.</param>
/// <param name="Unreadable">Of these, those whose record could not be opened.</param>
/// <param name="Matches">How many fulfil it; absent where that would tell of few persons.</param>
/// <param name="FewerThan">Where a number is absent, it is at least 1 and less than this, or would give away one that is.</param>
/// <param name="Items">By county; counties with none are not there.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record PolicyWhatIfView(
    string Text,
    string TextEn,
    DateTimeOffset AsOf,
    long Looked,
    long Opened,
    long Unreadable,
    long? Matches,
    int FewerThan,
    IReadOnlyList<PolicyWhatIfLine> Items,
    long Milliseconds
);

/// <summary>A county of it.</summary>
public sealed record PolicyWhatIfLine(string Region, string? RegionName, long? Matches);

/// <summary>Takes small numbers out, so that no one is found by trying conditions.</summary>
internal static class SmallNumbers
{
    public const int FewerThan = 5;

    /// <summary>
    /// Null for small numbers. Where just one would be hidden, the sum would give it away: the next smallest is hidden as well, and where
    /// there is no other, the sum.
    /// </summary>
    public static (long? Sum, IReadOnlyDictionary<string, long?> Shown) Hidden(IReadOnlyDictionary<string, long> numbers)
    {
        var hidden = numbers.Where(one => one.Value < FewerThan).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        if (hidden.Count == 1 && numbers.Count > 1)
        {
            var others = numbers.Where(one => !hidden.Contains(one.Key));
            hidden.Add(others.OrderBy(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).First().Key);
        }

        var sum = numbers.Values.Sum();
        return (
            sum is > 0 and < FewerThan || (hidden.Count == 1 && numbers.Count == 1) ? null : sum,
            numbers.ToDictionary(one => one.Key, one => hidden.Contains(one.Key) ? null : (long?)one.Value, StringComparer.Ordinal)
        );
    }
}

/// <summary>The latest runs of rules, the newest first.</summary>
public sealed record PolicyRunsView(IReadOnlyList<PolicyRunView> Items);

/// <summary>A run of a rule over all registered persons.</summary>
/// <param name="Status"><c>running</c>, <c>asking</c> (an operator decides), <c>done</c> or <c>cancelled</c>.</param>
/// <param name="Looked">Persons looked at.</param>
/// <param name="Told">Persons told.</param>
/// <param name="Ended">Persons who do not fulfil it any more.</param>
/// <param name="Failed">Persons who could not be looked at; the next run does it.</param>
/// <param name="Allowed">Persons that it may tell before it asks.</param>
public sealed record PolicyRunView(
    string Id,
    string Rule,
    int Version,
    DateOnly Day,
    DateTimeOffset OpenedAt,
    string OpenedBy,
    [NamesOf<PolicyRunStatus>] string Status,
    long Looked,
    long Told,
    long Ended,
    long Failed,
    long Allowed,
    DateTimeOffset? WorkedAt,
    DateTimeOffset? EndedAt
)
{
    internal static PolicyRunView Of(PolicyRun run) =>
        new(
            run.Id.ToString("N"),
            run.Rule,
            run.Version,
            run.Day,
            run.OpenedAt,
            run.OpenedBy,
            EnumName.Of(run.Status),
            run.Looked,
            run.Told,
            run.Ended,
            run.Failed,
            run.Allowed,
            run.WorkedAt,
            run.EndedAt
        );
}

/// <summary>A run after an order.</summary>
/// <param name="Allowed">Persons that it may tell; absent where it ended.</param>
public sealed record PolicyRunTurnView(string Id, [NamesOf<PolicyRunStatus>] string Status, long? Allowed);
