using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Calendar;

namespace Grid.Domain.Tests.Persons.Duties;

/// <summary>
/// Calendars that change while duties are open: the office's day is recomputed, the day that was given to the person only moves later, both
/// in the journal.
/// </summary>
public sealed class DutyCalendarTests
{
    /// <summary>2020 as it was announced in November 2019: Spring Festival to 30 January, 1 February worked.</summary>
    private static readonly WorkingCalendars Before26January = With(
        Tables.Year(
            "CN",
            2020,
            "2020-01-01 2020-01-24 2020-01-25 2020-01-26 2020-01-27 2020-01-28 2020-01-29 2020-01-30",
            "2020-01-19 2020-02-01"
        )
    );

    [Theory]
    [InlineData("2020-09-30T16:00", "2020-10-12", "2020-10-19")]
    [InlineData("2024-02-09T16:00", "2024-02-20", "2024-02-27")]
    [InlineData("2025-01-27T16:00", "2025-02-07", "2025-02-13")]
    [InlineData("2026-09-30T23:59:59", "2026-10-10", "2026-10-16")]
    public void Review_and_first_contact_over_the_holidays(string submitted, string review, string contact)
    {
        var r = Scripts.Empty();
        r.Now = World.At(submitted);
        var log = new DutyLog(r);
        log.Do(World.Application(World.Citizen(), r.Now));
        Assert.Equal(World.Day(review), log.Person.Duty("review").Due.Date);
        log.Until(review + "T10:00");
        Scripts.Approve(r, 0);
        Assert.Equal(World.Day(contact), log.Person.Duty("firstContact").Due.Date);
        log.Until(contact + "T23:59:59");
        Assert.Null(log.Person.Duty("firstContact").OverdueSince);
        log.Until(World.Day(contact).AddDays(1).ToString("yyyy-MM-dd") + "T00:00");
        Assert.NotNull(log.Person.Duty("firstContact").OverdueSince);
    }

    [Fact]
    public void January_2020_the_festival_is_extended_after_acceptance()
    {
        var r = Scripts.Empty();
        r.Calendars = Before26January;
        r.Now = World.At("2020-01-22T10:00");
        var log = new DutyLog(r);
        log.Do(World.Application(World.Citizen(), r.Now));
        Assert.Equal(
            (World.Day("2020-02-01"), World.Day("2020-02-01")),
            (log.Person.Duty("review").Due.Date, log.Person.Duty("review").PromisedDue)
        );
        log.Until("2020-01-31T08:00");
        Assert.NotNull(log.Person.Duty("review").WarnedAt);
        log.Do(new SnoozeDuty("review", World.Day("2020-02-01"), "本人2月1日到窗口"));

        r.Calendars = World.Calendars;
        log.Do(new Tick(), Actor.Register);
        Assert.Equal("2020-01-31 08:00 moved review from 02-01 to 02-04 promised 02-04 at 98010200101", log.Lines()[^1]);
        var told = Assert.Single(r.Notices, n => n.Kind == NoticeKind.DueMoved);
        Assert.Equal(
            ("2020-02-04", log.Person.Record.Application!.Number.Value),
            (told.Facts.GetProperty("due").GetString(), told.Facts.GetProperty("number").GetString())
        );
        log.Do(new Tick(), Actor.Register);
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.DueMoved);
        var duty = log.Person.Duty("review");
        Assert.Null(duty.WarnedAt);
        Assert.Null(duty.Snooze);
        Assert.Equal(
            (World.Day("2020-02-04"), World.Day("2020-02-04")),
            (log.Person.Record.Application!.ReviewDue.Date, log.Person.Record.Application.PromisedDue)
        );

