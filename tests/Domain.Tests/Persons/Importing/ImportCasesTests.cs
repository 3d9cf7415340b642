using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>What an earlier system had of a person (历史数据导入) is in the record with its own dates, once, and owes nothing twice.</summary>
public sealed class ImportCasesTests
{
    private static readonly Guid Import = new("00000000-0000-7000-8000-000000000001");

    private readonly SmallRegister r = Scripts.Empty();

    [Fact]
    public void Three_periods_are_in_the_record_with_their_own_dates_and_legacy_numbers()
    {
        var outcome = Scripts.Ok(r.Ask(0, Three(), World.Supervisor));

        Assert.Equal((OutcomeKind.CasesImported, 3), (outcome.Kind, outcome.Imported));
        var record = r.Records[0];
        Assert.Equal(["A-1", "A-2"], record.Past.Select(p => p.Registration.Imported!.Number));
        Assert.Equal([ExitReason.Hired, ExitReason.Other], record.Past.Select(p => p.Exit!.Reason));
        Assert.Equal(
            (World.Day("2024-05-20"), World.Day("2024-09-01")),
            (record.Past[0].Registration.RegisteredOn, record.Past[0].EndedOn)
        );
        Assert.Equal((World.Day("2026-01-12"), "A-3"), (record.Registration!.RegisteredOn, record.Registration.Imported!.Number));
        Assert.Equal(ChinaTime.DateOf(r.Now), record.Registration.Imported.On);
        Assert.Null(record.Application);
        Assert.Empty(r.Notices);
        Assert.Empty(r.PlatformItems);
    }

    [Fact]
    public void The_same_file_again_changes_nothing_nor_does_the_same_registration_of_another_import()
    {
        Scripts.Ok(r.Ask(0, Three(), World.Supervisor));
        var sequence = r.Records[0].Sequence;
        Assert.Equal(0, Scripts.Ok(r.Ask(0, Three(), World.Supervisor)).Imported);
        var other = Three() with { Import = new ImportOrigin(Guid.Empty, null) };
        Assert.Equal(0, Scripts.Ok(r.Ask(0, other, World.Supervisor)).Imported);
        var withoutNumbers = other with { Cases = [.. other.Cases.Select(one => one with { LegacyNumber = null, Row = one.Row + 50 })] };
        Assert.Equal(0, Scripts.Ok(r.Ask(0, withoutNumbers, World.Supervisor)).Imported);
        Assert.Equal(sequence, r.Records[0].Sequence);
    }

    [Fact]
    public void Who_found_work_and_came_back_on_one_day_has_two_registrations_since_that_day()
    {
        var three = Three();
        var day = three.Cases[2].RegisteredOn;
        var ended = three.Cases[2] with { Row = 4, LegacyNumber = "A-4", Exit = new ExitToImport(ExitReason.Hired, day, null) };
        var four = three with { Cases = [.. three.Cases, ended] };
        Assert.Equal(4, Scripts.Ok(r.Ask(0, four, World.Supervisor)).Imported);
        Assert.Equal(0, Scripts.Ok(r.Ask(0, four with { Import = new ImportOrigin(Guid.Empty, null) }, World.Supervisor)).Imported);
        Assert.Equal(["A-1", "A-2", "A-4"], r.Records[0].Past.Select(past => past.Registration.Imported!.Number));
    }

    [Fact]
    public void Employers_and_the_platforms_number_come_with_a_registration()
    {
        var (before, after) = (new FormerEmployer("样例一公司", null), new FormerEmployer("样例二公司", null));
        var number = PlatformApplicationNumber.Parse("QG2024000001");
        var three = Three();
        var first = three.Cases[0] with { FormerEmployer = before, PlatformNumber = number };
        Scripts.Ok(
            r.Ask(
                0,
                three with
                {
                    Cases = [first with { Exit = first.Exit! with { Employer = after } }, .. three.Cases.Skip(1)],
                },
                World.Supervisor
            )
        );
        var record = r.Records[0];
        Assert.Equal((before, after), (record.Past[0].Registration.Imported!.FormerEmployer, record.Past[0].Exit!.Employer));
        Assert.Equal([number], record.PlatformNumbers);

        // If the platform sends the application again, it is known.
        var again = Scripts.Ok(
            r.Ask(
                0,
                World.Application(r.Numbers[0], r.Now) with
                {
                    Channel = ApplicationChannel.Platform,
                    PlatformNumber = number,
                },
                Actor.Register
            )
        );
        Assert.Equal(OutcomeKind.ApplicationExists, again.Kind);
    }

    [Fact]
    public void What_the_register_knows_of_the_person_is_newer_and_stays()
    {
        Scripts.Known(r, 0);
        var known = r.Records[0].Details;
        Scripts.Ok(r.Ask(0, Three() with { Details = World.Details("13900139000") }, World.Supervisor));
        Assert.Equal(known, r.Records[0].Details);
        Assert.Equal(3, r.Records[0].Past.Count + 1);
    }

