using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Ends that one clerk's word is not enough for.</summary>
public sealed class SecondPersonTests
{
    [Fact]
    public void Entered_in_error_waits_for_a_supervisor_who_is_another_person()
    {
        var r = Scripts.Registered();
        var proposed = Propose(r, World.Clerk);
        Assert.Equal(OutcomeKind.Proposed, proposed.Kind);
        Assert.Equal(World.Day("2026-03-03"), proposed.Due);
        Assert.NotNull(r.Records[0].Registration);
        Assert.Equal(World.Day("2026-03-03"), Assert.Single(r.Records[0].Duties, d => d.Kind == DutyKind.SecondPerson).Due.Date);

        Assert.Equal(RefusalCode.SupervisorNeeded, Confirm(r, proposed, World.SecondClerk).Refusal!.Code);
        Assert.Equal(
            RefusalCode.SecondPersonNeeded,
            Confirm(r, proposed, World.Supervisor with { Subject = World.Clerk.Subject }).Refusal!.Code
        );
        Assert.Equal(RefusalCode.NoProposal, r.Ask(0, new ConfirmProposal("another"), World.Supervisor).Refusal!.Code);
        Assert.Equal(RefusalCode.NotYourCase, Confirm(r, proposed, new Actor("s", Role.Supervisor, "98190001")).Refusal!.Code);
        var done = Scripts.Ok(Confirm(r, proposed, World.Supervisor));
        Assert.Equal(OutcomeKind.EnteredInError, done.Kind);
        Assert.Null(r.Records[0].Registration);
        Assert.Null(r.Records[0].Proposal);
        Assert.DoesNotContain(r.Records[0].Duties, d => d.Kind == DutyKind.SecondPerson);
        Assert.Equal(0, Contributions.Stock(r.CountsOf(0)));
        r.CheckFolds();
    }

    [Fact]
    public void It_informs_who_applied_although_nothing_of_them_is_left()
    {
        var r = States.Of("exited");
        var owner = r.Records[0].Details!.Telephone!.Value;
        Scripts.Register(r, 0, with: a => a with { Name = PersonName.Parse("别人"), Details = World.Details("13900139000") });
        var number = r.Records[0].Registration!.Number;
        Scripts.EndInError(r, 0);
        var message = Assert.Single(r.Notices, n => n.Kind == NoticeKind.EnteredInError);
        Assert.Equal(
            ("13900139000", number.Value),
            (message.Facts.GetProperty("telephone").GetString(), message.Facts.GetProperty("number").GetString())
        );
        Assert.Equal(owner, r.Records[0].Details!.Telephone!.Value);

        // The owner is dead, and who applied is not.
        var dead = Scripts.Registered();
        Scripts.Ok(dead.Ask(0, States.Exit(ExitReason.Death), World.Clerk));
        Scripts.Ok(dead.Ask(0, World.Application(World.Citizen(), dead.Now), World.Clerk));
        Scripts.EndInError(dead, 0);
        Assert.Single(dead.Notices, n => n.Kind == NoticeKind.EnteredInError);
    }

    [Fact]
    public void It_names_the_right_number_or_why_there_is_none()
    {
        var r = States.Of("submitted");
        var number = r.Records[0].Application!.Number;
        void Refused(EndAsEnteredInError command, string field, FieldRule rule)
        {
            var refusal = r.Ask(0, command, World.Supervisor).Refusal!;
            Assert.Equal((RefusalCode.InvalidField, field, rule), (refusal.Code, refusal.Field, refusal.Rule!.Value));
        }

        Refused(new EndAsEnteredInError(number, "x"), "rightNumber", FieldRule.RightNumberOrWhyNone);
        Refused(
            new EndAsEnteredInError(number, "x") { RightNumber = World.Citizen(2), NoRightNumber = NoRightNumber.NobodyApplied },
            "noRightNumber",
            FieldRule.RightNumberOrWhyNone
        );
        Refused(new EndAsEnteredInError(number, "x") { RightNumber = World.Citizen() }, "rightNumber", FieldRule.SameNumber);
        Scripts.Ok(r.Ask(0, new EndAsEnteredInError(number, "末位录错") { RightNumber = World.Citizen(2) }, World.Supervisor));
        Assert.Equal(
            RefusalCode.ProposalWaits,
            r.Ask(0, new EndAsEnteredInError(number, "末位录错") { RightNumber = World.Citizen(2) }, World.OtherSupervisor).Refusal!.Code
        );
        Scripts.Ok(r.Ask(0, new ConfirmProposal(r.Records[0].Proposal!.Id), World.OtherSupervisor));
        Assert.Equal(World.Citizen(2), Assert.Single(r.Records[0].InError).RightNumber);
    }

