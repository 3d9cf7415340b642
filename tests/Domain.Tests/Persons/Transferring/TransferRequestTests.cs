using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>A transfer request has an owner, a last day, and the person hears of it.</summary>
public sealed class TransferRequestTests
{
    [Fact]
    public void The_office_that_has_the_case_owes_the_answer_within_three_working_days()
    {
        var r = Scripts.Registered();
        r.Now = World.At("2026-09-30T16:00");
        Ask(r);
        var duty = Duty(r);
        Assert.Equal((World.Urban, World.Day("2026-10-10")), (duty.Office, duty.Due.Date));
        var told = Assert.Single(r.Notices, n => n.Kind == NoticeKind.TransferAsked);
        Assert.Equal(
            (World.OtherUrban, "2026-10-10"),
            (told.Facts.GetProperty("to").GetString(), told.Facts.GetProperty("due").GetString())
        );
        Ask(r);
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.TransferAsked);
    }

    [Fact]
    public void Granted_in_time_it_is_fulfilled_and_the_person_is_informed()
    {
        var r = Scripts.Registered();
        Ask(r);
        Scripts.Ok(r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Clerk));
        Assert.Equal(DutyClosing.InTime, Closed(r).How);
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.Transfer);
    }

    [Fact]
    public void Declined_late_it_was_late_and_the_person_is_informed()
    {
        var r = Scripts.Registered();
        var id = Ask(r);
        r.Now = World.At("2026-03-10T10:00");
        Scripts.Ok(r.Ask(0, new DeclineTransfer(id, World.Word("不转了")), World.Clerk));
        Assert.Equal(DutyClosing.Late, Closed(r).How);
        Assert.Equal(
            World.OtherUrban,
            Assert.Single(r.Notices, n => n.Kind == NoticeKind.TransferDeclined).Facts.GetProperty("to").GetString()
        );
    }

    [Fact]
    public void Unanswered_it_goes_to_the_office_above_and_nothing_is_decided_by_time()
    {
        var r = Scripts.Registered();
        Ask(r);
        r.Now = World.At("2026-03-06T00:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        var duty = Duty(r);
        Assert.NotNull(duty.OverdueSince);
        Assert.NotEqual(World.Urban, duty.EscalatedTo);
        Assert.Equal(
            duty.EscalatedTo,
            Assert.Single(r.Notices, n => n.Kind == NoticeKind.TransferOverdue).Facts.GetProperty("office").GetString()
        );
        Assert.Equal(World.Urban, r.Records[0].Registration!.Office);
        Assert.Single(r.Records[0].Registration!.TransferRequests);
        Scripts.Ok(r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Supervisor));
        Assert.Equal(DutyClosing.Late, Closed(r).How);
    }

    [Fact]
    public void It_stays_the_same_duty_when_the_application_is_approved_or_the_case_goes_elsewhere()
    {
        var r = States.Of("submitted");
        Ask(r);
        Scripts.Approve(r, 0);
        Assert.Equal(World.Urban, Duty(r).Office);
        Scripts.Ok(r.Ask(0, new Transfer(World.Rural, null, "本人要求"), World.Supervisor));
        Assert.Equal(World.Rural, Duty(r).Office);
        Assert.DoesNotContain(r.Journal.OfType<DutyClosed>(), e => e.Kind == DutyKind.TransferRequest);
    }

    /// <summary>The number of the case is the person's receipt: with it the asker could read the person's messages.</summary>
    [Fact]
    public void The_asking_office_is_given_neither_the_number_nor_the_state_of_the_case()
    {
        foreach (var r in (SmallRegister[])[Scripts.Registered(), States.Of("submitted"), States.Of("correction")])
        {
            foreach (var _ in (int[])[1, 2])
            {
                var asked = Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now, World.OtherUrban), World.OtherClerk));
                Assert.Equal(
                    new CommandOutcome(OutcomeKind.TransferRequested, r.Records[0].Id)
                    {
                        Office = World.Urban,
                        Reference = asked.Reference,
                        Due = Duty(r).Due.Date,
                        DueProvisional = asked.DueProvisional,
                    },
                    asked
                );
            }
        }
    }

    [Fact]
    public void The_form_is_kept_with_the_request_and_goes_when_it_is_closed()
    {
        var r = Scripts.Registered();
        var form = World.Application(World.Citizen(), r.Now, World.OtherUrban) with { Details = World.Details("13900139000") };
        var id = Scripts.Ok(r.Ask(0, form, World.OtherClerk)).Reference!;
        var before = r.Records[0].Details;
        var open = TransferRequestStatus.Find(r.Records[0], id)!;
        Assert.Equal(("13900139000", TransferRequestState.Open), (open.Open!.Form!.Telephone!.Value, open.State));
        Assert.Equal(before, r.Records[0].Details);
        Scripts.Ok(r.Ask(0, new DeclineTransfer(id, World.Word("不转了")), World.Clerk));
        Assert.Equal(
            (TransferRequestState.Declined, null),
            (TransferRequestStatus.Find(r.Records[0], id)!.State, TransferRequestStatus.Find(r.Records[0], id)!.Open)
        );
        r.CheckFolds();
    }

    [Fact]
    public void The_person_agrees_and_the_case_goes_at_once()
    {
        var r = Scripts.Registered();
        var id = Ask(r);
        Scripts.Ok(r.Ask(0, new AnswerTransfer(id, Agrees: true), World.Applicant));
        Assert.Equal(World.OtherUrban, r.Records[0].Registration!.Office);
        Assert.Equal(TransferRequestState.Granted, TransferRequestStatus.Find(r.Records[0], id)!.State);
        Assert.Equal(DutyClosing.InTime, Closed(r).How);
        Assert.Equal(RefusalCode.UnknownTransferRequest, r.Ask(0, new AnswerTransfer(id, Agrees: false), World.Applicant).Refusal!.Code);
    }

    [Fact]
    public void The_person_does_not_agree_and_the_case_stays()
    {
        var r = States.Of("submitted");
        var id = Ask(r);
        Scripts.Ok(r.Ask(0, new AnswerTransfer(id, Agrees: false), World.Applicant));
        Assert.Equal(World.Urban, r.Records[0].Application!.Office);
        Assert.Equal(TransferRequestState.Declined, TransferRequestStatus.Find(r.Records[0], id)!.State);
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.TransferDeclined);
    }

    [Fact]
    public void No_office_answers_as_the_person()
    {
        var r = Scripts.Registered();
        var id = Ask(r);
        foreach (var actor in (Actor[])[World.OtherClerk, World.Clerk, World.Supervisor, Actor.Register])
            Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new AnswerTransfer(id, Agrees: true), actor).Refusal!.Code);
        Assert.Equal(World.Urban, r.Records[0].Registration!.Office);
    }

    [Fact]
    public void Unanswered_for_thirty_days_it_lapses_the_case_stays_and_the_person_is_informed()
    {
        foreach (var r in (SmallRegister[])[Scripts.Registered(), States.Of("submitted")])
        {
            r.Now = World.At("2026-03-02T10:00");
            var id = Ask(r);
            r.Now = World.At("2026-04-01T23:59");
            Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
            Assert.Equal(TransferRequestState.Open, TransferRequestStatus.Find(r.Records[0], id)!.State);
            Assert.Equal(World.At("2026-04-02T00:00"), NextReminder.MomentOf(r.Records[0], r.Now));

            r.Now = World.At("2026-04-02T00:00");
            Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
            Assert.Equal(TransferRequestState.Lapsed, TransferRequestStatus.Find(r.Records[0], id)!.State);
            Assert.Equal(DutyClosing.Missed, Closed(r).How);
            Assert.Equal(
                World.OtherUrban,
                Assert.Single(r.Notices, n => n.Kind == NoticeKind.TransferLapsed).Facts.GetProperty("to").GetString()
            );
            Assert.Equal(World.Urban, CaseScope.OfficeOf(r.Records[0]));
            Assert.NotEqual(id, Ask(r));
            r.CheckFolds();
        }
    }

    [Fact]
    public void It_ends_with_the_case_and_goes_on_with_an_approval()
    {
        var r = States.Of("submitted");
        var id = Ask(r);
        Scripts.Approve(r, 0);
        Assert.Equal(TransferRequestState.Open, TransferRequestStatus.Find(r.Records[0], id)!.State);
        Scripts.Ok(r.Ask(0, States.Exit(Domain.Codes.ExitReason.Hired), World.Clerk));
        Assert.Equal(TransferRequestState.Ended, TransferRequestStatus.Find(r.Records[0], id)!.State);
        Assert.Null(TransferRequestStatus.Find(r.Records[0], "x"));
    }

    private static string Ask(SmallRegister r) =>
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now, World.OtherUrban), World.OtherClerk)).Reference!;

    private static Duty Duty(SmallRegister r) => Assert.Single(r.Records[0].Duties, d => d.Kind == DutyKind.TransferRequest);

    private static DutyClosed Closed(SmallRegister r) =>
        Assert.Single(r.Journal.OfType<DutyClosed>(), e => e.Kind == DutyKind.TransferRequest);
}
