using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Policies;

namespace Grid.Domain.Tests.Persons;

/// <summary>A person who fulfils a rule is told once, and helped by a duty of the office (79/2020 (三)).</summary>
public sealed class PolicyMatchingTests
{
    private static readonly PolicyRule Hardship = Rule("post", "P010", new() { Fact = "hardship" });

    private readonly SmallRegister r = Scripts.Registered();

    private PersonRecord Record => r.Records[0];

    private IReadOnlyList<PolicyCase> Cases => Record.Registration!.Service.PolicyCases;

    internal static PolicyRule Rule(string id, string? policy, Condition condition, int version = 1, bool released = true) =>
        new(
            new PolicyRuleText
            {
                Id = id,
                Purpose = policy is null ? PolicyRulePurpose.Allowance : PolicyRulePurpose.Policy,
                Policy = policy,
                Zh = id,
                En = id,
                Condition = condition,
                From = World.Day("2026-01-01"),
                HelpWorkingDays = 5,
                ResultWorkingDays = 10,
                Limit = new PolicyLimit(10, 0),
                MayRefuse = true,
            },
            version,
            released
        );

    [Fact]
    public void A_change_that_makes_the_person_entitled_tells_once()
    {
        r.Rules = new PolicyRules([Hardship]);
        Recognize();
        Assert.Equal(("post", PolicyStep.Told), Cases.Select(one => (one.Rule, one.Step)).Single());
        Assert.Single(r.Notices, notice => notice.Kind == NoticeKind.PolicyHint);
        var duty = Assert.Single(Record.Duties, d => d.Kind == DutyKind.PolicyHelp);
        Assert.Equal((World.Urban, World.Day("2026-03-09")), (duty.Office, duty.Due.Date));

        Grade();
        Evaluate(Hardship);
        Assert.Single(r.Notices, notice => notice.Kind == NoticeKind.PolicyHint);
        Assert.Single(r.JournalOf(0).OfType<PolicyMatched>());
    }

    [Fact]
    public void A_version_before_its_first_run_is_done_tells_by_the_run_alone()
    {
        r.Rules = new PolicyRules([Hardship with { Released = false }]);
        Recognize();
        Assert.Empty(Cases);
        Assert.Equal(OutcomeKind.PolicyTold, Evaluate(Hardship with { Released = false }));
        Assert.Equal(OutcomeKind.PolicyUnchanged, Evaluate(Hardship));
    }

    [Fact]
    public void A_reminder_tells_nobody()
    {
        Recognize();
        r.Rules = new PolicyRules([Hardship]);
        r.Now = r.Now.AddDays(40);
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Assert.Empty(Cases);
    }

    [Fact]
    public void Each_step_is_a_duty_until_the_result()
    {
        Recognize();
        Evaluate(Hardship);
        Step(PolicyStep.Helped);
        Assert.Equal(DutyClosing.InTime, Closed(DutyKind.PolicyHelp));
        var duty = Assert.Single(Record.Duties, d => d.Kind == DutyKind.PolicyResult);
        Assert.Equal(World.Day("2026-03-16"), duty.Due.Date);

        r.Now = r.Now.AddDays(3);
        Step(PolicyStep.Applied);
        Assert.Equal(r.Now.Date.AddDays(0).Day, Record.Duties.Single(d => d.Kind == DutyKind.PolicyResult).OpenedOn.Day);
        Assert.Equal(
            ("evidence", FieldRule.Required),
            Wrong(r.Ask(0, new RecordPolicyStep("P010", PolicyStep.Granted, null, null), World.Clerk))
        );
        Assert.Equal(
            ("evidence.source", FieldRule.NoContent),
            Wrong(r.Ask(0, Answered(PolicyStep.Declined, new Evidence { Basis = EvidenceBasis.DataMatch }), World.Clerk))
        );
        Scripts.Ok(r.Ask(0, Answered(PolicyStep.Granted, World.Match(r.Now)), World.Clerk));
        Assert.Equal(World.Match(r.Now), Cases[0].ResultBy);
        Assert.Equal(World.Match(r.Now), r.JournalOf(0).OfType<PolicyStepped>().Last().Evidence);
        Assert.DoesNotContain(Record.Duties, d => d.Kind is DutyKind.PolicyHelp or DutyKind.PolicyResult);
        Assert.Equal((PolicyStep.Granted, ChinaTime.DateOf(r.Now)), (Cases[0].Step, Cases[0].ResultOn));
        Assert.Equal(OutcomeKind.PolicyUnchanged, Evaluate(Hardship));
        r.CheckFolds();
    }