    [Theory]
    [InlineData(1, "registeredOn", FieldRule.Overlaps)] // begins before the first has ended
    [InlineData(0, "unemployedOn", FieldRule.AfterRegistration)]
    [InlineData(1, "exit.on", FieldRule.BeforeRegistration)]
    [InlineData(2, "registeredOn", FieldRule.InFuture)]
    [InlineData(1, "exit.otherReason", FieldRule.NoContent)]
    [InlineData(2, "lastReachedOn", FieldRule.BeforeRegistration)]
    public void One_that_cannot_be_is_refused_by_its_field_and_nothing_of_the_person_is_imported(int at, string field, FieldRule rule)
    {
        var file = Three();
        var one = file.Cases[at];
        one = field switch
        {
            "registeredOn" when rule == FieldRule.Overlaps => one with
            {
                RegisteredOn = World.Day("2024-08-31"),
                UnemployedOn = World.Day("2024-08-30"),
            },
            "registeredOn" => one with { RegisteredOn = ChinaTime.DateOf(r.Now).AddDays(1) },
            "unemployedOn" => one with { UnemployedOn = one.RegisteredOn.AddDays(1) },
            "exit.on" => one with { Exit = one.Exit! with { On = one.RegisteredOn.AddDays(-1) } },
            "lastReachedOn" => one with { LastReachedOn = one.RegisteredOn.AddDays(-1) },
            _ => one with { Exit = one.Exit! with { OtherReason = " " } },
        };
        CaseToImport[] cases = [.. file.Cases];
        cases[at] = one;

        var refusal = r.Ask(0, file with { Cases = cases }, World.Supervisor).Refusal!;
        Assert.Equal(($"cases[{at}].{field}", rule), (refusal.Field, refusal.Rule));
        Assert.True(r.Records[0].IsUnknown);
    }

    [Fact]
    public void Another_name_under_the_number_and_another_office_than_the_callers_are_refused()
    {
        Scripts.Known(r, 0);
        var other = r.Ask(0, Three() with { Name = PersonName.Parse("司徒核对") }, World.Supervisor).Refusal!;
        Assert.Equal((RefusalCode.ContradictsRecord, "name"), (other.Code, other.Field));
        var beyond = r.Ask(1, Three(1), World.OtherClerk).Refusal!;
        Assert.Equal((RefusalCode.NotYourCase, "cases[0].office"), (beyond.Code, beyond.Field));
    }