    [Fact]
    public void What_the_proposal_was_about_may_be_over_when_it_is_confirmed()
    {
        var r = States.Of("submitted");
        var proposed = Propose(r, World.Supervisor);
        Scripts.Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.Clerk));
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        var refusal = Confirm(r, proposed, World.OtherSupervisor).Refusal!;
        Assert.Equal(RefusalCode.NoOpenApplication, refusal.Code);
        Assert.Equal(["persons.reject-proposal"], refusal.Allowed);
        Assert.True(r.Records[0].Application!.IsOpen);
        Scripts.Ok(r.Ask(0, new RejectProposal(proposed.Reference!, "已由本人撤回"), World.Clerk));
        Assert.Null(r.Records[0].Proposal);
        Assert.Empty(r.Records[0].InError);
    }

    [Fact]
    public void Giving_up_is_the_persons_own_recorded_statement_and_a_second_person_looks()
    {
        var r = Scripts.Registered();
        r.Now = World.At("2026-05-04T10:00");
        var said = new ExitDetails
        {
            Reason = ExitReason.GaveUpJobSeeking,
            On = World.Day("2026-05-04"),
            Evidence = World.Word("三次拒绝介绍工作"),
        };
        foreach (
            var (exit, rule) in new[]
            {
                (said, FieldRule.NeedsOwnStatement),
                (said with { Statement = World.Said(r.Now, "。") }, FieldRule.NoContent),
                (said with { Statement = World.Said(r.Now.AddMinutes(6)) }, FieldRule.InFuture),
                (said with { Statement = World.Said(World.At("2026-03-01T23:59")) }, FieldRule.OlderThanContradicted),
                (said with { Statement = World.Said(r.Now), On = World.Day("2026-05-03") }, FieldRule.BeforeStatement),
                (said with { Statement = World.Said(r.Now), Reason = ExitReason.Hired }, FieldRule.OnlyWithGaveUp),
            }
        )
        {
            Assert.Equal(rule, r.Ask(0, new RecordExit(exit), World.Clerk).Refusal!.Rule);
        }

        Assert.Equal(
            OutcomeKind.ExitProposed,
            Scripts.Ok(r.Ask(0, new RecordExit(said with { Statement = World.Said(r.Now) }), World.Clerk)).Kind
        );
        Assert.NotNull(r.Records[0].Registration);
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.GivingUpRecorded);
        Assert.Equal(RefusalCode.SecondPersonNeeded, r.Ask(0, new ConfirmExit(), World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, new ConfirmExit(), World.SecondClerk));
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.Exited);
        Assert.Equal("我不打算再找工作了", r.Records[0].Past[0].Exit!.Statement!.Words);
    }

    [Fact]
    public void Exits_and_revocations_are_proposals_like_any_other()
    {
        var r = Scripts.Registered();
        var exit = Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Other), World.Clerk));
        Assert.Equal((OutcomeKind.ExitProposed, World.Day("2026-03-03")), (exit.Kind, exit.Due!.Value));
        Assert.Equal(
            RefusalCode.ProposalWaits,
            r.Ask(0, Scripts.Revoke(r.Records[0].Registration!.Number, r.Now), World.Clerk).Refusal!.Code
        );
        Assert.Equal(RefusalCode.ProposalWaits, r.Send(0, new LinkTo(World.IdOf(1), "同一人"), World.Supervisor).Refusal!.Code);
        Assert.Equal(OutcomeKind.ExitRejected, Scripts.Ok(r.Ask(0, new RejectProposal(exit.Reference!, "不成立"), World.Clerk)).Kind);

        var revocation = Scripts.Ok(r.Ask(0, Scripts.Revoke(r.Records[0].Registration!.Number, r.Now), World.Clerk));
        Assert.Equal((OutcomeKind.RevocationProposed, World.Day("2026-03-03")), (revocation.Kind, revocation.Due!.Value));
        Assert.Equal(RefusalCode.NoProposal, Confirm(r, exit, World.Supervisor).Refusal!.Code);
        Assert.Equal(RefusalCode.SupervisorNeeded, Confirm(r, revocation, World.SecondClerk).Refusal!.Code);
        Assert.Equal(OutcomeKind.RegistrationRevoked, Scripts.Ok(Confirm(r, revocation, World.Supervisor)).Kind);
        Assert.Equal([World.Clerk.Subject, World.Supervisor.Subject], r.Records[0].Past[0].Revocation!.DecidedBy);
        r.CheckFolds();
    }

    [Fact]
    public void A_proposed_exit_never_ends_another_registration()
    {
        var r = Scripts.Registered();
        var exit = Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Other), World.Clerk));
        var number = r.Records[0].Registration!.Number;

        Assert.Equal(RefusalCode.ExitAlreadyProposed, r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk).Refusal!.Code);
        Scripts.Ok(Confirm(r, exit, World.SecondClerk));
        Scripts.Ok(r.Ask(0, new RevokeExit(number, World.Hand()), World.Clerk));
        Assert.Equal(RefusalCode.NoProposal, Confirm(r, exit, World.Supervisor).Refusal!.Code);

        var r2 = Scripts.Empty();
        Scripts.Register(r2, 0, with: a => a with { ByReference = ByReferenceGroup.Graduate });
        exit = Scripts.Ok(r2.Ask(0, States.Exit(ExitReason.Other), World.Clerk));
        Scripts.Register(r2, 0);
        Assert.Null(r2.Records[0].Proposal);
        Assert.DoesNotContain(r2.Records[0].Duties, d => d.Kind == DutyKind.ExitCheck);
        Assert.Equal(RefusalCode.NoProposal, Confirm(r2, exit, World.Supervisor).Refusal!.Code);
        Assert.NotNull(r2.Records[0].Registration);
    }

    [Fact]
    public void The_rule_of_an_exit_is_asked_again_when_it_is_confirmed()
    {
        var r = Scripts.Registered();
        r.Now = World.At("2026-03-06T10:00");
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Other, "2026-03-06"), World.Clerk));
        r.Now = World.At("2026-03-05T10:00");
        var refusal = r.Ask(0, new ConfirmExit(), World.SecondClerk).Refusal!;
        Assert.Equal(("on", "persons.reject-proposal"), (refusal.Field?.Split('.')[^1], Assert.Single(refusal.Allowed)));
    }

    [Fact]
    public void The_office_of_a_past_registration_confirms_its_revocation_although_another_one_has_the_person_now()
    {
        var r = Scripts.Registered();
        var past = r.Records[0].Registration!.Number;
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Scripts.Register(r, 0, World.OtherUrban);
        var revocation = Scripts.Ok(r.Ask(0, Scripts.Revoke(past, r.Now), World.Clerk));
        Assert.Equal(World.Urban, Assert.Single(r.Records[0].Duties, d => d.Kind == DutyKind.SecondPerson).Office);
        Scripts.Ok(Confirm(r, revocation, World.Supervisor with { Subject = "of-that-office-alone", Office = World.Urban }));
        Assert.Equal(World.OtherUrban, r.Records[0].Registration!.Office);
        Assert.Equal(PastEnding.Revoked, r.Records[0].Past.Single(p => p.Number == past).Ending);
    }

    private static CommandOutcome Propose(SmallRegister r, Actor by) =>
        Scripts.Ok(
            r.Ask(
                0,
                new EndAsEnteredInError(r.Records[0].Application!.Number, "号码录错") { NoRightNumber = NoRightNumber.CannotBeFound },
                by
            )
        );

    private static Decision Confirm(SmallRegister r, CommandOutcome proposed, Actor by) =>
        r.Ask(0, new ConfirmProposal(proposed.Reference!), by);
}
