using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Policies;

namespace Grid.Domain.Tests.Persons;

/// <summary>The list for civil affairs, the person's choice, and the results that come back (79/2020 (五)).</summary>
public sealed class CivilAffairsTests
{
    private static readonly Actor Affairs = new("civil-affairs", Role.CivilAffairs, null);

    private static readonly PolicyRule Rule = PolicyMatchingTests.Rule("allowance", null, new() { Fact = "monthsRegistered", Below = 600 });

    private readonly SmallRegister r = Scripts.Registered();

    private PersonRecord Record => r.Records[0];

    [Fact]
    public void Who_may_be_entitled_is_told_and_listed_once()
    {
        Evaluate();
        Evaluate();
        Assert.Equal([ListChange.Added], Changes());
        Assert.Single(r.Notices, notice => notice.Kind == NoticeKind.AllowanceHint);
    }

    [Fact]
    public void Corrected_data_are_a_change_and_other_data_are_none()
    {
        Evaluate();
        Scripts.Ok(r.Ask(0, new SetGrade(ServiceGrade.Assisted, "需要指导"), World.Clerk));
        Assert.Equal([ListChange.Added], Changes());
        Scripts.Ok(r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求转移"), World.Clerk));
        Assert.Equal([ListChange.Added, ListChange.Changed], Changes());
    }

    [Fact]
    public void An_exit_takes_the_person_off_and_its_revocation_back_on()
    {
        Evaluate();
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Assert.Equal([ListChange.Added, ListChange.Removed], Changes());
        Assert.Null(AllowanceListing.Of(Record));
        Scripts.Ok(r.Ask(0, new RevokeExit(Record.Past[^1].Number, World.Hand()), World.Supervisor));
        Assert.Equal([ListChange.Added, ListChange.Removed, ListChange.Added], Changes());
    }

    [Fact]
    public void Who_refuses_is_never_listed_and_is_told_all_the_same()
    {
        Choose(true, World.Applicant);
        Evaluate();
        Assert.Empty(Changes());
        Assert.Single(r.Notices, notice => notice.Kind == NoticeKind.AllowanceHint);
        Choose(false, World.Clerk);
        Assert.Equal([ListChange.Added], Changes());
        Choose(true, World.Clerk);
        Choose(true, World.Clerk);
        Assert.Equal([ListChange.Added, ListChange.Removed], Changes());
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new ChooseExchange(false), World.OtherClerk).Refusal!.Code);
    }

    [Fact]
    public void A_rule_may_leave_no_choice()
    {
        r.Rules = new PolicyRules([Rule with { Text = Rule.Text with { MayRefuse = false } }]);
        Assert.Equal(RefusalCode.ExchangeNotRefusable, r.Ask(0, new ChooseExchange(true), World.Clerk).Refusal!.Code);
    }

    [Fact]
    public void The_choice_outlives_the_registration()
    {
        Choose(true, World.Clerk);
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Assert.True(Record.RefusesExchange);
    }

    [Fact]
    public void A_result_is_recorded_once_and_what_contradicts_it_is_refused()
    {
        Assert.Equal(RefusalCode.NotExchanged, Result(AllowanceState.Granted, "2026-03-01").Refusal!.Code);
        Assert.Equal(RefusalCode.NotExchanged, Result(AllowanceState.Granted, "2026-03-01", delivered: false).Refusal!.Code);
        Evaluate();
        Assert.Equal(RefusalCode.NotDelivered, Result(AllowanceState.Granted, "2026-03-01", delivered: false).Refusal!.Code);
        Assert.Null(Record.Allowance);
        Assert.Null(Result(AllowanceState.Granted, "2026-03-01").Refusal);
        Assert.Equal(AllowanceState.Granted, Record.Allowance!.State);
        Assert.DoesNotContain(Record.Duties, d => d.Kind is DutyKind.PolicyHelp or DutyKind.PolicyResult);
        var sequence = Record.Sequence;
        Assert.Null(Result(AllowanceState.Granted, "2026-03-01").Refusal);
        Assert.Equal(sequence, Record.Sequence);

        Assert.Equal(("from", FieldRule.BeforeStart), Wrong(Result(AllowanceState.NotGranted, "2026-03-01")));
        Assert.Equal(("from", FieldRule.BeforeStart), Wrong(Result(AllowanceState.Ended, "2026-02-20")));
        Assert.Equal(("from", FieldRule.InFuture), Wrong(Result(AllowanceState.Ended, "2026-03-05")));
        Assert.Null(Result(AllowanceState.Ended, "2026-03-02").Refusal);
        r.Now = r.Now.AddDays(1);
        Assert.Equal(RefusalCode.AllowanceNotGranted, Result(AllowanceState.Ended, "2026-03-03").Refusal!.Code);
    }

    [Fact]
    public void Only_data_show_it_and_nobody_else_reports_it()
    {
        Evaluate();
        Assert.Equal(
            RefusalCode.BasisNotEnough,
            r.Ask(0, new RecordAllowance(AllowanceState.Granted, World.Day("2026-03-01"), World.Hand(), true), Affairs).Refusal!.Code
        );
        Assert.NotNull(
            r.Ask(0, new RecordAllowance(AllowanceState.Granted, World.Day("2026-03-01"), World.Match(r.Now), true), World.Feed).Refusal
        );
    }

    [Fact]
    public void The_result_is_sealed_in_the_journal_and_changes_no_figure()
    {
        Evaluate();
        var counted = r.CountsOf(0).Count;
        Result(AllowanceState.NotGranted, "2026-03-01");
        var change = r.JournalOf(0).OfType<AllowanceRecorded>().Single();
        Assert.DoesNotContain("otGranted", JournalPrivacy.Readable(change), StringComparison.Ordinal);
        Assert.Equal(counted, r.CountsOf(0).Count);
        Assert.DoesNotContain(r.PlatformItems, item => item.Content.GetRawText().Contains("llowance", StringComparison.Ordinal));
    }

    private void Evaluate() => Scripts.Ok(r.Ask(0, new EvaluatePolicy(Rule), Actor.Register));

    private void Choose(bool refuses, Actor by) => Scripts.Ok(r.Ask(0, new ChooseExchange(refuses), by));

    private Decision Result(AllowanceState state, string from, bool delivered = true) =>
        r.Ask(0, new RecordAllowance(state, World.Day(from), World.Match(r.Now), delivered), Affairs);

    private static (string?, FieldRule?) Wrong(Decision decision) => (decision.Refusal!.Field, decision.Refusal.Rule);

    private ListChange[] Changes() => [.. r.JournalOf(0).OfType<AllowanceListed>().Select(e => e.Change)];
}
