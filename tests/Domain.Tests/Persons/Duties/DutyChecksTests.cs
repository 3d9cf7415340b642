using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Retirement;
using Grid.Domain.Tests.Calendar;

namespace Grid.Domain.Tests.Persons.Duties;

/// <summary>Duties that come up with time or with an event: pension data, hardship, exit, objection, correction.</summary>
public sealed class DutyChecksTests
{
    // A man born in January 1965: statutory month 2025-02, minus 36 months is before he is 60, so from January 2025.
    [Theory]
    [InlineData("19650115", 1, "2025-01-01")]
    [InlineData("19710815", 1, "2031-08-01")]
    [InlineData("19760915", 1, "2036-09-01")]
    [InlineData("19750315", 2, "2025-03-01")]
    [InlineData("19841115", 2, "2036-11-01")]
    public void The_pension_data_are_matched_from_the_moment_of_the_law_on(string birth, int sequence, string from)
    {
        var log = Person(birth, sequence);
        log.Until(World.Day(from).AddDays(-1).ToString("yyyy-MM-dd") + "T23:59:59");
        Assert.DoesNotContain(log.Person.Record.Duties, d => d.Kind == DutyKind.PensionCheck);
        log.Until(from + "T00:00");
        Assert.Equal(World.Day(from), log.Person.Duty($"pensionCheck:{from[..7]}").OpenedOn);
        Assert.NotNull(log.Person.Record.Registration);
    }

    [Fact]
    public void The_earliest_category_counts_when_the_number_does_not_contain_the_sex()
    {
        // Born 1975-03: a woman-50 could draw from 2025-03; the card of 2017 contains neither birth date nor sex, the form gives the date.
        var number = Domain.Identity.IdentityNumber.Parse("ABC123456789012");
        var r = new SmallRegister(number) { Calendars = Long };
        r.Now = World.At("2025-01-06T10:00");
        var log = new DutyLog(r);
        log.Do(World.Application(number, r.Now) with { BirthDate = World.Day("1975-03-15"), Sex = Sex.Unknown });
        Scripts.Approve(r, 0);
        log.Until("2025-03-01T00:00");
        Assert.Contains("pensionCheck:2025-03", log.Person.Keys);
    }

    [Fact]
    public void A_pension_check_comes_again_after_three_months_and_one_that_draws_asks_for_the_exit()
    {
        var log = Person("19640115", 1);
        Assert.Contains("pensionCheck:2025-01", log.Person.Keys);
        Assert.Equal(World.Day("2025-01-06"), log.Person.Duty("pensionCheck:2025-01").OpenedOn);
        log.Until("2025-01-15T10:00").Do(new RecordPensionCheck(false, World.Match(log.Register.Now)));
        Assert.Equal("InTime", log.All<DutyClosed>().Last().How.ToString());
        log.Until("2025-04-15T00:00");
        Assert.Contains("pensionCheck:2025-04", log.Person.Keys);

        log.Until("2025-04-16T10:00").Do(new RecordPensionCheck(true, World.Match(log.Register.Now)));
        Assert.Equal(World.Day("2025-04-17"), log.Person.Duty("exit:basicPension").Due.Date);
        log.Until("2025-04-18T00:00");
        Assert.Equal("98010201", log.Person.Duty("exit:basicPension").EscalatedTo);
        Assert.NotNull(log.Person.Record.Registration);
        log.Do(
            new RecordExit(
                new ExitDetails
                {
                    Reason = ExitReason.BasicPension,
                    On = World.Day("2025-04-01"),
                    Evidence = World.Match(log.Register.Now),
                }
            )
        );
        Assert.EndsWith("closed exit:basicPension Late on 04-18", log.Of("exit:basicPension")[^1], StringComparison.Ordinal);
        Assert.EndsWith("closed firstContact Missed on 04-18", log.Of("firstContact")[^1], StringComparison.Ordinal);
        Assert.EndsWith("closed followUp:2025-04 Obsolete on 04-18", log.Of("followUp:2025-04")[^1], StringComparison.Ordinal);
        Assert.Empty(log.Person.Keys);
    }

