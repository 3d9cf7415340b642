using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Regions;

namespace Grid.Domain.Tests.Persons.Duties;

/// <summary>Who works on a duty, what a transfer, an exit or a link does to it, and input that cannot be.</summary>
public sealed class DutyWorkTests
{
    [Fact]
    public void One_clerk_makes_the_call_for_all_of_a_persons_duties_until_the_claim_is_over()
    {
        var log = DutyLog.RegisteredOn("2026-03-25");
        log.Until("2026-04-01T09:00");
        log.Do(new ClaimDuty("firstContact", 2));
        Assert.Equal(RefusalCode.DutyClaimed, Of(log.Try(new ClaimDuty("firstContact", 2), World.SecondClerk)));
        Assert.Equal(RefusalCode.DutyClaimed, Of(log.Try(new ClaimDuty("followUp:2026-04", 2), World.SecondClerk)));
        Assert.Equal(RefusalCode.DutyClaimed, Of(log.Try(new ReleaseDuty("firstContact"), World.SecondClerk)));
        Assert.Equal(
            RefusalCode.DutyClaimed,
            Of(log.Try(new SnoozeDuty("firstContact", World.Day("2026-04-02"), "x1"), World.SecondClerk))
        );
        log.Do(new ClaimDuty("followUp:2026-04", 1));

        log.Until("2026-04-01T10:59:59");
        Assert.Equal(RefusalCode.DutyClaimed, Of(log.Try(new ClaimDuty("firstContact", 2), World.SecondClerk)));
        log.Until("2026-04-01T11:00");
        log.Do(new ClaimDuty("firstContact", 72), World.SecondClerk);
        Assert.Equal("clerk-2", log.Person.Duty("firstContact").Claim!.By);
        log.Do(new ReleaseDuty("firstContact"), World.Supervisor);
        Assert.Null(log.Person.Duty("firstContact").Claim);
        Assert.Empty(log.Try(new ReleaseDuty("firstContact")).Events);
    }

    [Fact]
    public void An_exit_to_be_confirmed_may_be_held_by_another_than_the_one_who_calls()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Do(new RecordExit(States.Exit(ExitReason.Other).Exit));
        log.Do(new ClaimDuty("firstContact", 2));
        log.Do(new ClaimDuty("exitCheck", 2), World.SecondClerk);
        Assert.Equal(
            (World.Clerk.Subject, World.SecondClerk.Subject),
            (log.Person.Duty("firstContact").Claim!.By, log.Person.Duty("exitCheck").Claim!.By)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(73)]
    [InlineData(-1)]
    public void A_claim_is_for_one_to_72_hours(int hours) =>
        Assert.Equal(RefusalCode.InvalidField, Of(DutyLog.RegisteredOn("2026-03-02").Try(new ClaimDuty("firstContact", hours))));

