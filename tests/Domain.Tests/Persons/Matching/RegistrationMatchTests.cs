using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Persons.Duties;

namespace Grid.Domain.Tests.Persons.Matching;

/// <summary>
/// On a registered person a row opens a task, or ends the registration where the source's rule says so; what only it caused ends with it
/// (79/2020 (四)).
/// </summary>
public sealed class RegistrationMatchTests
{
    private readonly DutyLog log = DutyLog.RegisteredOn("2026-03-02");

    private SmallRegister R => log.Register;

    private PersonRecord Record => R.Records[0];

    [Fact]
    public void A_task_has_its_evidence_and_a_day_and_is_closed_by_the_exit()
    {
        log.Until("2026-03-06T10:00");
        Assert.Equal(OutcomeKind.MatchToExamine, Report("contributions", "c1", "2026-03-04").Kind);
        var duty = log.Person.Duty("match:hired");
        Assert.Equal((DutyKind.ExitCheck, World.Day("2026-03-09")), (duty.Kind, duty.Due.Date));
        Assert.NotNull(Record.Registration);

        // Reported again, it is the same task.
        log.Until("2026-03-07T10:00");
        Report("contributions", "c1", "2026-03-04");
        Assert.Equal(duty.OpenedOn, log.Person.Duty("match:hired").OpenedOn);

        // Overdue, it is on the list of the office above.
        log.Until("2026-03-10T10:00");
        Assert.Equal("98010201", log.Person.Duty("match:hired").EscalatedTo);

        log.Do(new JudgeMatch("contributions", "c1", true, null, "电话核实已入职"));
        var past = Assert.Single(Record.Past);
        Assert.Equal((ExitReason.Hired, World.Day("2026-03-04")), (past.Exit!.Reason, past.EndedOn));
        Assert.Equal((EvidenceBasis.DataMatch, "contributions库"), (past.Exit.Evidence.Basis, past.Exit.Evidence.Source));
        Assert.Equal("甲公司", past.Exit.Employer!.Name);
        Assert.Equal(DutyClosing.Late, log.All<DutyClosed>().Single(closed => closed.Key == "match:hired").How);
        Assert.Contains(R.Notices, notice => notice.Kind == NoticeKind.Exited);
        Assert.Null(R.Journal.OfType<MatchJudged>().Single().Fault);
    }

    [Fact]
    public void A_wrong_hit_does_not_come_back_unless_it_says_something_else()
    {
        Report("contributions", "c1", "2026-03-02");
        log.Do(new JudgeMatch("contributions", "c1", false, MatchFault.NoSuchWork, null));
        Assert.DoesNotContain("match:hired", log.Person.Keys);
        Assert.Equal(DutyClosing.InTime, log.All<DutyClosed>().Single(closed => closed.Key == "match:hired").How);
        log.Until("2026-03-20T10:00");
        Assert.Equal(OutcomeKind.MatchRecorded, Report("contributions", "c1", "2026-03-02", "2026-03-15").Kind);
        Assert.DoesNotContain("match:hired", log.Person.Keys);

        // The same name of the firm, another day: that has not been examined.
        Assert.Equal(OutcomeKind.MatchToExamine, Report("contributions", "c1", "2026-03-18").Kind);
        Assert.Equal(World.Day("2026-03-20"), log.Person.Duty("match:hired").OpenedOn);
        Assert.Equal(RefusalCode.NothingChanges, Twice().Refusal!.Code);
        Assert.Equal(
            new (string, MatchFault?)[] { ("contributions", MatchFault.NoSuchWork), ("contributions", MatchFault.Outdated) },
            R.Journal.OfType<MatchJudged>().Select(judged => (judged.Source, judged.Fault))
        );

        Decision Twice()
        {
            log.Do(new JudgeMatch("contributions", "c1", false, MatchFault.Outdated, null));
            return log.Try(new JudgeMatch("contributions", "c1", false, MatchFault.Outdated, null));
        }
    }