    [Fact]
    public void Found_work_asks_for_an_exit_that_is_a_step_of_its_own()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Contact(ContactOutcome.FoundWork);
        Assert.Equal(["exit:hired"], log.Person.Keys);
        log.Until("2026-03-03T10:00").Contact();
        Assert.Empty(log.Person.Keys);
        Assert.Equal(DutyClosing.InTime, log.All<DutyClosed>().Last().How);
    }

    [Fact]
    public void Hardship_is_looked_at_after_six_and_after_twelve_months()
    {
        var log = DutyLog.RegisteredOn("2025-08-31");
        log.Until("2026-02-28T00:00");
        Assert.DoesNotContain("hardshipCheck:6", log.Person.Keys);
        Assert.NotEqual(
            ServiceGrade.Intensive,
            Grading.Of(log.Person.Record.Registration!, log.Person.Record.Details, World.Day("2026-02-28"), 6)
        );
        log.Until("2026-03-01T00:00");
        Assert.Equal(
            ServiceGrade.Intensive,
            Grading.Of(log.Person.Record.Registration!, log.Person.Record.Details, World.Day("2026-03-01"), 6)
        );
        Assert.Equal(World.Day("2026-03-01"), log.Person.Duty("hardshipCheck:6").OpenedOn);
        log.Until("2026-03-03T10:00")
            .Do(new RecordHardshipCheck(new HardshipRecognition("050", World.Day("2026-03-01"), null), World.Hand()));
        Assert.DoesNotContain("hardshipCheck:6", log.Person.Keys);
        Assert.Equal(
            ServiceGrade.Intensive,
            Grading.Of(log.Person.Record.Registration!, log.Person.Record.Details, World.Day("2026-03-03"), 12)
        );
        log.Until("2026-08-31T00:00");
        Assert.Contains("hardshipCheck:12", log.Person.Keys);
        log.Do(new RecordHardshipCheck(null, World.Hand()));
        Assert.DoesNotContain(log.Person.Record.Duties, d => d.Kind == DutyKind.HardshipCheck);
        Assert.NotNull(log.Person.Record.Registration!.Service.Hardship);
        log.Until("2027-10-31T00:00");
        Assert.DoesNotContain(log.Person.Record.Duties, d => d.Kind == DutyKind.HardshipCheck);
    }

    [Fact]
    public void A_hardship_check_that_an_older_version_opened_a_day_earlier_stays_as_it_is()
    {
        var log = DutyLog.RegisteredOn("2025-08-31");
        log.Until("2026-03-02T09:00");
        var record = log.Person.Record;
        var older = record with
        {
            Duties = [.. record.Duties.Select(d => d.Key == "hardshipCheck:6" ? d with { OpenedOn = World.Day("2026-02-28") } : d)],
        };
        Assert.DoesNotContain(DutyKeeping.CatchUp(older, log.Register.Context(Actor.Register)), e => e is DutyClosed or DutyOpened);
    }

    /// <summary>A man of 55 in a special trade is matched from the month on in which he may draw a pension, not from 60 on.</summary>
    [Fact]
    public void What_is_known_of_the_retirement_age_moves_the_pension_check_and_outlives_the_registration()
    {
        var log = Person("19691110", 1);
        log.Until("2025-02-01T10:00");
        Assert.DoesNotContain(log.Person.Record.Duties, d => d.Kind == DutyKind.PensionCheck);
        var wrong = log.Try(new CorrectData { Why = "本人说明从事井下工作", RetirementCategory = RetirementCategory.WomanSpecialTrade45 });
        Assert.Equal((RefusalCode.InvalidField, "retirementCategory"), Of(wrong));
        Assert.Contains("manSpecialTrade55", wrong.Refusal!.Allowed);

        log.Do(new CorrectData { Why = "本人说明从事井下工作", RetirementCategory = RetirementCategory.ManSpecialTrade55 });
        Assert.Contains(log.Person.Record.Duties, d => d.Kind == DutyKind.PensionCheck);
        Assert.Equal(
            (RefusalCode.InvalidField, "retirementCategory"),
            Of(log.Try(new RecordPensionCheck(false, World.Match(log.Register.Now)) { RetirementCategory = RetirementCategory.Woman50 }))
        );
        log.Do(new RecordPensionCheck(false, World.Match(log.Register.Now)) { RetirementCategory = RetirementCategory.ManSickness50 });
        Assert.Equal(RetirementCategory.ManSickness50, log.Person.Record.Details!.RetirementCategory);
        log.Until("2025-04-30T23:00");
        Assert.DoesNotContain(log.Person.Record.Duties, d => d.Kind == DutyKind.PensionCheck);
        log.Until("2025-05-01T00:00");
        Assert.Contains("pensionCheck:2025-05", log.Person.Keys);

        log.Do(
            new RecordExit(
                new ExitDetails
                {
                    Reason = ExitReason.Hired,
                    On = World.Day("2025-05-01"),
                    Evidence = World.Hand(),
                }
            )
        );
        log.Do(World.Application(log.Register.Numbers[0], log.Register.Now));
        Assert.Equal(RetirementCategory.ManSickness50, log.Person.Record.Details!.RetirementCategory);
        Assert.All(log.Entries, entry => Assert.DoesNotContain("ickness", JournalPrivacy.Readable(entry.Event), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?", "2026-03-02", null, "recognition.category")]
    [InlineData("050", "2026-03-03", null, "recognition.from")]
    [InlineData("050", "2026-03-02", "2026-03-01", "recognition.to")]
    public void A_recognition_names_what_is_wrong_with_it(string category, string from, string? to, string field)
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        var command = new RecordHardshipCheck(
            new HardshipRecognition(category, World.Day(from), to is null ? null : World.Day(to)),
            World.Hand()
        );
        Assert.Equal((RefusalCode.InvalidField, field), Of(log.Try(command)));
    }

    [Fact]
    public void The_persons_word_is_no_pension_match()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        Assert.Equal((RefusalCode.BasisNotEnough, "evidence.basis"), Of(log.Try(new RecordPensionCheck(false, World.Word()))));
    }

    [Fact]
    public void An_exit_that_waits_for_its_second_person_is_due_the_next_working_day()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Until("2026-03-06T10:00").Do(new RecordExit(States.Exit(ExitReason.Other).Exit));
        Assert.Equal(World.Day("2026-03-09"), log.Person.Duty("exitCheck").Due.Date);
        log.Until("2026-03-10T09:00").Do(new RejectExit("不成立"), World.SecondClerk);
        Assert.Equal("2026-03-10 09:00 closed exitCheck Late on 03-10", log.Of("exitCheck")[^1]);
        Assert.Contains("firstContact", log.Person.Keys);
    }

    [Fact]
    public void An_objection_stays_open_after_the_exit_until_it_is_answered()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Do(States.Exit(ExitReason.Hired));
        var id = log.Do(new RaiseObjection(ObjectionSubject.Exit, "请复核")).Reference!;
        Assert.Equal([$"objection:{id}"], log.Person.Keys);
        log.Until("2026-03-10T00:00");
        Assert.NotNull(log.Person.Duty($"objection:{id}").OverdueSince);
        log.Do(new AnswerObjection(id, false, "经复核属实"), World.SecondClerk);
        Assert.Equal(DutyClosing.Late, log.All<DutyClosed>().Last().How);
        Assert.Empty(log.Person.Keys);
    }

    [Fact]
    public void A_correction_runs_on_the_reviews_clock_and_one_asked_for_too_late_is_late_at_once()
    {
        var r = Scripts.Empty();
        var log = new DutyLog(r);
        log.Do(World.Application(World.Citizen(), r.Now));
        log.Until("2026-03-06T09:00");
        log.Do(new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Inconclusive, World.Match(r.Now)));
        log.Do(new AskCorrection("请更正姓名"));
        Assert.Equal(
            ["opened correction since 03-06 due 2026-03-05", "escalated correction since 03-06 00:00 to 98010201"],
            log.Of("correction").Select(l => l[17..])
        );
        log.Do(new CorrectIdentity(Domain.Identity.PersonName.Parse("司徒核对")));
        Assert.EndsWith("closed correction Late on 03-06", log.Of("correction")[^1], StringComparison.Ordinal);
        Assert.Equal(["review"], log.Person.Keys);
    }

    [Theory]
    [InlineData("2026-03-03T10:00", DutyClosing.Obsolete)]
    [InlineData("2026-03-06T10:00", DutyClosing.Missed)]
    public void A_review_that_is_withdrawn_is_obsolete_only_while_it_was_in_time(string at, DutyClosing how)
    {
        var r = Scripts.Empty();
        var log = new DutyLog(r);
        log.Do(World.Application(World.Citizen(), r.Now));
        log.Until(at).Do(new WithdrawApplication(World.Word()));
        Assert.Equal(how, Assert.Single(log.All<DutyClosed>()).How);
    }

    private static readonly WorkingCalendars Long = new(Tables.Shipped.WithProvisionalThrough(2040));

    private static DutyLog Person(string birth, int sequence)
    {
        var number = World.Citizen(sequence, birth);
        var r = new SmallRegister(number) { Calendars = Long };
        r.Now = World.At("2025-01-06T10:00");
        if (birth == "19650115")
            r.Now = World.At("2024-12-02T10:00");
        var log = new DutyLog(r);
        log.Do(World.Application(number, r.Now));
        Scripts.Approve(r, 0);
        return log;
    }

    private static (RefusalCode, string?) Of(Decision decision) => (decision.Refusal!.Code, decision.Refusal.Field);
}
