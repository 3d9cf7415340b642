using System.Text.Json.Serialization;
using Grid.Domain.Policies;

namespace Grid.Domain.Persons;

/// <summary>
/// The register's own: look at the person by one rule, and tell what has become of it. The rule comes with its references in their places,
/// so the answer does not depend on what a silo has loaded.
/// </summary>
public sealed record EvaluatePolicy(PolicyRule Rule) : PersonCommand;

/// <summary>The person fulfils a rule: told once, and the office helps from now on (79/2020 (三), (五)).</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Version">The version that was fulfilled.</param>
/// <param name="Policy">Code of the policy list, or <see cref="PolicyRuleText.AllowanceCode"/>.</param>
/// <param name="HelpWorkingDays">In which the office helps.</param>
/// <param name="ResultWorkingDays">In which the office records what became of an application.</param>
public sealed record PolicyMatched(
    DateOnly On,
    string Rule,
    int Version,
    string Policy,
    PolicyRulePurpose Purpose,
    int HelpWorkingDays,
    int ResultWorkingDays,
    string Office
) : PersonEvent, IDated;

/// <summary>The person does not fulfil a rule any more; fulfilled again, it is told again.</summary>
public sealed record PolicyUnmatched(DateOnly On, string Rule, int Version, string Policy, string Office) : PersonEvent, IDated;

/// <summary>How far a person is with what a rule found.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Version">The version by which the person was told.</param>
/// <param name="Policy">Code of the policy, or <see cref="PolicyRuleText.AllowanceCode"/>.</param>
/// <param name="ToldOn">The day on which it was found and told.</param>
/// <param name="Step">The last step.</param>
/// <param name="StepOn">Its day.</param>
public sealed record PolicyCase(
    string Rule,
    int Version,
    string Policy,
    PolicyRulePurpose Purpose,
    int HelpWorkingDays,
    int ResultWorkingDays,
    DateOnly ToldOn,
    PolicyStep Step,
    DateOnly StepOn
) : Discreet
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? HelpedOn { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AppliedOn { get; init; }

    /// <summary>The day of the grant, or of the refusal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ResultOn { get; init; }

    /// <summary>
    /// What the answer rests on; null while there is none, of an older version, and of the allowance, whose answer has its own.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Evidence? ResultBy { get; init; }

    /// <summary>Since when the rule is not fulfilled any more; null while it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? EndedOn { get; init; }

    /// <summary>Nothing is left to do.</summary>
    [JsonIgnore]
    public bool IsSettled => EndedOn is not null || Step is PolicyStep.Granted or PolicyStep.Declined;
}

/// <summary>Finds which rules a person fulfils, and says each once.</summary>
internal static class PolicyMatching
{
    /// <summary>Cases that are over, of one registration, that are kept; the journal has all.</summary>
    private const int MostEnded = 20;

    public static Decision Decide(PersonRecord record, EvaluatePolicy command, DecisionContext context)
    {
        var found = Of(record, new PolicyRules([command.Rule]), context, all: true);
        return Decision.Accept(
            Outcomes.Of(
                found switch
                {
                    [PolicyMatched] => OutcomeKind.PolicyTold,
                    [PolicyUnmatched] => OutcomeKind.PolicyEnded,
                    _ => OutcomeKind.PolicyUnchanged,
                },
                record
            ),
            [.. found]
        );
    }

    /// <summary>What follows from a command that changed something: only by rules whose first run is done, and never from a reminder.</summary>
    public static IReadOnlyList<PersonEvent> Follow(
        PersonRecord after,
        PersonCommand command,
        IReadOnlyList<PersonEvent> events,
        DecisionContext context
    ) =>
        events.Count == 0 || command is Tick or EvaluatePolicy or ImportCases or ImportHistory or SettleImport
            ? []
            : Of(after, context.Rules, context, all: false);

    private static List<PersonEvent> Of(PersonRecord record, PolicyRules rules, DecisionContext context, bool all)
    {
        if (PolicyFacts.Of(record, context.Today) is not { } facts)
            return [];
        var registration = record.Registration!;
        var found = new List<PersonEvent>();
        foreach (var rule in rules.On(context.Today).Where(rule => all || rule.Released))
        {
            var (text, open) = (rule.Text, OpenOf(registration, rule.Text.Id));
            var holds = rules.Holds(rule, facts) == true && IsOffered(text, context);
            if (holds && open is null)
            {
                found.Add(
                    new PolicyMatched(
                        context.Today,
                        text.Id,
                        rule.Version,
                        text.PolicyCode,
                        text.Purpose,
                        text.HelpWorkingDays,
                        text.ResultWorkingDays,
                        registration.Office
                    )
                );
            }
            else if (!holds && open is not null)
            {
                found.Add(new PolicyUnmatched(context.Today, text.Id, open.Version, open.Policy, registration.Office));
            }
        }

        return found;
    }

