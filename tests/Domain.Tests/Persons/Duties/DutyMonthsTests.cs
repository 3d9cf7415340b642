using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons.Duties;

/// <summary>
/// A case driven through its months by the clock: each duty opened, warned, closed or escalated on the right day (79/2020 (三), (四)).
/// </summary>
public sealed class DutyMonthsTests(ITestOutputHelper output)
{
    [Fact]
    public void A_case_from_Spring_Festival_over_National_Day_to_the_year_after()
    {
        // Friday before Spring Festival 2026; Saturday the 14th is worked, the 15th to the 23rd are off, Saturday the 28th is worked.
        var r = Scripts.Empty();
        r.Now = World.At("2026-02-13T16:00");
        var log = new DutyLog(r);
        log.Do(World.Application(World.Citizen(), r.Now));
        log.Until("2026-02-25T15:00");
        log.Do(
            new RecordVerification(Domain.Persons.VerificationSubject.Identity, Domain.Persons.VerificationOutcome.Confirmed, World.Hand())
        );
        log.Do(new ApproveApplication());
        log.Until("2026-02-28T09:00");
        log.Contact(ContactOutcome.NotReached);
        log.Until("2026-03-03T16:00");
        log.Contact();
        log.Until("2026-04-10T10:00").Contact(ContactOutcome.NotReached);
        log.Until("2026-05-06T10:00").Contact(ContactOutcome.RefusedService);
        log.Until("2026-06-10T10:00").Contact(channel: ContactChannel.OwnReport);
        foreach (var day in new[] { "07-06", "07-08", "07-10" })
            log.Until($"2026-{day}T10:00").Contact(ContactOutcome.NotReached);
        log.Until("2026-09-10T10:00").Do(new RecordHardshipCheck(null, World.Hand()));
        log.Contact(channel: ContactChannel.HomeVisit);
        log.Until("2026-10-09T10:00").Contact();
        log.Until("2026-12-30T10:00").Contact(ContactOutcome.FoundWork);
        log.Until("2026-12-30T11:00").Do(new RecordExit(States.Exit(ExitReason.Hired).Exit with { On = World.Day("2026-12-28") }));

        foreach (var line in log.Lines())
            output.WriteLine(line);
        Assert.Equal(Expected.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), log.Lines());
        Assert.Empty(log.Person.Keys);
        Assert.Null(NextReminder.MomentOf(r.Records[0], r.Now));
    }

    [Fact]
    public void The_first_contact_satisfies_its_own_month_and_no_later_one()
    {
        var log = DutyLog.RegisteredOn("2026-01-28");
        log.Until("2026-02-03T10:00").Contact();
        Assert.Equal(
            ["closed firstContact InTime on 02-03", "closed followUp:2026-02 InTime on 02-03"],
            log.Lines().Where(l => l.Contains(" closed ")).Select(l => l[17..]).Where(l => !l.Contains("review"))
        );
        log.Until("2026-03-01T00:00");
        Assert.Equal(["followUp:2026-03"], log.Person.Keys);
    }

    [Fact]
    public void A_failed_attempt_is_an_attempt_and_three_of_a_month_ask_for_a_visit_until_there_was_one()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Until("2026-03-04T10:00").Contact(ContactOutcome.NotReached);
        log.Contact(ContactOutcome.WrongNumber);
        Assert.Equal(["firstContact"], log.Person.Keys);
        log.Until("2026-03-05T10:00").Contact(ContactOutcome.NotReached, ContactChannel.ShortMessage);
        Assert.Equal(World.Day("2026-03-12"), log.Person.Duty("visit:2026-03").Due.Date);
        log.Until("2026-03-12T10:00").Contact(ContactOutcome.NotReached);
        log.Until("2026-04-02T10:00").Contact(ContactOutcome.NotReached);
        Assert.Equal(["firstContact", "followUp:2026-04", "visit:2026-03"], log.Person.Keys);
        Assert.NotNull(log.Person.Duty("visit:2026-03").OverdueSince);

        log.Contact(ContactOutcome.NotReached, ContactChannel.HomeVisit);
        Assert.EndsWith("closed visit:2026-03 Late on 04-02", log.Of("visit:2026-03")[^1], StringComparison.Ordinal);
        Assert.Equal(["firstContact", "followUp:2026-04"], log.Person.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_data_match_or_being_reached_also_ends_the_visit(bool match)
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        for (var i = 0; i < 3; i++)
            log.Contact(ContactOutcome.NotReached);
        Assert.Contains("visit:2026-03", log.Person.Keys);
        if (match)
            log.Do(new RecordPensionCheck(false, World.Match(log.Register.Now)));
        else
            log.Contact(channel: ContactChannel.OwnReport);
        Assert.DoesNotContain("visit:2026-03", log.Person.Keys);
        Assert.Equal(DutyClosing.InTime, log.All<DutyClosed>().Single(e => e.Kind == DutyKind.Visit).How);
    }

    [Fact]
    public void Attempts_of_a_month_in_which_the_person_was_reached_ask_for_nothing()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Contact();
        for (var i = 0; i < 5; i++)
            log.Contact(ContactOutcome.NotReached);
        Assert.Empty(log.Person.Keys);
    }

    [Fact]
    public void Neither_thirty_refusals_nor_two_years_of_silence_close_a_record()
    {
        var log = DutyLog.RegisteredOn("2024-03-04");
        for (var i = 0; i < 30; i++)
            log.Contact(ContactOutcome.RefusedService);
        log.Until("2026-04-15T10:00");
        Assert.NotNull(log.Person.Record.Registration);
        Assert.Empty(log.All<Exited>());
        Assert.Empty(log.All<ExitProposed>());
        Assert.Equal(23, log.All<DutyClosed>().Count(e => e is { Kind: DutyKind.FollowUp, How: DutyClosing.Missed }));
    }

    [Fact]
    public void A_month_is_missed_when_the_second_one_after_it_begins_and_late_until_then()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Contact();
        log.Until("2026-05-31T23:59:59").Contact();
        Assert.Equal(
            [
                "2026-04-01 00:00 opened followUp:2026-04 since 04-01 due 2026-04-30",
                "2026-04-23 00:00 warned followUp:2026-04 .",
                "2026-05-01 00:00 escalated followUp:2026-04 since 05-01 00:00 to 98010201",
                "2026-05-31 23:59 closed followUp:2026-04 Late on 05-31",
            ],
            log.Of("followUp:2026-04")
        );
        Assert.EndsWith("closed followUp:2026-05 InTime on 05-31", log.Of("followUp:2026-05")[^1], StringComparison.Ordinal);

        log = DutyLog.RegisteredOn("2026-03-02");
        log.Contact();
        log.Until("2026-06-01T00:00");
        Assert.Equal("2026-06-01 00:00 closed followUp:2026-04 Missed on 06-01", log.Of("followUp:2026-04")[^1]);
        Assert.Equal(["followUp:2026-05", "followUp:2026-06"], log.Person.Keys);
    }

    [Fact]
    public void A_contact_recorded_some_days_late_counts_in_the_month_in_which_it_happened()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Contact();
        log.Until("2026-05-03T10:00").Contact(at: "2026-04-30T17:00");
        Assert.Equal("2026-05-03 10:00 closed followUp:2026-04 InTime on 04-30", log.Of("followUp:2026-04")[^1]);
        Assert.Equal(["followUp:2026-05"], log.Person.Keys);
    }

    [Fact]
    public void A_contact_recorded_late_neither_forgets_later_attempts_nor_counts_as_one()
    {
        var log = DutyLog.RegisteredOn("2026-03-02");
        log.Until("2026-05-03T10:00");
        for (var i = 0; i < 2; i++)
            log.Contact(ContactOutcome.NotReached);
        log.Contact(ContactOutcome.NotReached, at: "2026-04-30T17:00");
        log.Contact(at: "2026-04-29T17:00");
        Assert.Equal(new FailedAttempts(new(2026, 5), 2), log.Person.Record.Registration!.Service.Failed);
        log.Contact(ContactOutcome.NotReached);
        Assert.Contains("visit:2026-05", log.Person.Keys);
    }

    [Fact]
    public void A_leap_day_and_midnight_in_China_not_elsewhere()
    {
        var log = DutyLog.RegisteredOn("2024-01-15");
        log.Contact();
        log.Until("2024-02-29T23:59:59");
        Assert.Null(log.Person.Duty("followUp:2024-02").OverdueSince);
        log.Register.Now = DateTimeOffset.Parse("2024-02-29T16:00:00Z", null);
        log.Do(new Tick(), Actor.Register);
        Assert.Equal(World.At("2024-03-01T00:00"), log.Person.Duty("followUp:2024-02").OverdueSince);
        Assert.Contains("followUp:2024-03", log.Person.Keys);
        Assert.Equal(World.Day("2024-02-29"), log.Person.Duty("followUp:2024-02").Due.Date);
    }

    [Fact]
    public void A_year_ends_with_a_provisional_day_and_a_follow_up_of_its_own()
    {
        var log = DutyLog.RegisteredOn("2026-12-30");
        Assert.Equal(["2026-12-30 10:00 opened firstContact since 12-30 due 2027-01-07 provisional"], log.Of("firstContact"));
        log.Until("2027-01-01T00:00");
        Assert.Equal(["firstContact", "followUp:2027-01"], log.Person.Keys);
    }

    /// <summary>Moment of the commit, and what it says.</summary>
    private const string Expected = """
        2026-02-13 16:00 ApplicationSubmitted
        2026-02-13 16:00 opened review since 02-13 due 2026-02-25
        2026-02-24 00:00 warned review .
        2026-02-25 15:00 VerificationRecorded
        2026-02-25 15:00 ApplicationApproved
        2026-02-25 15:00 Registered
        2026-02-25 15:00 closed review InTime on 02-25
        2026-02-25 15:00 opened firstContact since 02-25 due 2026-03-03
        2026-02-28 09:00 contact Telephone NotReached of 02-28
        2026-03-01 00:00 opened followUp:2026-03 since 03-01 due 2026-03-31
        2026-03-02 00:00 warned firstContact .
        2026-03-03 16:00 contact Telephone Reached of 03-03
        2026-03-03 16:00 closed firstContact InTime on 03-03
        2026-03-03 16:00 closed followUp:2026-03 InTime on 03-03
        2026-04-01 00:00 opened followUp:2026-04 since 04-01 due 2026-04-30
        2026-04-10 10:00 contact Telephone NotReached of 04-10
        2026-04-23 00:00 warned followUp:2026-04 .
        2026-05-01 00:00 escalated followUp:2026-04 since 05-01 00:00 to 98010201
        2026-05-01 00:00 opened followUp:2026-05 since 05-01 due 2026-05-31
        2026-05-06 10:00 contact Telephone RefusedService of 05-06
        2026-05-06 10:00 closed followUp:2026-04 Late on 05-06
        2026-05-06 10:00 closed followUp:2026-05 InTime on 05-06
        2026-06-01 00:00 opened followUp:2026-06 since 06-01 due 2026-06-30
        2026-06-10 10:00 contact OwnReport Reached of 06-10
        2026-06-10 10:00 closed followUp:2026-06 InTime on 06-10
        2026-07-01 00:00 opened followUp:2026-07 since 07-01 due 2026-07-31
        2026-07-06 10:00 contact Telephone NotReached of 07-06
        2026-07-08 10:00 contact Telephone NotReached of 07-08
        2026-07-10 10:00 contact Telephone NotReached of 07-10
        2026-07-10 10:00 opened visit:2026-07 since 07-10 due 2026-07-17
        2026-07-14 00:00 warned visit:2026-07 .
        2026-07-18 00:00 escalated visit:2026-07 since 07-18 00:00 to 98010201
        2026-07-24 00:00 warned followUp:2026-07 .
        2026-08-01 00:00 escalated followUp:2026-07 since 08-01 00:00 to 98010201
        2026-08-01 00:00 opened followUp:2026-08 since 08-01 due 2026-08-31
        2026-08-24 00:00 warned followUp:2026-08 .
        2026-08-25 00:00 opened hardshipCheck:6 since 08-25 due 2026-09-08
        2026-09-01 00:00 closed followUp:2026-07 Missed on 09-01
        2026-09-01 00:00 escalated followUp:2026-08 since 09-01 00:00 to 98010201
        2026-09-01 00:00 opened followUp:2026-09 since 09-01 due 2026-09-30
        2026-09-05 00:00 warned hardshipCheck:6 .
        2026-09-09 00:00 escalated hardshipCheck:6 since 09-09 00:00 to 98010201
        2026-09-10 10:00 HardshipChecked
        2026-09-10 10:00 closed hardshipCheck:6 Late on 09-10
        2026-09-10 10:00 contact HomeVisit Reached of 09-10
        2026-09-10 10:00 closed followUp:2026-08 Late on 09-10
        2026-09-10 10:00 closed followUp:2026-09 InTime on 09-10
        2026-09-10 10:00 closed visit:2026-07 Late on 09-10
        2026-10-01 00:00 opened followUp:2026-10 since 10-01 due 2026-10-31
        2026-10-09 10:00 contact Telephone Reached of 10-09
        2026-10-09 10:00 closed followUp:2026-10 InTime on 10-09
        2026-11-01 00:00 opened followUp:2026-11 since 11-01 due 2026-11-30
        2026-11-23 00:00 warned followUp:2026-11 .
        2026-12-01 00:00 escalated followUp:2026-11 since 12-01 00:00 to 98010201
        2026-12-01 00:00 opened followUp:2026-12 since 12-01 due 2026-12-31
        2026-12-24 00:00 warned followUp:2026-12 .
        2026-12-30 10:00 contact Telephone FoundWork of 12-30
        2026-12-30 10:00 closed followUp:2026-11 Late on 12-30
        2026-12-30 10:00 closed followUp:2026-12 InTime on 12-30
        2026-12-30 10:00 opened exit:hired since 12-30 due 2026-12-31
        2026-12-30 10:00 warned exit:hired .
        2026-12-30 11:00 Exited
        2026-12-30 11:00 closed exit:hired InTime on 12-30
        """;
}
