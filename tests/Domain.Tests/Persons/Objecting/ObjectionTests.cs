using Grid.Domain.Codes;
using Grid.Domain.Persons;
using static Grid.Domain.Tests.Persons.Scripts;

namespace Grid.Domain.Tests.Persons;

/// <summary>An objection (复核) that is upheld has its effect in the same commit; who decided does not answer.</summary>
public sealed class ObjectionTests
{
    private readonly SmallRegister r = Empty();

    private PersonRecord Record => r.Records[0];

    [Fact]
    public void Upheld_against_a_non_approval_it_opens_the_application_again_for_three_working_days()
    {
        Refused();
        r.Now = World.At("2026-03-16T10:00");
        Object(ObjectionSubject.NonApproval);
        Answer(World.SecondClerk);
        var application = Record.Application!;
        Assert.Equal(
            (ApplicationStatus.Verifying, null, World.Day("2026-03-19")),
            (application.Status, application.NonApproval, application.ReviewDue.Date)
        );
        Assert.DoesNotContain(application.Verifications, v => v.Subject == VerificationSubject.OutOfWork);
        Assert.Equal(World.Day("2026-03-19"), Assert.Single(Record.Duties).Due.Date);
        Assert.Empty(Record.Objections);

        // Approved after all, the platform gets a second result under the same number.
        Ok(r.Ask(0, new ApproveApplication(), World.Clerk));
        var results = r.PlatformItems.Where(i => i.Kind == PlatformItemKind.Result).ToList();
        Assert.Equal(["notApproved", "approved"], results.Select(i => i.Content.GetProperty("status").GetString()));
        Assert.Equal(2, results.Select(i => i.Key).Distinct().Count());
        r.CheckFolds();
    }

    [Fact]
    public void It_may_be_approved_in_the_same_commit()
    {
        Refused();
        Object(ObjectionSubject.NonApproval);
        var outcome = Ok(
            r.Ask(
                0,
                new AnswerObjection(Record.Objections[0].Id, true, "原决定有误") { Remedy = ObjectionRemedy.Approve },
                World.SecondClerk
            )
        );
        Assert.Equal(Record.Registration!.Number, outcome.Registration);
        Assert.Equal(ApplicationStatus.Approved, Record.Application!.Status);
    }

    [Fact]
    public void What_a_check_still_hinders_is_not_approved_but_opened()
    {
        var doubt = new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Inconclusive, World.Match(r.Now));
        foreach (
            var step in (PersonCommand[])
                [
                    World.Application(World.Citizen(), r.Now),
                    doubt,
                    new AskCorrection("请更正姓名"),
                    new RefuseApplication(NonApprovalReason.IdentityNotVerifiable),
                ]
        )
        {
            _ = r.Ask(0, step, World.Clerk);
        }

        if (Record.Application!.Status != ApplicationStatus.NotApproved)
        {
            // The refusal waits for the person's answer, or for the last day.
            r.Now = World.At("2026-03-05T16:00");
            Ok(r.Ask(0, new RefuseApplication(NonApprovalReason.IdentityNotVerifiable), World.Clerk));
        }