    [Theory]
    [InlineData(true, null, null, "fault")]
    [InlineData(false, MatchFault.Other, " ", "note")]
    [InlineData(false, MatchFault.ExitTakenBack, null, "fault")]
    public void A_finding_says_what_is_wrong_and_only_then(bool right, MatchFault? fault, string? note, string field)
    {
        Report("contributions", "c1", "2026-03-02");
        var command = right
            ? new JudgeMatch("contributions", "c1", true, MatchFault.Outdated, note)
            : new JudgeMatch("contributions", "c1", false, fault, note);
        Assert.Equal(field, log.Try(command).Refusal!.Field);
        Assert.Equal("fault", log.Try(new JudgeMatch("contributions", "c1", false, null, null)).Refusal!.Field);
        Assert.Equal(
            RefusalCode.NotYourCase,
            log.Try(new JudgeMatch("contributions", "c1", true, null, null), World.OtherClerk).Refusal!.Code
        );
    }

    /// <summary>What was so before the registration contradicts it from its beginning: an office looks at that.</summary>
    [Fact]
    public void A_fact_of_the_day_before_the_registration_is_a_task_and_one_of_its_day_ends_it()
    {
        log.Until("2026-03-10T10:00");
        Assert.Equal(OutcomeKind.MatchToExamine, Report("pension", "p1", "2026-03-01").Kind);
        Assert.NotNull(Record.Registration);
        Assert.Contains("match:basicPension", log.Person.Keys);
        Assert.Equal(MatchMeaning.Task, MatchMeanings.On(Record.Registration, Assert.Single(Record.Matches)));
        Assert.Equal(OutcomeKind.Exited, Report("pension", "p2", "2026-03-02").Kind);
    }

    [Fact]
    public void A_confirmed_source_ends_the_registration_at_once_and_the_person_is_informed()
    {
        log.Until("2026-03-10T10:00");
        Assert.Equal(OutcomeKind.Exited, Report("employment", "e1", "2026-03-09").Kind);
        Assert.Null(Record.Registration);
        var (events, asOf) = (R.Journal.Count(), R.Now.ToString("yyyy-MM-dd'T'HH:mm:ss", null));

        // The very same report again has the same answer, and no effect.
        Assert.Equal(OutcomeKind.Exited, Report("employment", "e1", "2026-03-09", asOf: asOf).Kind);
        Assert.Equal(events, R.Journal.Count());
        Assert.Equal(ExitReason.Hired, Record.Past[0].Exit!.Reason);
        Assert.Contains(R.Notices, notice => notice.Kind == NoticeKind.Exited);
        Assert.NotNull(ObjectionRights.Of(Record, ObjectionSubject.Exit));
        Assert.Empty(Record.Duties);
        R.CheckFolds();
    }

    [Theory]
    [InlineData("2026-03-01", null, "欧阳测试", "2026-03-10T09:00")] // before the registration: no exit
    [InlineData("2026-03-03", "2026-03-05", "欧阳测试", "2026-03-10T09:00")] // short work that is over
    [InlineData("2026-03-09", null, "另一人", "2026-03-10T09:00")] // another name
    [InlineData("2026-03-09", null, null, "2026-03-10T09:00")] // no name
    public void What_is_doubtful_is_a_task_also_where_the_rule_would_end_it(string on, string? until, string? name, string asOf)
    {
        log.Until("2026-03-10T10:00");
        Assert.Equal(OutcomeKind.MatchToExamine, Report("employment", "e1", on, until, name, asOf).Kind);
        Assert.Contains("match:hired", log.Person.Keys);
    }

