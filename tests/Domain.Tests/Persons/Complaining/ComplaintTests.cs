using Grid.Domain.Persons;
using static Grid.Domain.Tests.Persons.Scripts;

namespace Grid.Domain.Tests.Persons;

/// <summary>A complaint belongs to the office above, has ten working days, and is never handled by the office it is about.</summary>
public sealed class ComplaintTests
{
    private const string County = "98010201";
    private readonly SmallRegister r = Registered();

    private PersonRecord Record => r.Records[0];

    [Fact]
    public void It_is_a_duty_of_the_office_above_for_ten_working_days()
    {
        var outcome = Ok(r.Ask(0, new RaiseComplaint(ComplaintKind.PapersAsked, "要求提供离职证明"), World.Applicant));
        var duty = Assert.Single(Record.Duties, d => d.Kind == DutyKind.Complaint);
        Assert.Equal((County, World.Day("2026-03-16"), World.Day("2026-03-16")), (duty.Office, duty.Due.Date, outcome.Due));
        Assert.Equal((County, World.Urban), (Record.Complaints[0].Owner, Record.Complaints[0].Office));
        Assert.StartsWith("TS20260302-", outcome.Reference, StringComparison.Ordinal);

        r.Now = World.At("2026-03-17T09:00");
        Ok(r.Ask(0, new Tick(), Actor.Register));
        Assert.Equal("98010001", Assert.Single(Record.Duties, d => d.Kind == DutyKind.Complaint).EscalatedTo);
        Ok(r.Ask(0, new AnswerComplaint(outcome.Reference!, false, "经调查不属实"), World.CountySupervisor));
        Assert.Contains(r.Journal, e => e is DutyClosed { Kind: DutyKind.Complaint, How: DutyClosing.Late, Office: County });
    }