    public static PolicyCase? OpenOf(Registration registration, string rule) =>
        registration.Service.PolicyCases.LastOrDefault(one =>
            one.EndedOn is null && string.Equals(one.Rule, rule, StringComparison.Ordinal)
        );

    /// <summary>A policy that is not offered any more is not told, whatever its rule says.</summary>
    private static bool IsOffered(PolicyRuleText text, DecisionContext context) =>
        text.Policy is null || context.Policies.Find(text.Policy, context.Today) is not null;

    public static PersonRecord Apply(PersonRecord record, PolicyMatched e) =>
        record.WithService(service =>
            service with
            {
                PolicyCases =
                [
                    .. Latest(service.PolicyCases),
                    new PolicyCase(
                        e.Rule,
                        e.Version,
                        e.Policy,
                        e.Purpose,
                        e.HelpWorkingDays,
                        e.ResultWorkingDays,
                        e.On,
                        PolicyStep.Told,
                        e.On
                    ),
                ],
            }
        );

    public static PersonRecord Apply(PersonRecord record, PolicyUnmatched e) =>
        Changed(
            record,
            one => one.EndedOn is null && string.Equals(one.Rule, e.Rule, StringComparison.Ordinal),
            one => one with { EndedOn = e.On }
        );

    public static PersonRecord Apply(PersonRecord record, PolicyStepped e) =>
        Changed(
            record,
            one => one.EndedOn is null && string.Equals(one.Policy, e.Policy, StringComparison.Ordinal),
            one => Stepped(one, e.Step, e.On) with { ResultBy = e.Step is PolicyStep.Granted or PolicyStep.Declined ? e.Evidence : null }
        );

    public static PersonRecord Apply(PersonRecord record, AllowanceRecorded e) =>
        Changed(
            record with
            {
                Allowance = new AllowanceResult(e.State, e.From, e.On),
            },
            one => one is { EndedOn: null, Purpose: PolicyRulePurpose.Allowance },
            one =>
                e.State switch
                {
                    AllowanceState.Granted => Stepped(one, PolicyStep.Granted, e.On),
                    AllowanceState.NotGranted => Stepped(one, PolicyStep.Declined, e.On),
                    _ => one,
                }
        );

    private static PolicyCase Stepped(PolicyCase one, PolicyStep step, DateOnly on) =>
        one with
        {
            Step = step,
            StepOn = on,
            HelpedOn = step == PolicyStep.Helped ? on : one.HelpedOn,
            AppliedOn = step == PolicyStep.Applied ? on : one.AppliedOn,
            ResultOn = step is PolicyStep.Granted or PolicyStep.Declined ? on : null,
        };

    private static PersonRecord Changed(PersonRecord record, Func<PolicyCase, bool> which, Func<PolicyCase, PolicyCase> change) =>
        record.Registration?.Service.PolicyCases.Any(which) == true
            ? record.WithService(service =>
                service with
                {
                    PolicyCases = [.. service.PolicyCases.Select(one => which(one) ? change(one) : one)],
                }
            )
            : record;

    private static IEnumerable<PolicyCase> Latest(IReadOnlyList<PolicyCase> cases)
    {
        var over = cases.Count(one => one.EndedOn is not null) - MostEnded;
        return over <= 0 ? cases : cases.Where(one => one.EndedOn is null || over-- <= 0);
    }
}

/// <summary>The open step of each case, as a duty of the office (79/2020 (三): tell them and help them apply).</summary>
internal static class PolicyDuties
{
    public static IEnumerable<Duty> Of(Registration registration, DecisionContext context) =>
        registration
            .Service.PolicyCases.Where(one => !one.IsSettled)
            .Select(one =>
                one.Step == PolicyStep.Told
                    ? Duty(registration, HelpKey(one.Rule), DutyKind.PolicyHelp, one.ToldOn, one.HelpWorkingDays, context)
                    : Duty(registration, ResultKey(one.Rule), DutyKind.PolicyResult, one.StepOn, one.ResultWorkingDays, context)
            );

    /// <summary>Whether the rule of this duty is not fulfilled any more: nothing is left to do.</summary>
    public static bool EndsWith(Duty duty, PolicyUnmatched e) => duty.Key == HelpKey(e.Rule) || duty.Key == ResultKey(e.Rule);

    private static string HelpKey(string rule) => $"policyHelp:{rule}";

    private static string ResultKey(string rule) => $"policyResult:{rule}";

    private static Duty Duty(
        Registration registration,
        string key,
        DutyKind kind,
        DateOnly from,
        int workingDays,
        DecisionContext context
    ) =>
        new()
        {
            Key = key,
            Kind = kind,
            Office = registration.Office,
            OpenedOn = from,
            Due = Deadlines.CalendarOf(registration.Office, context).DeadlineAfter(from, workingDays),
        };
}