        Object(ObjectionSubject.NonApproval);
        var id = Record.Objections[0].Id;
        Assert.Equal(
            RefusalCode.IdentityNotVerified,
            r.Ask(0, new AnswerObjection(id, true, "有误") { Remedy = ObjectionRemedy.Approve }, World.SecondClerk).Refusal!.Code
        );
        Answer(World.SecondClerk);
        Assert.True(Record.Application!.IsOpen);
        Assert.False(Record.Application.CorrectionWasAsked);
    }

    [Fact]
    public void Upheld_against_an_exit_it_revokes_the_exit_and_reports_it_to_the_platform()
    {
        Exited();
        Object(ObjectionSubject.Exit);
        Answer(World.SecondClerk);
        Assert.NotNull(Record.Registration);
        Assert.Equal(PlatformItemKind.ExitRevoked, r.PlatformItems[^1].Kind);
        Assert.Contains(
            "退出已撤销",
            r.Notices.Last(n => n.Kind == NoticeKind.ObjectionAnswered).Facts.GetProperty("result").GetProperty("zh").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Upheld_against_data_it_corrects_them_or_makes_a_duty()
    {
        Register(r, 0);
        Object(ObjectionSubject.Data);
        Ok(
            r.Ask(
                0,
                new AnswerObjection(Record.Objections[0].Id, true, "学历有误")
                {
                    Correction = new CorrectData { Why = "", Education = "10" },
                },
                World.Clerk
            )
        );
        Assert.Equal("10", Record.Details!.Education);

        Object(ObjectionSubject.Data);
        var id = Record.Objections[0].Id;
        Answer(World.Clerk);
        var duty = Assert.Single(Record.Duties, d => d.Kind == DutyKind.ReExamination);
        Assert.Equal(World.Day("2026-03-09"), duty.Due.Date);
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.Objection);

        // Not a second time for ever, and not a second objection beside it.
        Assert.Equal(
            RefusalCode.AlreadyReExamined,
            r.Ask(0, new AnswerObjection(id, true, "再看看") { Remedy = ObjectionRemedy.ReExamine }, World.Clerk).Refusal!.Code
        );
        Assert.Equal(RefusalCode.ObjectionOpen, r.Ask(0, new RaiseObjection(ObjectionSubject.Data, "请复核"), World.Clerk).Refusal!.Code);
        Ok(r.Ask(0, new AnswerObjection(id, false, "经核查,信息无误"), World.Clerk));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.ReExamination);
        Assert.Contains("60日", r.Notices[^1].Facts.GetProperty("remedy").GetProperty("zh").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_undone_any_more_is_examined_again()
    {
        Exited();
        Object(ObjectionSubject.Exit);
        var id = Record.Objections[0].Id;
        Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        var undo = r.Ask(0, new AnswerObjection(id, true, "有误") { Remedy = ObjectionRemedy.Undo }, World.SecondClerk).Refusal!;
        Assert.Equal(RefusalCode.NewerCaseOpen, undo.Code);
        Assert.Contains("reExamine", undo.Allowed);
        Answer(World.SecondClerk);
        Assert.Contains(Record.Duties, d => d.Kind == DutyKind.ReExamination);
    }

    [Fact]
    public void An_objection_is_about_the_case_that_it_named()
    {
        Refused();
        Object(ObjectionSubject.NonApproval);
        var id = Record.Objections[0].Id;
        Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Assert.Equal(
            RefusalCode.NotUndoable,
            r.Ask(0, new AnswerObjection(id, true, "有误") { Remedy = ObjectionRemedy.Undo }, World.SecondClerk).Refusal!.Code
        );
    }

    [Theory]
    [InlineData(ObjectionSubject.NonApproval)]
    [InlineData(ObjectionSubject.Exit)]
    public void Who_decided_does_not_answer_but_the_office_above_does(ObjectionSubject against)
    {
        if (against == ObjectionSubject.Exit)
            Exited();
        else
            Refused();
        Object(against);
        var id = Record.Objections[0].Id;
        Assert.Equal(RefusalCode.DeciderMayNotAnswer, r.Ask(0, new AnswerObjection(id, false, "维持"), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.DeciderMayNotAnswer, r.Ask(0, new AnswerObjection(id, true, "有误"), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new AnswerObjection(id, false, "维持"), World.RuralClerk).Refusal!.Code);
        Ok(r.Ask(0, new AnswerObjection(id, false, "维持"), World.Supervisor));
    }

    [Fact]
    public void Both_who_decided_an_exit_are_kept_from_answering()
    {
        Register(r, 0);
        Ok(r.Ask(0, States.Exit(ExitReason.Other), World.Clerk));
        Ok(r.Ask(0, new ConfirmExit(), World.SecondClerk));
        Object(ObjectionSubject.Exit);
        foreach (var decider in new[] { World.Clerk, World.SecondClerk })
        {
            Assert.Equal(
                RefusalCode.DeciderMayNotAnswer,
                r.Ask(0, new AnswerObjection(Record.Objections[0].Id, false, "维持"), decider).Refusal!.Code
            );
        }
    }

    [Fact]
    public void Sixty_days_after_the_decision_it_is_too_late_except_for_data()
    {
        Register(r, 0);
        r.Now = World.At("2026-06-01T10:00");
        Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk)); // The fact lies months back, the decision does not.
        r.Now = World.At("2026-07-31T23:59");
        Assert.Equal(World.Day("2026-07-31"), ObjectionRights.Of(Record, ObjectionSubject.Exit)!.Until);
        r.Now = World.At("2026-08-01T00:00");
        var late = r.Ask(0, new RaiseObjection(ObjectionSubject.Exit, "请复核"), World.Clerk).Refusal!;
        Assert.Equal((RefusalCode.ObjectionTooLate, "2026-07-31"), (late.Code, late.AtMost));
        Object(ObjectionSubject.Data);
    }

    [Fact]
    public void On_the_sixtieth_day_it_is_in_time()
    {
        Register(r, 0);
        r.Now = World.At("2026-06-01T10:00");
        Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        r.Now = World.At("2026-07-31T23:59");
        Object(ObjectionSubject.Exit);
        Assert.Single(Record.Objections);
    }

    [Fact]
    public void A_remedy_belongs_to_one_that_is_upheld()
    {
        Exited();
        Object(ObjectionSubject.Exit);
        var id = Record.Objections[0].Id;
        Assert.Equal(
            FieldRule.OnlyWhenUpheld,
            r.Ask(0, new AnswerObjection(id, false, "维持") { Remedy = ObjectionRemedy.Undo }, World.SecondClerk).Refusal!.Rule
        );
        Assert.Equal(
            FieldRule.OnlyForNonApproval,
            r.Ask(0, new AnswerObjection(id, true, "有误") { Remedy = ObjectionRemedy.Approve }, World.SecondClerk).Refusal!.Rule
        );
        Assert.Equal(
            FieldRule.OnlyForData,
            r.Ask(
                0,
                new AnswerObjection(id, true, "有误")
                {
                    Correction = new CorrectData { Why = "x", Education = "10" },
                },
                World.SecondClerk
            ).Refusal!.Rule
        );
    }

    private void Refused()
    {
        Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Ok(r.Ask(0, new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, World.Hand()), World.Clerk));
        Ok(r.Ask(0, new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, World.Hand()), World.Clerk));
        Ok(r.Ask(0, new RefuseApplication(NonApprovalReason.Employed), World.Clerk));
    }

    private void Exited()
    {
        Register(r, 0);
        Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
    }

    private void Object(ObjectionSubject against) => Ok(r.Ask(0, new RaiseObjection(against, "请复核"), World.Clerk));

    private void Answer(Actor by) => Ok(r.Ask(0, new AnswerObjection(Record.Objections[0].Id, true, "原决定有误"), by));
}