        log.Until("2020-02-04T23:59:59");
        Assert.Null(log.Person.Duty("review").OverdueSince);
        Assert.Equal(World.At("2020-02-05T00:00"), NextReminder.MomentOf(log.Person.Record, r.Now));
    }

    [Fact]
    public void What_was_late_by_the_old_table_is_not_any_more_and_can_become_so_again()
    {
        var r = Scripts.Empty();
        r.Calendars = Before26January;
        r.Now = World.At("2020-01-22T10:00");
        var log = new DutyLog(r);
        log.Do(World.Application(World.Citizen(), r.Now));
        log.Until("2020-02-02T00:00");
        Assert.NotNull(log.Person.Record.Application!.OverdueSince);
        r.Calendars = World.Calendars;
        log.Do(new Tick(), Actor.Register);
        Assert.Null(log.Person.Record.Application!.OverdueSince);
        log.Until("2020-02-05T00:00");
        Assert.Equal(World.At("2020-02-05T00:00"), log.Person.Record.Application!.OverdueSince);
    }

    [Fact]
    public void A_table_that_shortens_moves_the_office_and_not_the_day_that_the_person_was_given()
    {
        var r = Scripts.Empty();
        r.Now = World.At("2020-01-22T10:00");
        var log = new DutyLog(r);
        log.Do(World.Application(World.Citizen(), r.Now));
        r.Calendars = Before26January;
        log.Do(new Tick(), Actor.Register);
        var duty = log.Person.Duty("review");
        Assert.Equal((World.Day("2020-02-01"), World.Day("2020-02-04")), (duty.Due.Date, duty.PromisedDue));
        Assert.Equal(World.Day("2020-02-04"), log.Person.Record.Application!.PromisedDue);
        Assert.Equal("2020-01-22 10:00 moved review from 02-04 to 02-01 promised 02-04 at 98010200101", log.Lines()[^1]);
        Assert.DoesNotContain(r.Notices, n => n.Kind == NoticeKind.DueMoved);
        log.Until("2020-02-02T00:00");
        Assert.NotNull(log.Person.Duty("review").OverdueSince);

        // And back: the day is the one that was given.
        r.Calendars = World.Calendars;
        log.Do(new Tick(), Actor.Register);
        Assert.Equal(World.Day("2020-02-04"), log.Person.Duty("review").Due.Date);
        Assert.DoesNotContain(r.Notices, n => n.Kind == NoticeKind.DueMoved);
    }

    [Fact]
    public void Provisional_2027_becomes_official_with_other_days_and_with_the_same()
    {
        var log = DutyLog.RegisteredOn("2026-12-30");
        Assert.Equal(new Deadline(World.Day("2027-01-07"), true), log.Person.Duty("firstContact").Due);
        log.Until("2026-12-31T10:00");

        log.Register.Calendars = With(Tables.Year("CN", 2027, "2027-01-01", ""));
        log.Do(new Tick(), Actor.Register);
        Assert.Equal(new Deadline(World.Day("2027-01-07"), false), log.Person.Duty("firstContact").Due);
        Assert.Single(log.All<DutyMoved>());

        log.Register.Calendars = With(Tables.Year("CN", 2027, "2027-01-01 2027-01-02 2027-01-03 2027-01-04", ""));
        log.Do(new Tick(), Actor.Register);
        log.Do(new Tick(), Actor.Register);
        Assert.Equal("2026-12-31 10:00 moved firstContact from 01-07 to 01-08 promised 01-08 at 98010200101", log.Lines()[^1]);
        Assert.Equal(2, log.All<DutyMoved>().Count());
    }

    [Fact]
    public void A_table_that_is_taken_back_does_not_take_back_the_day_that_the_person_was_given()
    {
        var log = DutyLog.RegisteredOn("2026-12-30");
        log.Until("2026-12-31T10:00");
        log.Register.Calendars = With(Tables.Year("CN", 2027, "2027-01-01 2027-01-02 2027-01-03 2027-01-04", ""));
        log.Do(new Tick(), Actor.Register);
        log.Register.Calendars = With(Tables.Year("CN", 2027, "2027-01-01", ""));
        log.Do(new Tick(), Actor.Register);

        var duty = log.Person.Duty("firstContact");
        Assert.Equal((World.Day("2027-01-07"), World.Day("2027-01-08")), (duty.Due.Date, duty.PromisedDue));
        Assert.Equal(World.Day("2027-01-08"), log.Person.Record.Registration!.FirstContactDue.Date);
    }

    [Fact]
    public void The_answer_that_an_objection_shows_follows_a_table_that_lengthens()
    {
        var log = DutyLog.RegisteredOn("2026-12-29");
        log.Do(new RaiseObjection(ObjectionSubject.Data, "姓名写错了"));
        var raised = Assert.Single(log.Person.Record.Objections);
        Assert.Equal(World.Day("2027-01-06"), raised.AnswerDue.Date);

        log.Register.Calendars = With(Tables.Year("CN", 2027, "2027-01-01 2027-01-02 2027-01-03 2027-01-04", ""));
        log.Do(new Tick(), Actor.Register);

        var answer = Assert.Single(log.Person.Record.Objections).AnswerDue;
        Assert.Equal((log.Person.Duty($"objection:{raised.Id}").Due, World.Day("2027-01-07")), (answer, answer.Date));
    }

    [Fact]
    public void A_region_with_a_holiday_of_its_own_has_days_of_its_own()
    {
        var own = Tables.Year("9801", 2026, "2026-03-03", "");
        var log = DutyLog.RegisteredOn("2026-03-02", new WorkingCalendars(Tables.Shipped.With(own)));
        Assert.Equal(World.Day("2026-03-10"), log.Person.Duty("firstContact").Due.Date);
        log.Do(new Transfer(World.OtherUrban, null, "本人要求"));
        var moved = log.Person.Duty("firstContact");
        Assert.Equal((World.Day("2026-03-09"), World.Day("2026-03-10")), (moved.Due.Date, moved.PromisedDue));
    }

    [Fact]
    public void A_week_of_outage_is_made_up_for_with_the_right_days_by_one_tick()
    {
        var log = DutyLog.RegisteredOn("2026-03-25");
        log.Until("2026-03-26T10:00").Jump("2026-04-02T10:00");
        Assert.Equal(["2026-04-02 10:00 escalated firstContact since 04-02 00:00 to 98010201"], log.Of("firstContact").Skip(1));
        Assert.Equal("2026-04-02 10:00 opened followUp:2026-04 since 04-01 due 2026-04-30", Assert.Single(log.Of("followUp:2026-04")));
        Assert.Equal(World.At("2026-04-02T00:00"), log.Person.Duty("firstContact").OverdueSince);
    }

    [Fact]
    public void Months_of_outage_leave_the_same_months_in_the_journal_as_ticks_would_have()
    {
        var ticked = DutyLog.RegisteredOn("2026-01-12");
        ticked.Contact();
        ticked.Until("2026-08-20T10:00");
        var jumped = DutyLog.RegisteredOn("2026-01-12");
        jumped.Contact();
        jumped.Jump("2026-08-20T10:00");

        Assert.Equal(Ends(ticked), Ends(jumped));
        Assert.Equal(Openings(ticked), Openings(jumped));
        Assert.Equal(Late(ticked), Late(jumped));
        Assert.Equal(ticked.Person.Keys, jumped.Person.Keys);
        Assert.Equal(
            ["2026-02", "2026-03", "2026-04", "2026-05", "2026-06"],
            jumped.All<DutyClosed>().Where(e => e.How == DutyClosing.Missed).Select(e => e.Key[9..])
        );

        // Events of one commit are in the order of their days.
        var opened = jumped.All<DutyOpened>().Select(e => e.Duty.OpenedOn).ToArray();
        Assert.Equal(opened.Order(), opened);
    }

    [Fact]
    public void The_first_command_after_an_outage_catches_up_without_a_tick()
    {
        var log = DutyLog.RegisteredOn("2026-01-12");
        log.Register.Now = World.At("2026-04-20T10:00");
        log.Contact();
        Assert.Equal(
            ["Missed", "Late", "InTime"],
            log.All<DutyClosed>().Where(e => e.Kind == DutyKind.FollowUp).Select(e => e.How.ToString())
        );
        Assert.Equal(3, log.All<DutyOverdue>().Count());
        Assert.Empty(log.Person.Keys);
    }

    [Fact]
    public void Of_ten_years_of_outage_the_latest_two_are_made_up_for_in_one_small_commit()
    {
        var log = DutyLog.RegisteredOn("2026-01-12", new WorkingCalendars(Tables.Shipped.WithProvisionalThrough(2037)));
        log.Contact();
        log.Jump("2036-06-20T10:00");
        Assert.Equal(24, log.All<DutyClosed>().Count(e => e.How == DutyClosing.Missed));
        Assert.Equal(["followUp:2036-05", "followUp:2036-06", "hardshipCheck:12", "hardshipCheck:6"], log.Person.Keys);
        Assert.Equal(World.Day("2026-07-12"), log.Person.Duty("hardshipCheck:6").OpenedOn);
    }

    [Fact]
    public void A_second_silos_clock_a_little_behind_neither_closes_nor_asks_twice()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Contact();
        log.Until("2026-04-01T00:00");
        var notices = log.Register.Notices.Count;
        var lines = log.Lines().Count;
        log.Jump("2026-03-31T23:59:58");
        log.Jump("2026-04-01T00:00:03");
        Assert.Equal(lines, log.Lines().Count);
        Assert.Equal(notices, log.Register.Notices.Count);
    }

    [Fact]
    public void A_clock_that_was_years_ahead_is_put_right()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Contact();
        log.Until("2026-04-10T10:00").Jump("2027-05-10T10:00");
        log.Jump("2026-04-10T11:00");
        Assert.Equal(["followUp:2026-04"], log.Person.Keys);
        Assert.Null(log.Person.Duty("followUp:2026-04").OverdueSince);
        log.Until("2026-05-01T00:00");
        Assert.Equal(World.At("2026-05-01T00:00"), log.Person.Duty("followUp:2026-04").OverdueSince);
    }

    [Fact]
    public void A_late_a_doubled_and_a_missing_tick_change_nothing()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Until("2026-04-20T10:00");
        var before = log.Lines().Count;
        for (var i = 0; i < 3; i++)
            Assert.Empty(log.Try(new Tick(), Actor.Register).Events);
        Assert.Equal(before, log.Lines().Count);
    }

    private static string[] Ends(DutyLog log) =>
        [.. log.All<DutyClosed>().Select(e => $"{e.Key} {e.How} {e.On} {e.Due}").Order(StringComparer.Ordinal)];

    private static string[] Openings(DutyLog log) =>
        [.. log.All<DutyOpened>().Select(e => $"{e.Duty.Key} {e.Duty.OpenedOn} {e.Duty.Due}").Order(StringComparer.Ordinal)];

    private static string[] Late(DutyLog log) =>
        [.. log.All<DutyOverdue>().Select(e => $"{e.Key} {e.Since:O} {e.EscalatedTo}").Order(StringComparer.Ordinal)];

    private static WorkingCalendars With(CalendarYear year) => new(Tables.Shipped.With(year));
}
