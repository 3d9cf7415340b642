using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>A person's part of a household, and the rules for the household as a whole.</summary>
public sealed class HouseholdTests
{
    private const string One = "0123456789abcdef0123456789abcdef";
    private const string Other = "fedcba9876543210fedcba9876543210";

    private readonly SmallRegister r = Scripts.Registered();

    private PersonRecord Record => r.Records[0];

    [Fact]
    public void A_person_is_a_member_of_one_household_and_joins_it_once()
    {
        Scripts.Ok(r.Ask(0, new JoinHousehold(One), World.Clerk));
        var sequence = Record.Sequence;
        Scripts.Ok(r.Ask(0, new JoinHousehold(One), World.Clerk));
        Assert.Equal((sequence, One), (Record.Sequence, Record.Registration!.Household!.Id));
        Assert.Equal(RefusalCode.InOtherHousehold, r.Ask(0, new JoinHousehold(Other), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new LeaveHousehold(One), World.OtherClerk).Refusal!.Code);
        Assert.Equal(FieldRule.BadCode, r.Ask(0, new JoinHousehold("x"), World.Clerk).Refusal!.Rule);

        // Leaving another one changes nothing.
        Scripts.Ok(r.Ask(0, new LeaveHousehold(Other), World.Clerk));
        Assert.NotNull(Record.Registration.Household);
        Scripts.Ok(r.Ask(0, new LeaveHousehold(One), World.Clerk));
        Assert.Null(Record.Registration.Household);
        Scripts.Ok(r.Ask(0, new JoinHousehold(Other), World.Clerk));
    }

    [Fact]
    public void A_member_who_finds_work_leaves_a_duty_to_look_at_the_household_and_nothing_else()
    {
        Scripts.Ok(r.Ask(0, new JoinHousehold(One), World.Clerk));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        var duty = Assert.Single(Record.Duties);
        Assert.Equal((DutyKind.HouseholdCheck, World.Urban, World.Day("2026-03-16")), (duty.Kind, duty.Office, duty.Due.Date));
        Assert.Equal(One, Record.Past[^1].Registration.Household!.Id);

        // A check of the day before does not answer it.
        Scripts.Ok(r.Ask(0, new SettleHousehold(One, World.Day("2026-03-01")), World.Clerk));
        Scripts.Ok(r.Ask(0, new SettleHousehold(Other, World.Day("2026-03-02")), World.Clerk));
        Assert.Single(Record.Duties);
        Scripts.Ok(r.Ask(0, new SettleHousehold(One, World.Day("2026-03-02")), World.Clerk));
        Assert.Empty(Record.Duties);
        Assert.Contains(r.Journal, e => e is DutyClosed { Kind: DutyKind.HouseholdCheck, How: DutyClosing.InTime });
        r.CheckFolds();
    }

    [Fact]
    public void An_exit_that_is_taken_back_leaves_nothing_to_look_at()
    {
        Scripts.Ok(r.Ask(0, new JoinHousehold(One), World.Clerk));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Scripts.Ok(r.Ask(0, new RevokeExit(Record.Past[^1].Number, World.Hand()), World.Clerk));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.HouseholdCheck);
        Assert.Equal((One, false), (Record.Registration!.Household!.Id, Record.Registration.Household.IsToCheck));