    [Fact]
    public void A_row_that_comes_late_is_a_task_and_one_of_before_the_registration_is_evidence()
    {
        log.Until("2026-06-10T10:00");
        Assert.Equal(OutcomeKind.MatchToExamine, Report("employment", "e1", "2026-03-20", asOf: "2026-05-01T09:00").Kind);
        Assert.Equal(OutcomeKind.MatchRecorded, Report("employment", "e2", "2026-02-20", asOf: "2026-03-01T09:00").Kind);
        Assert.Equal(MatchMeaning.Evidence, MatchMeanings.On(Record.Registration!, Record.Matches[1]));
    }

    [Fact]
    public void Work_from_before_the_registration_is_no_exit_and_the_answer_names_the_revocation()
    {
        Report("contributions", "c1", "2026-02-20");
        var refusal = log.Try(new JudgeMatch("contributions", "c1", true, null, null)).Refusal!;
        Assert.Equal((FieldRule.BeforeRegistration, "on"), (refusal.Rule, refusal.Field));
        Assert.Equal(["persons.revoke-registration"], refusal.Allowed);
    }

    [Fact]
    public void Contributions_of_the_persons_own_show_no_work_and_a_border_crossing_no_move()
    {
        log.Until("2026-03-10T10:00");
        Assert.Equal(OutcomeKind.MatchRecorded, Report("contributions", "c1", "2026-03-05", employer: null).Kind);
        Assert.Equal(OutcomeKind.MatchToExamine, Report("leftCountry", "x1", "2026-03-05").Kind);
        Assert.Equal(["match:schoolMilitaryAbroad"], log.Person.Keys.Where(key => key.StartsWith("match:", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_withdrawn_row_undoes_the_exit_that_only_it_caused()
    {
        log.Until("2026-03-10T10:00");
        Report("death", "d1", "2026-03-09");
        Assert.DoesNotContain(R.Notices, notice => notice.Kind == NoticeKind.Exited);
        Assert.Equal(OutcomeKind.ExitRevoked, Withdraw("death", "d1").Kind);
        Assert.NotNull(Record.Registration);
        Assert.Empty(Record.Past);
        Assert.Contains(R.Notices, notice => notice.Kind == NoticeKind.ExitRevoked);

        // An older report that comes late changes nothing; a newer one does.
        Assert.Equal(OutcomeKind.MatchIgnored, Report("death", "d1", "2026-03-09", asOf: "2026-03-10T09:00").Kind);
        Assert.Equal(OutcomeKind.Exited, Report("death", "d1", "2026-03-09").Kind);
        R.CheckFolds();
    }

    [Fact]
    public void An_exit_that_another_row_causes_too_rests_on_that_one_then()
    {
        log.Until("2026-03-10T10:00");
        Report("employment", "e1", "2026-03-05");
        Report("pension", "p1", "2026-03-08");
        Assert.Equal(ExitReason.Hired, Record.Past[0].Exit!.Reason);
        Assert.Equal(OutcomeKind.Exited, Withdraw("employment", "e1").Kind);
        Assert.Equal((ExitReason.BasicPension, World.Day("2026-03-08")), (Record.Past[0].Exit!.Reason, Record.Past[0].EndedOn));

        // A correction of the day moves the exit.
        Assert.Equal(OutcomeKind.Exited, Report("pension", "p1", "2026-03-06").Kind);
        Assert.Equal(World.Day("2026-03-06"), Assert.Single(Record.Past).EndedOn);
    }

    [Fact]
    public void An_exit_that_a_person_took_back_is_not_caused_by_the_same_rows_again()
    {
        log.Until("2026-03-10T10:00");
        Report("employment", "e1", "2026-03-05");
        Report("pension", "p1", "2026-03-08");
        var id = log.Do(new RaiseObjection(ObjectionSubject.Exit, "我没有入职,也没有领养老金")).Reference!;
        log.Do(new AnswerObjection(id, true, "经核查属实"), World.SecondClerk);
        Assert.NotNull(Record.Registration);
        log.Until("2026-03-11T10:00");
        Report("employment", "e1", "2026-03-05");
        Report("pension", "p1", "2026-03-08");
        Assert.NotNull(Record.Registration);
        Assert.DoesNotContain(log.Person.Keys, key => key.StartsWith(MatchDuties.ExamineKey, StringComparison.Ordinal));
        Assert.All(Record.Matches, match => Assert.Equal(MatchFault.ExitTakenBack, match.Verdict!.Fault));

        // What they say now is a new row.
        Assert.Equal(OutcomeKind.Exited, Report("pension", "p1", "2026-03-09").Kind);
    }

    [Fact]
    public void Finding_the_row_of_an_exit_wrong_takes_the_exit_back()
    {
        log.Until("2026-03-10T10:00");
        Report("employment", "e1", "2026-03-05");
        Assert.Equal("note", log.Try(new JudgeMatch("employment", "e1", false, MatchFault.OtherPerson, null)).Refusal!.Field);
        log.Do(new JudgeMatch("employment", "e1", false, MatchFault.OtherPerson, "身份证号登记有误,系他人"));
        Assert.NotNull(Record.Registration);
        Assert.Equal(MatchFault.OtherPerson, Record.Matches[0].Verdict!.Fault);
        log.Until("2026-03-11T10:00");
        Assert.Equal(OutcomeKind.MatchRecorded, Report("employment", "e1", "2026-03-05").Kind);
    }

    [Fact]
    public void When_the_row_of_a_confirmed_exit_is_withdrawn_the_office_examines_the_exit_again()
    {
        Report("contributions", "c1", "2026-03-02");
        log.Do(new JudgeMatch("contributions", "c1", true, null, null));
        Assert.Empty(log.Person.Keys);
        log.Until("2026-03-16T10:00");
        Withdraw("contributions", "c1");
        var duty = log.Person.Duty(MatchDuties.ChangedKey);
        Assert.Equal((DutyKind.ReExamination, World.Urban, World.Day("2026-03-23")), (duty.Kind, duty.Office, duty.Due.Date));

        // The exit was right all the same.
        log.Do(new JudgeMatch("contributions", "c1", true, null, "本人确认已入职"));
        Assert.Empty(log.Person.Keys);
        Assert.Null(Record.Registration);
    }

    [Fact]
    public void Or_it_takes_it_back()
    {
        Report("contributions", "c1", "2026-03-02");
        log.Do(new JudgeMatch("contributions", "c1", true, null, null));
        log.Until("2026-03-16T10:00");
        Withdraw("contributions", "c1");
        log.Do(new RevokeExit(Record.Past[0].Number, World.Hand()));
        Assert.DoesNotContain(MatchDuties.ChangedKey, log.Person.Keys);
        Assert.NotNull(Record.Registration);
        Assert.Equal(DutyClosing.InTime, log.All<DutyClosed>().Single(closed => closed.Key == MatchDuties.ChangedKey).How);
    }

    [Fact]
    public void A_proposed_exit_is_decided_by_its_second_person_and_a_row_waits_as_a_task()
    {
        log.Do(States.Exit(ExitReason.Other));
        Assert.Equal(OutcomeKind.MatchToExamine, Report("death", "d1", "2026-03-02").Kind);
        Assert.NotNull(Record.Registration);
        Assert.Contains("match:death", log.Person.Keys);
        log.Do(new RejectExit("不成立"), World.SecondClerk);
        Assert.Equal(OutcomeKind.Exited, Report("death", "d1", "2026-03-02").Kind);
    }

    [Fact]
    public void A_row_about_a_visit_that_is_owed_answers_what_it_was_to_find_out()
    {
        log.Until("2026-03-03T10:00");
        log.Contact(ContactOutcome.NotReached);
        log.Until("2026-03-04T10:00");
        log.Contact(ContactOutcome.NotReached);
        log.Until("2026-03-05T10:00");
        log.Contact(ContactOutcome.NotReached);
        Assert.Contains("visit:2026-03", log.Person.Keys);
        log.Until("2026-03-06T10:00");
        Report("contributions", "c1", "2026-03-04");
        Assert.DoesNotContain("visit:2026-03", log.Person.Keys);
        Assert.Equal(DutyClosing.InTime, log.All<DutyClosed>().Single(closed => closed.Kind == DutyKind.Visit).How);

        // A wrong answer is none.
        log.Do(new JudgeMatch("contributions", "c1", false, MatchFault.OtherPerson, null));
        Assert.Contains("visit:2026-03", log.Person.Keys);
    }

    [Fact]
    public void Rows_are_forgotten_when_no_case_needs_them_and_their_time_is_over()
    {
        log.Until("2026-03-10T10:00");
        Report("employment", "e1", "2026-03-05");
        Assert.Single(Record.Matches);
        Assert.Equal(World.At("2026-04-20T00:00"), NextReminder.MomentOf(Record, R.Now));
        log.Until("2026-04-19T23:00");
        Assert.Single(Record.Matches);
        log.Until("2026-04-20T00:00");
        Assert.Empty(Record.Matches);
        Assert.Null(NextReminder.MomentOf(Record, R.Now));
        Assert.Equal("{\"event\":\"matchesForgotten\"}", JournalPrivacy.Readable(R.Journal.OfType<MatchesForgotten>().Single()));

        // The exit stays: nothing says that it was wrong.
        Report("pension", "p1", "2026-03-08");
        Assert.Equal(ExitReason.Hired, Assert.Single(Record.Past).Exit!.Reason);
    }

    [Fact]
    public void The_journal_shows_of_a_row_nothing_but_that_there_was_one()
    {
        Report("prison", "x1", "2026-03-02");
        Assert.Equal("{\"event\":\"matchRecorded\"}", JournalPrivacy.Readable(R.Journal.OfType<MatchRecorded>().Single()));
    }

    [Fact]
    public void A_linked_number_brings_its_rows_and_a_mistyped_one_leaves_them()
    {
        Report("contributions", "c1", "2026-03-02");
        Scripts.Known(R, 1);
        Scripts.Ok(R.Ask(0, new LinkTo(World.IdOf(1), "同一人"), World.Supervisor));
        R.Settle();
        Assert.Empty(Record.Matches);
        Assert.Equal("c1", Assert.Single(R.Records[1].Matches).Key);
        Assert.Contains(R.Records[1].Duties, duty => duty.Key == "match:hired");
        Scripts.Ok(R.Ask(1, new Unlink(World.IdOf(0), "不是同一人"), World.Supervisor));
        R.Settle();
        Assert.Empty(R.Records[1].Matches);
        Assert.Equal("c1", Assert.Single(Record.Matches).Key);

        var proposed = Scripts.Ok(
            R.Ask(0, new CorrectNumber(Record.Application!.Number, World.Citizen(7), World.IdOf(2), World.Hand()), World.OtherSupervisor)
        );
        Scripts.Ok(R.Ask(0, new ConfirmProposal(proposed.Reference!), World.Supervisor));
        Assert.Null(Record.PendingMove!.Case.Matches);
        Assert.Empty(Record.Matches);
    }

    private CommandOutcome Report(
        string source,
        string key,
        string on,
        string? until = null,
        string? name = "欧阳测试",
        string? asOf = null,
        string? employer = "甲公司"
    )
    {
        R.Now = R.Now.AddMinutes(1);
        return log.Do(
            new RecordMatch(
                source,
                key,
                asOf is null ? R.Now : World.At(asOf),
                new MatchedFact(World.Day(on))
                {
                    Until = until is null ? null : World.Day(until),
                    Employer = FormerEmployer.Read(employer, null),
                }
            )
            {
                Name = name is null ? null : PersonName.Parse(name),
            },
            World.Feed
        );
    }

    private CommandOutcome Withdraw(string source, string key)
    {
        R.Now = R.Now.AddMinutes(1);
        return log.Do(new RecordMatch(source, key, R.Now, null), World.Feed);
    }
}