    [Theory]
    [InlineData("2026-03-02", false)]
    [InlineData("2026-03-03", true)]
    [InlineData("2026-03-09", true)]
    [InlineData("2026-03-10", false)]
    public void A_duty_is_postponed_to_its_last_day_at_most(string until, bool taken)
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        Assert.Equal(taken, log.Try(new SnoozeDuty("firstContact", World.Day(until), "本人出差")).Refusal is null);
        Assert.Equal(World.Day("2026-03-09"), log.Person.Duty("firstContact").Due.Date);
    }

    [Fact]
    public void A_late_duty_is_not_postponed_and_a_reason_is_needed()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        Assert.Equal(RefusalCode.InvalidField, Of(log.Try(new SnoozeDuty("firstContact", World.Day("2026-03-04"), " "))));
        log.Until("2026-03-10T00:00");
        Assert.Equal(RefusalCode.InvalidField, Of(log.Try(new SnoozeDuty("firstContact", World.Day("2026-03-11"), "本人出差"))));
    }

    [Fact]
    public void A_transfer_moves_every_duty_and_the_new_office_starts_with_neither_claim_nor_snooze()
    {
        var log = DutyLog.RegisteredOn("2026-03-25");
        log.Until("2026-04-02T00:00");
        log.Do(new ClaimDuty("followUp:2026-04", 72));
        log.Do(new SnoozeDuty("followUp:2026-04", World.Day("2026-04-20"), "本人出差"));
        Assert.Equal("98010201", log.Person.Duty("firstContact").EscalatedTo);
        log.Do(new Transfer(World.OtherUrban, null, "本人要求"));

        Assert.All(log.Person.Record.Duties, d => Assert.Equal((World.OtherUrban, null, null), (d.Office, d.Claim, d.Snooze)));
        var late = log.Person.Duty("firstContact");
        Assert.Equal(World.At("2026-04-02T00:00"), late.OverdueSince);
        Assert.Equal(World.Offices.SupervisorOf(World.Offices.Find(World.OtherUrban)!, MiniProvince.Today)!.Code.Value, late.EscalatedTo);
        Assert.DoesNotContain(log.All<DutyClosed>(), e => e.Kind is DutyKind.FirstContact or DutyKind.FollowUp);
        Assert.Equal(RefusalCode.NotYourCase, Of(log.Try(new ClaimDuty("firstContact", 2), World.Clerk)));
        Assert.All(log.All<DutyMoved>(), e => Assert.Null(e.After.Snooze));
    }

    [Fact]
    public void An_exit_ends_what_was_in_time_as_obsolete_and_what_was_late_as_missed()
    {
        var log = DutyLog.RegisteredOn("2026-03-25");
        log.Until("2026-04-02T00:00")
            .Do(States.Exit(ExitReason.Hired) with { Exit = States.Exit(ExitReason.Hired).Exit with { On = World.Day("2026-04-01") } });
        Assert.Equal(
            ["closed firstContact Missed on 04-02", "closed followUp:2026-04 Obsolete on 04-02"],
            log.Lines().TakeLast(2).Select(l => l[17..])
        );
        Assert.Empty(log.Person.Keys);
        Assert.Null(NextReminder.MomentOf(log.Person.Record, log.Register.Now));
    }

    [Fact]
    public void A_revoked_exit_brings_back_what_is_owed_now_and_not_the_months_of_the_error()
    {
        var log = DutyLog.RegisteredOn("2026-01-12");
        log.Contact();
        log.Do(States.Exit(ExitReason.Hired) with { Exit = States.Exit(ExitReason.Hired).Exit with { On = World.Day("2026-01-12") } });
        log.Until("2026-06-10T10:00").Do(new RevokeExit(log.Person.Record.Past[0].Number, World.Hand()));
        Assert.Equal(["followUp:2026-05", "followUp:2026-06"], log.Person.Keys);
        Assert.DoesNotContain(log.All<DutyClosed>(), e => e.Kind == DutyKind.FollowUp);
        log.Until("2026-06-30T10:00").Contact();
        Assert.Empty(log.Person.Keys);
    }

    [Fact]
    public void A_link_takes_the_duties_from_one_number_to_the_other_and_back()
    {
        var r = Scripts.Registered(1);
        Scripts.Known(r, 0);
        r.Now = World.At("2026-03-12T10:00");
        r.Ask(1, new Tick(), Actor.Register);
        Assert.NotNull(Assert.Single(r.Records[1].Duties).OverdueSince);

        Scripts.Ok(r.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        Assert.Empty(r.Records[1].Duties);
        Assert.Equal(DutyClosing.Obsolete, r.JournalOf(1).OfType<DutyClosed>().Last().How);
        r.Settle();
        var moved = Assert.Single(r.Records[0].Duties);
        Assert.Equal((World.Day("2026-03-02"), World.At("2026-03-10T00:00")), (moved.OpenedOn, moved.OverdueSince));

        Scripts.Ok(r.Send(0, new Unlink(World.IdOf(1), "不是同一人"), World.Supervisor));
        Assert.Empty(r.Records[0].Duties);
        r.Settle();
        Assert.Equal(moved, Assert.Single(r.Records[1].Duties));
        r.CheckFolds();
    }

    [Fact]
    public void A_registration_that_takes_the_place_of_a_by_reference_one_has_a_first_contact_of_its_own()
    {
        var r = Scripts.Empty();
        Scripts.Register(r, 0, with: a => a with { ByReference = ByReferenceGroup.Graduate });
        r.Now = World.At("2026-03-04T10:00");
        Scripts.Register(r, 0);
        Assert.Equal(World.Day("2026-03-04"), r.Records[0].Duties.Single(d => d.Kind == DutyKind.FirstContact).OpenedOn);
        Assert.Equal(
            ["Obsolete"],
            r.Journal.OfType<DutyClosed>().Where(e => e.Kind == DutyKind.FirstContact).Select(e => e.How.ToString())
        );
        Assert.Equal(2, r.Journal.OfType<DutyOpened>().Count(e => e.Duty.Kind == DutyKind.FirstContact));
    }

    [Fact]
    public void An_application_entered_in_error_leaves_no_figure_of_the_one_before()
    {
        var r = States.Of("withdrawn");
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Scripts.EndInError(r, 0);
        Assert.Equal(DutyClosing.Obsolete, r.Journal.OfType<DutyClosed>().Last(e => e.Kind == DutyKind.Review).How);
        Assert.Empty(r.Records[0].Duties);
    }

    [Fact]
    public void A_contact_is_never_recorded_ahead() =>
        AssertInvalid(
            new RecordContact
            {
                Channel = ContactChannel.Telephone,
                Outcome = ContactOutcome.Reached,
                At = World.At("2026-03-10T10:05:01"),
            },
            "at"
        );

    [Fact]
    public void A_contact_before_the_registration_is_none_of_it()
    {
        var log = DutyLog.RegisteredOn("2026-03-09");
        log.Until("2026-03-10T10:00");
        Assert.Equal(
            "at",
            log.Try(
                new RecordContact
                {
                    Channel = ContactChannel.Telephone,
                    Outcome = ContactOutcome.Reached,
                    At = World.At("2026-03-08T10:00"),
                }
            ).Refusal!.Field
        );
    }

    [Theory]
    [InlineData(ContactChannel.OwnReport, ContactOutcome.NotReached)]
    [InlineData(ContactChannel.OwnReport, ContactOutcome.WrongNumber)]
    [InlineData(ContactChannel.FaceToFace, ContactOutcome.WrongNumber)]
    [InlineData(ContactChannel.HomeVisit, ContactOutcome.WrongNumber)]
    [InlineData(ContactChannel.Online, ContactOutcome.WrongNumber)]
    [InlineData(ContactChannel.Letter, ContactOutcome.WrongNumber)]
    public void An_outcome_that_contradicts_its_channel_is_named(ContactChannel channel, ContactOutcome outcome) =>
        AssertInvalid(new RecordContact { Channel = channel, Outcome = outcome }, "outcome");

    [Theory]
    [InlineData("2026-03-10T10:00", null, null, "nextAppointment", Doubt.Contradicts)]
    [InlineData("2027-03-12T10:00", null, null, "nextAppointment", Doubt.Contradicts)]
    [InlineData(null, "\u0001", null, "note", Doubt.Malformed)]
    [InlineData(null, null, "9", "wishes", Doubt.NotInList)]
    public void A_contact_that_happened_is_recorded_whatever_else_is_written_with_it(
        string? next,
        string? note,
        string? wish,
        string field,
        Doubt doubt
    )
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Until("2026-03-10T10:00");
        var decision = log.Try(
            new RecordContact
            {
                Channel = ContactChannel.Telephone,
                Outcome = ContactOutcome.Reached,
                NextAppointment = next is null ? null : World.At(next),
                Note = note,
                Wishes = wish is null ? [] : [wish, "1"],
            }
        );

        Assert.Equal([field], decision.Outcome!.Unverified);
        var contact = decision.Events.OfType<ContactRecorded>().Single().Contact;
        Assert.Equal((field, doubt), (Assert.Single(contact.Unverified!).Field, contact.Unverified![0].Doubt));
        Assert.Null(contact.NextAppointment);
        Assert.Equal(wish is null ? [] : ["1"], contact.Wishes);
    }

    /// <summary>Seven working days; 1 to 7 October 2026 are days off, 10 October is worked.</summary>
    [Theory]
    [InlineData("2026-09-30", "2026-10-08", true)]
    [InlineData("2026-09-30", "2026-10-15", true)]
    [InlineData("2026-09-30", "2026-10-16", false)]
    [InlineData("2026-09-28", "2026-10-13", true)]
    [InlineData("2026-09-28", "2026-10-14", false)]
    [InlineData("2026-10-04", "2026-10-15", true)] // The first working day after it is day 1.
    [InlineData("2026-10-04", "2026-10-16", false)]
    public void A_contact_is_entered_within_seven_working_days(string happened, string entered, bool inTime)
    {
        var log = DutyLog.RegisteredOn("2026-09-01");
        log.Until(entered + "T23:30");
        var contact = new RecordContact
        {
            Channel = ContactChannel.Telephone,
            Outcome = ContactOutcome.Reached,
            At = World.At(happened + "T00:10"),
        };
        var refusal = log.Try(contact).Refusal;
        Assert.Equal(inTime, refusal is null);
        if (!inTime)
        {
            // The answer names the first day that may still be entered, and it may.
            Assert.Equal((RefusalCode.InvalidField, "at", FieldRule.TooLongAgo), (refusal!.Code, refusal.Field, refusal.Rule));
            Assert.True(World.Day(refusal.AtLeast!) > World.Day(happened));
            Assert.Null(log.Try(contact with { At = World.At(refusal.AtLeast + "T00:00") }).Refusal);
        }
    }

    [Fact]
    public void No_office_follows_up_an_exited_person_or_another_offices_case()
    {
        var contact = new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached };
        Assert.Equal(RefusalCode.NoActiveRegistration, Of(States.Of("exited").Ask(0, contact, World.Clerk)));
        Assert.Equal(RefusalCode.NotYourCase, Of(States.Of("active").Ask(0, contact, World.OtherClerk)));
        foreach (
            var command in new PersonCommand[]
            {
                new ClaimDuty("firstContact", 1),
                new SnoozeDuty("firstContact", World.Day("2026-03-03"), "出差"),
                new RecordPensionCheck(false, World.Hand()),
                new RecordHardshipCheck(null, World.Hand()),
                new RecordService("S101", ServiceResult.Given, null, null),
                new RecordPolicyStep("P010", PolicyStep.Told, null, null),
                new SetGrade(ServiceGrade.Intensive, "长期失业"),
            }
        )
        {
            Assert.Equal(RefusalCode.NotYourCase, Of(States.Of("active").Ask(0, command, World.OtherClerk)));
        }
    }

    [Theory]
    [InlineData("P010", null, "item")]
    [InlineData("S101", "2026-03-11", "on")]
    [InlineData("S101", "2026-03-01", "on")]
    public void A_service_is_one_of_the_list_and_of_a_day_of_the_registration(string item, string? on, string field) =>
        AssertInvalid(new RecordService(item, ServiceResult.Given, on is null ? null : World.Day(on), null), field);

    [Theory]
    [InlineData("S101", null, "policy")]
    [InlineData("P010", "2026-03-11", "on")]
    public void A_policy_is_one_of_the_list_and_of_a_day_of_the_registration(string policy, string? on, string field) =>
        AssertInvalid(new RecordPolicyStep(policy, PolicyStep.Told, on is null ? null : World.Day(on), null), field);

    private static void AssertInvalid(PersonCommand command, string field)
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Until("2026-03-10T10:00");
        var refusal = log.Try(command).Refusal;
        Assert.Equal((RefusalCode.InvalidField, field), (refusal?.Code, refusal?.Field));
    }

    private static RefusalCode? Of(Decision decision) => decision.Refusal?.Code;
}