        // One that is no work leaves no duty either.
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.NoWorkAbility), World.Clerk));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.HouseholdCheck);
    }

    [Fact]
    public void The_duty_stays_with_the_exit_when_the_person_registers_again()
    {
        Scripts.Ok(r.Ask(0, new JoinHousehold(One), World.Clerk));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.SelfEmployed), World.Clerk));
        Scripts.Register(r, 0);
        Assert.Null(Record.Registration!.Household);
        Assert.Single(Record.Duties, d => d.Kind == DutyKind.HouseholdCheck);
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Assert.Single(Record.Duties, d => d.Kind == DutyKind.HouseholdCheck);

        // Removing the member does not answer it.
        Scripts.Ok(r.Ask(0, new LeaveHousehold(One), World.Clerk));
        Assert.Single(Record.Duties, d => d.Kind == DutyKind.HouseholdCheck);
        Scripts.Ok(r.Ask(0, new SettleHousehold(One, World.Day("2026-03-02")), World.Clerk));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.HouseholdCheck);
    }

    [Fact]
    public void Members_are_registered_given_once_and_in_no_other_household()
    {
        Assert.Null(HouseholdRules.MayHave(null, [Record]));
        var twice = HouseholdRules.MayHave(null, [Record, Record])!;
        Assert.Equal(("members[1].personId", FieldRule.Duplicate), (twice.Field, twice.Rule));
        var unregistered = HouseholdRules.MayHave(null, [Record, r.Records[1]])!;
        Assert.Equal((RefusalCode.HouseholdMemberNotRegistered, "members[1].personId"), (unregistered.Code, unregistered.Field));
        Scripts.Ok(r.Ask(0, new JoinHousehold(Other), World.Clerk));
        Assert.Equal(RefusalCode.InOtherHousehold, HouseholdRules.MayHave(null, [Record])!.Code);
        Assert.Equal(RefusalCode.InOtherHousehold, HouseholdRules.MayHave(Made(), [Record])!.Code);
        Assert.Null(HouseholdRules.MayHave(Made() with { Id = Guid.Parse(Other) }, [Record]));
        Assert.Equal(RefusalCode.HouseholdNotInState, HouseholdRules.MayHave(Made(HouseholdState.Ended), [])!.Code);
    }

    [Fact]
    public void The_recognition_is_proposed_by_one_and_confirmed_by_another_while_all_are_registered()
    {
        Assert.Equal(RefusalCode.HouseholdMemberNotRegistered, Propose(Made())!.Code);
        Scripts.Ok(r.Ask(0, new JoinHousehold(One), World.Clerk));
        Assert.Null(Propose(Made()));
        Assert.Equal(RefusalCode.BasisNotEnough, HouseholdRules.MayPropose(Made(), [Record], World.Word("都没工作"), r.Now)!.Code);
        Assert.Equal(RefusalCode.HouseholdNotInState, Propose(Made(HouseholdState.Recognised))!.Code);

        var proposed = Made(HouseholdState.Proposed) with { ProposedBy = World.Supervisor.Subject };
        Assert.Equal(RefusalCode.SupervisorNeeded, HouseholdRules.MayConfirm(proposed, [Record], World.Clerk)!.Code);
        Assert.Equal(RefusalCode.SecondPersonNeeded, HouseholdRules.MayConfirm(proposed, [Record], World.Supervisor)!.Code);
        Assert.Null(HouseholdRules.MayConfirm(proposed, [Record], World.OtherSupervisor));
        Assert.Equal(RefusalCode.HouseholdNotInState, HouseholdRules.MayConfirm(Made(), [Record], World.OtherSupervisor)!.Code);
        Assert.Equal(RefusalCode.HouseholdNotInState, HouseholdRules.MayReject(Made())!.Code);

        // Somebody found work in between.
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Assert.Equal(RefusalCode.HouseholdMemberNotRegistered, HouseholdRules.MayConfirm(proposed, [Record], World.OtherSupervisor)!.Code);
        Assert.Equal(RefusalCode.HouseholdNotInState, HouseholdRules.MayCheck(Made(HouseholdState.Ended), World.Hand(), r.Now)!.Code);
        Assert.Null(HouseholdRules.MayCheck(Made(HouseholdState.Recognised), World.Hand(), r.Now));
    }

    private Refusal? Propose(Household household) => HouseholdRules.MayPropose(household, [Record], World.Hand("入户核查"), r.Now);

    private Household Made(HouseholdState state = HouseholdState.Entered) =>
        new()
        {
            Id = Guid.Parse(One),
            Office = World.Urban,
            State = state,
            Version = 1,
            Members = [new HouseholdMember(World.IdOf(0), "0", r.Now, null)],
            Others = [new HouseholdOthers("2", 1)],
            CreatedAt = r.Now,
        };
}