    [Fact]
    public void Another_policys_step_closes_nothing()
    {
        Recognize();
        Evaluate(Hardship);
        Scripts.Ok(r.Ask(0, new RecordPolicyStep("P040", PolicyStep.Helped, null, null), World.Clerk));
        Assert.Single(Record.Duties, d => d.Kind == DutyKind.PolicyHelp);
    }

    [Fact]
    public void Not_entitled_any_more_ends_the_duty_and_entitled_again_is_told_again()
    {
        var months = Rule("fresh", "P040", new() { Fact = "monthsRegistered", Below = 1 });
        var veterans = Rule("fresh", "P040", new() { Fact = "monthsRegistered", AtLeast = 1 }, version: 2);
        Evaluate(months);
        r.Now = r.Now.AddDays(45);
        Assert.Equal(OutcomeKind.PolicyEnded, Evaluate(months));
        Assert.NotNull(Cases[0].EndedOn);
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.PolicyHelp);
        Assert.Equal(OutcomeKind.PolicyUnchanged, Evaluate(months));
        Assert.Equal(OutcomeKind.PolicyTold, Evaluate(veterans));
        Assert.Equal(2, r.Notices.Count(notice => notice.Kind == NoticeKind.PolicyHint));
    }

    [Fact]
    public void A_new_version_does_not_tell_again_whom_it_finds_too()
    {
        Recognize();
        Evaluate(Hardship);
        Assert.Equal(OutcomeKind.PolicyUnchanged, Evaluate(Hardship with { Version = 2 }));
    }

    [Fact]
    public void A_rule_that_is_over_or_a_policy_that_is_not_offered_tells_nobody()
    {
        Recognize();
        var over = Hardship with { Text = Hardship.Text with { To = World.Day("2026-03-01") } };
        Assert.Equal(OutcomeKind.PolicyUnchanged, Evaluate(over));
        Assert.Equal(OutcomeKind.PolicyUnchanged, Evaluate(Rule("gone", "P777", new() { Fact = "hardship" })));
        Evaluate(Hardship);
        Assert.Equal(OutcomeKind.PolicyEnded, Evaluate(over));
    }

    private void Recognize() =>
        Scripts.Ok(
            r.Ask(0, new RecordHardshipCheck(new HardshipRecognition("050", World.Day("2026-03-01"), null), World.Hand()), World.Clerk)
        );

    private void Grade() => Scripts.Ok(r.Ask(0, new SetGrade(ServiceGrade.Assisted, "需要指导"), World.Clerk));

    private static RecordPolicyStep Answered(PolicyStep step, Evidence evidence) => new("P010", step, null, null) { Evidence = evidence };

    private static (string?, FieldRule?) Wrong(Decision decision) => (decision.Refusal!.Field, decision.Refusal.Rule);

    private void Step(PolicyStep step) => Scripts.Ok(r.Ask(0, new RecordPolicyStep("P010", step, null, null), World.Clerk));

    private OutcomeKind Evaluate(PolicyRule rule) => Scripts.Ok(r.Ask(0, new EvaluatePolicy(rule), Actor.Register)).Kind;

    private DutyClosing Closed(DutyKind kind) => r.JournalOf(0).OfType<DutyClosed>().Last(e => e.Kind == kind).How;
}