    [Fact]
    public void Never_the_office_itself_but_those_above_take_answer_and_record_a_withdrawal()
    {
        var id = Raise();
        foreach (var own in new[] { World.Clerk, new Actor("supervisor-9", Role.Supervisor, World.Urban) })
        {
            Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new TakeComplaint(id, false), own).Refusal!.Code);
            Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new AnswerComplaint(id, true, "属实"), own).Refusal!.Code);
            Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new WithdrawComplaint(id, "本人来电"), own).Refusal!.Code);
        }

        Ok(r.Ask(0, new TakeComplaint(id, false), World.CountySupervisor));
        Assert.Equal((World.CountySupervisor.Subject, false), (Record.Complaints[0].TakenBy, Record.Complaints[0].PassedOn));
        Ok(r.Ask(0, new TakeComplaint(id, true), World.Supervisor));
        Ok(r.Ask(0, new TakeComplaint(id, false), World.CountySupervisor));
        Assert.True(Record.Complaints[0].PassedOn, "What was passed on stays so.");
        Ok(r.Ask(0, new AnswerComplaint(id, true, "属实,已改正"), World.CountySupervisor));
        var over = Record.Complaints[0];
        Assert.Equal((ComplaintEnd.WellFounded, null, "属实,已改正"), (over.End, over.Text, over.Answer));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.Complaint);
        Assert.Equal(RefusalCode.UnknownComplaint, r.Ask(0, new AnswerComplaint(id, true, "再答"), World.Supervisor).Refusal!.Code);
    }

    [Fact]
    public void About_the_office_of_a_county_the_city_decides_and_not_the_countys_supervisor()
    {
        var id = Ok(r.Ask(0, new RaiseComplaint(ComplaintKind.Late, "超期") { Office = County }, World.Clerk)).Reference!;
        Assert.Equal("98010001", Record.Complaints[0].Owner);
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new TakeComplaint(id, false), World.CountySupervisor).Refusal!.Code);
        Ok(r.Ask(0, new TakeComplaint(id, false), new Actor("city-1", Role.Clerk, "98010001")));
    }

    [Fact]
    public void Of_two_offices_of_one_county_the_entrusted_one_does_not_answer_what_is_about_itself()
    {
        const string entrusted = "98010202";
        var id = Ok(r.Ask(0, new RaiseComplaint(ComplaintKind.Conduct, "态度") { Office = entrusted }, World.Clerk)).Reference!;
        Assert.Equal(County, Record.Complaints[0].Owner);
        var own = new Actor("supervisor-9", Role.Supervisor, entrusted);
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new AnswerComplaint(id, false, "不属实"), own).Refusal!.Code);
        Ok(r.Ask(0, new AnswerComplaint(id, false, "不属实"), World.CountySupervisor));
    }

    [Fact]
    public void An_office_without_one_above_or_that_is_none_is_refused_with_the_field()
    {
        var top = r.Ask(0, new RaiseComplaint(ComplaintKind.Other, "省厅") { Office = "98000001" }, World.Applicant).Refusal!;
        Assert.Equal((RefusalCode.NoOfficeAbove, "office"), (top.Code, top.Field));
        var none = r.Ask(0, new RaiseComplaint(ComplaintKind.Other, "无") { Office = "98010299999" }, World.Applicant).Refusal!;
        Assert.Equal((RefusalCode.UnknownOffice, "office"), (none.Code, none.Field));
        Assert.Equal("text", r.Ask(0, new RaiseComplaint(ComplaintKind.Other, " 。"), World.Applicant).Refusal!.Field);
        Assert.Empty(Record.Complaints);
    }

    [Fact]
    public void The_same_is_complained_of_once_three_may_be_open_and_five_raised_in_thirty_days()
    {
        Raise();
        Assert.Equal(
            RefusalCode.ComplaintOpen,
            r.Ask(0, new RaiseComplaint(ComplaintKind.NotContacted, "还是没有人联系"), World.Applicant).Refusal!.Code
        );
        Raise(ComplaintKind.Late);
        var third = Raise(ComplaintKind.Conduct);
        Assert.Equal(
            RefusalCode.TooManyComplaints,
            r.Ask(0, new RaiseComplaint(ComplaintKind.Other, "其他"), World.Applicant).Refusal!.Code
        );
        Ok(r.Ask(0, new WithdrawComplaint(third, null), World.Applicant));
        Withdraw(Raise(ComplaintKind.Other));
        Withdraw(Raise(ComplaintKind.NotServed));
        Assert.Equal(
            RefusalCode.TooManyComplaints,
            r.Ask(0, new RaiseComplaint(ComplaintKind.Other, "其他"), World.Applicant).Refusal!.Code
        );
        r.Now = r.Now.AddDays(30);
        Raise(ComplaintKind.Other);

        void Withdraw(string id) => Ok(r.Ask(0, new WithdrawComplaint(id, null), World.Applicant));
    }

    [Fact]
    public void The_person_takes_it_back_without_a_note_and_the_office_above_with_one()
    {
        var id = Raise();
        Assert.Equal("note", r.Ask(0, new WithdrawComplaint(id, null), World.CountySupervisor).Refusal!.Field);
        Ok(r.Ask(0, new WithdrawComplaint(id, null), World.Applicant));
        Assert.Equal(ComplaintEnd.Withdrawn, Record.Complaints[0].End);
        Assert.Contains(r.Journal, e => e is DutyClosed { Kind: DutyKind.Complaint, How: DutyClosing.Obsolete });
    }

    [Fact]
    public void It_stays_with_the_person_when_the_case_moves_and_keeps_its_owner()
    {
        var id = Raise();
        Register(r, 1);
        Ok(r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Supervisor));
        Assert.Equal(County, Assert.Single(Record.Duties, d => d.Kind == DutyKind.Complaint).Office);
        Ok(r.Send(0, new LinkTo(World.IdOf(1), "同一人"), World.Supervisor));
        r.Settle();
        Assert.Equal(id, Assert.Single(r.Records[1].Complaints).Id);
        Ok(r.Ask(1, new AnswerComplaint(id, false, "不属实"), World.CountySupervisor));
        r.CheckFolds();
    }

    [Fact]
    public void The_messages_name_the_number_the_office_above_and_the_result_and_no_word_of_it()
    {
        var id = Raise();
        Ok(r.Ask(0, new AnswerComplaint(id, true, "属实,已责令改正"), World.CountySupervisor));
        var notices = r.Notices.Where(n => n.Kind is NoticeKind.ComplaintReceived or NoticeKind.ComplaintAnswered).ToList();
        Assert.Equal(2, notices.Count);
        Assert.All(notices, n =>
        {
            Assert.Equal((id, County), (n.Facts.GetProperty("complaint").GetString(), n.Facts.GetProperty("office").GetString()));
            Assert.DoesNotContain("没有人联系", n.Facts.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("责令", n.Facts.GetRawText(), StringComparison.Ordinal);
        });
    }

    private string Raise(ComplaintKind kind = ComplaintKind.NotContacted) =>
        Ok(r.Ask(0, new RaiseComplaint(kind, "一直没有人联系"), World.Applicant)).Reference!;
}
