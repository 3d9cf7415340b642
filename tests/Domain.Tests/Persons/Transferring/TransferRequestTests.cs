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

    private static string Ask(SmallRegister r) =>
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now, World.OtherUrban), World.OtherClerk)).Reference!;

    private static Duty Duty(SmallRegister r) => Assert.Single(r.Records[0].Duties, d => d.Kind == DutyKind.TransferRequest);

    private static DutyClosed Closed(SmallRegister r) =>
        Assert.Single(r.Journal.OfType<DutyClosed>(), e => e.Kind == DutyKind.TransferRequest);
}