    [Fact]
    public void An_active_one_waits_for_the_decision_on_an_open_application_and_never_stands_beside_a_registration()
    {
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Supervisor));
        Assert.Equal(RefusalCode.NewerCaseOpen, r.Ask(0, Three(), World.Supervisor).Refusal!.Code);
        Scripts.Approve(r, 0);
        Assert.Equal(RefusalCode.AlreadyRegistered, r.Ask(0, Three(), World.Supervisor).Refusal!.Code);
        Scripts.Ok(r.Ask(0, Three() with { Cases = [.. Three().Cases.Take(2)] }, World.Supervisor));
        Assert.Equal(2, r.Records[0].Past.Count);
    }

    [Fact]
    public void Nothing_of_the_time_before_the_import_is_owed_here_and_the_follow_ups_of_the_month_are()
    {
        Scripts.Ok(r.Ask(0, Three(), World.Supervisor));
        Assert.Equal(["followUp:2026-03"], r.Records[0].Duties.Select(duty => duty.Key));
        Assert.DoesNotContain(r.Journal, e => e is DutyOverdue or DutyClosed);

        // A year and a half registered, and never checked for hardship: one check, from today.
        var old = Three(1) with
        {
            Cases = [Three(1).Cases[2] with { RegisteredOn = World.Day("2024-09-02"), UnemployedOn = World.Day("2024-09-01") }],
        };
        Scripts.Ok(r.Ask(1, old, World.Supervisor));
        Assert.Equal(["followUp:2026-03", "hardshipCheck:12"], r.Records[1].Duties.Select(duty => duty.Key));
        Assert.All(r.Records[1].Duties, duty => Assert.Null(duty.OverdueSince));
    }

    [Fact]
    public void Later_commands_work_on_it_as_on_any_other_and_a_backfill_reports_all_of_it()
    {
        Scripts.Ok(r.Ask(0, Three(), World.Supervisor));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Supervisor));
        Scripts.Ok(r.Ask(0, new RevokeExit(r.Records[0].Past[^1].Number, World.Hand()), World.Supervisor));
        var items = PlatformReplay.Of(r.Records[0], [ReplayedItems.Of(r, 0)], World.Offices);
        Assert.Equal(
            ["Registration", "Exit", "Registration", "Exit", "Registration", "Exit", "ExitRevoked"],
            items.Select(item => item.Item.Kind.ToString())
        );
        Assert.Equal(["Exit", "ExitRevoked"], r.PlatformItems.Select(item => item.Kind.ToString()));
        r.CheckFolds();
    }

    [Fact]
    public void Of_an_import_that_is_all_or_nothing_nothing_is_left_when_it_is_taken_back()
    {
        Scripts.Known(r, 0);
        var before = SmallRegister.JsonOf(r.Records[0] with { Sequence = 0 });
        var held = Three() with { Import = new ImportOrigin(Import, null) { Held = true } };
        Scripts.Ok(r.Ask(0, held, World.Supervisor));
        Scripts.Ok(r.Ask(1, Three(1) with { Import = held.Import }, World.Supervisor));
        Assert.Equal(RefusalCode.ImportUnderWay, r.Ask(0, States.Exit(ExitReason.Hired), World.Supervisor).Refusal!.Code);
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));

        Scripts.Ok(r.Ask(0, new SettleImport(Import, Keep: false), World.Supervisor));
        Scripts.Ok(r.Ask(1, new SettleImport(Import, Keep: false), World.Supervisor));
        Assert.Equal(before, SmallRegister.JsonOf(r.Records[0] with { Sequence = 0 }));
        Assert.Null(r.Records[1].Identity);
        Assert.Empty(Contributions.Of(r.CountsOf(0)));
        Assert.Empty(PlatformReplay.Of(r.Records[1], [ReplayedItems.Of(r, 1)], World.Offices));

        // The same file, corrected, may come again; a repeat of the end changes nothing.
        Scripts.Ok(r.Ask(0, new SettleImport(Import, Keep: true), World.Supervisor));
        Assert.Equal(3, Scripts.Ok(r.Ask(0, held, World.Supervisor)).Imported);
        Scripts.Ok(r.Ask(0, new SettleImport(Import, Keep: true), World.Supervisor));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Supervisor));
        r.CheckFolds();
    }

    [Theory]
    [InlineData(null, 3, 0, 2)] // the whole history
    [InlineData("2024-06-20", 2, 1, 2)] // the first is stock on that day, and its exit counts
    [InlineData("2025-12-20", 1, 0, 0)] // both were over, and the third came later
    [InlineData("2026-02-20", 0, 1, 0)] // only the third is stock
    public void Figures_follow_the_operators_choice(string? baseline, int isNew, int stock, int exits)
    {
        var day = baseline is null ? (DateOnly?)null : World.Day(baseline);
        Scripts.Ok(r.Ask(0, Three() with { Import = new ImportOrigin(Import, day) }, World.Supervisor));
        var counts = r.CountsOf(0);
        Assert.Equal(isNew, counts.Count(entry => entry.Kind == CountKind.New));
        Assert.Equal(stock, counts.Count(entry => entry.Kind == CountKind.Baseline));
        Assert.Equal(exits, counts.Count(entry => entry.Kind == CountKind.Exit));
        Assert.All(counts.Where(entry => entry.Kind == CountKind.Baseline), entry => Assert.Equal(day, entry.On));
    }

    [Fact]
    public void On_the_day_of_the_baseline_itself_what_began_is_stock_and_what_ended_is_in_no_figure()
    {
        var baseline = new ImportOrigin(Import, World.Day("2026-01-12"));
        Scripts.Ok(r.Ask(0, Three() with { Import = baseline }, World.Supervisor));
        Assert.Equal([CountKind.Baseline], r.CountsOf(0).Select(entry => entry.Kind));

        var ended = Three(1) with { Import = new ImportOrigin(Import, World.Day("2024-09-01")), Cases = [Three(1).Cases[0]] };
        Scripts.Ok(r.Ask(1, ended, World.Supervisor));
        Assert.Empty(r.CountsOf(1));
    }

    [Fact]
    public void One_may_begin_on_the_day_on_which_another_ended()
    {
        var file = Three();
        CaseToImport[] cases =
        [
            file.Cases[0],
            file.Cases[1] with
            {
                RegisteredOn = World.Day("2024-09-01"),
                UnemployedOn = World.Day("2024-09-01"),
            },
        ];
        Scripts.Ok(r.Ask(0, file with { Cases = cases }, World.Supervisor));
        Assert.Equal(2, r.Records[0].Past.Count);
    }

    /// <summary>It has another office since, and never had a number there: the row tells that it is the same.</summary>
    [Fact]
    public void One_that_moved_since_is_not_imported_again_by_the_same_file()
    {
        var file = Three() with { Cases = [Three().Cases[2] with { LegacyNumber = null }] };
        Scripts.Ok(r.Ask(0, file, World.Supervisor));
        Scripts.Ok(r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Supervisor));
        Assert.Equal(0, Scripts.Ok(r.Ask(0, file, World.Supervisor)).Imported);
    }

    /// <summary>Registered in 2024, in 2025, and since January 2026.</summary>
    private ImportCases Three(int who = 0) =>
        EarlierRegistrations.Three(
            r.Numbers[who],
            Import,
            new ExitToImport(ExitReason.Other, World.Day("2025-11-03"), "旧系统:六个月未联系")
        );
}
