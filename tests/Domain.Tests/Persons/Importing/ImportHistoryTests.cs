using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using static Grid.Domain.Tests.Persons.Scripts;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Contacts, services and exits of an earlier system are in the record with their own days, once each; they fulfil what is owed, owe nothing
/// themselves, inform no one, and count as any late fact. It is 2 March 2026.
/// </summary>
public sealed class ImportHistoryTests
{
    private static readonly Guid Import = new("00000000-0000-7000-8000-000000000002");

    private readonly SmallRegister r = Empty();

    public ImportHistoryTests() => Ok(r.Ask(0, Registrations(), World.Supervisor));

    [Fact]
    public void Contacts_are_in_the_journal_with_their_own_days_and_provenance_and_nobody_hears_of_it()
    {
        var outcome = Ok(r.Ask(0, History(Call(1, "2024-06-03"), Call(2, "2025-03-03"), Call(3, "2026-02-10")), World.Supervisor));

        Assert.Equal((OutcomeKind.HistoryImported, 3), (outcome.Kind, outcome.Imported));
        var contacts = r.JournalOf(0).OfType<ContactRecorded>().ToArray();
        Assert.Equal([World.Day("2024-06-03"), World.Day("2025-03-03"), World.Day("2026-02-10")], contacts.Select(e => e.On));
        Assert.Equal([1, 2, 3], contacts.Select(e => e.Imported!.Row));
        Assert.All(contacts, e => Assert.Equal(Import, e.Imported!.Import));
        Assert.Equal(3, contacts.Select(e => e.Imported!.Registration).Distinct().Count());
        Assert.Equal(3, contacts.Select(e => e.Contact.Id).Distinct().Count());
        var record = r.Records[0];
        Assert.Equal(World.Day("2026-02-10"), record.Registration!.Service.LastReachedOn);
        Assert.Equal(World.Day("2024-06-03"), record.Past[0].Registration.Service.LastReachedOn);
        Assert.Empty(r.Notices);
        Assert.Empty(r.PlatformItems);
        r.CheckFolds();
    }

    [Fact]
    public void The_same_file_again_adds_nothing_nor_does_one_with_another_order_and_other_notes()
    {
        HistoryToImport[] rows =
        [
            Call(1, "2026-01-20"),
            Call(2, "2026-01-20", note: "下午"),
            Service(3, "2026-01-21"),
            Call(4, "2026-02-10"),
        ];
        Ok(r.Ask(0, History(rows), World.Supervisor));
        var sequence = r.Records[0].Sequence;

        Assert.Equal(0, Ok(r.Ask(0, History(rows), World.Supervisor)).Imported);
        var other = History([.. rows.Reverse().Select(row => row with { Row = row.Row + 70 })]) with
        {
            Import = new ImportOrigin(Guid.Empty, null),
        };
        Assert.Equal(0, Ok(r.Ask(0, other, World.Supervisor)).Imported);
        Assert.Equal(sequence, r.Records[0].Sequence);

        // A third call of that day is a third one.
        Assert.Equal(1, Ok(r.Ask(0, History([.. rows, Call(9, "2026-01-20", note: "晚上")]), World.Supervisor)).Imported);
        Assert.Equal(5 * ImportedMarks.Length, r.Records[0].Registration!.ImportedHistory!.Length);
    }

    [Fact]
    public void A_follow_up_fulfils_the_duty_of_its_month_and_an_older_one_none()
    {
        Assert.Equal(["followUp:2026-03"], r.Records[0].Duties.Select(duty => duty.Key));
        Ok(r.Ask(0, History(Call(1, "2026-02-27"), Call(2, "2024-06-03")), World.Supervisor));
        Assert.Equal(["followUp:2026-03"], r.Records[0].Duties.Select(duty => duty.Key));

        Ok(r.Ask(0, History(Call(3, "2026-02-11"), Call(4, "2026-03-02")), World.Supervisor));
        Assert.Empty(r.Records[0].Duties);
        var closed = Assert.Single(r.JournalOf(0).OfType<DutyClosed>());
        Assert.Equal((DutyClosing.InTime, World.Day("2026-03-02")), (closed.How, closed.On));
    }

    [Fact]
    public void Attempts_and_words_of_long_ago_owe_nothing_here_and_those_of_these_days_do()
    {
        HistoryToImport[] old =
        [
            Call(1, "2026-01-20", ContactOutcome.NotReached),
            Call(2, "2026-01-21", ContactOutcome.NotReached),
            Call(3, "2026-01-22", ContactOutcome.NotReached),
            Call(4, "2026-01-23", ContactOutcome.FoundWork),
        ];
        Ok(r.Ask(0, History(old), World.Supervisor));
        var service = r.Records[0].Registration!.Service;
        Assert.Null(service.Failed);
        Assert.Null(service.LikelyExit);
        Assert.Equal(World.Day("2026-01-23"), service.LastReachedOn);
        Assert.Equal(["followUp:2026-03"], r.Records[0].Duties.Select(duty => duty.Key));

        Ok(r.Ask(0, History(Call(5, "2026-03-02", ContactOutcome.FoundWork)), World.Supervisor));
        Assert.Equal(["exit:hired"], r.Records[0].Duties.Select(duty => duty.Key));
    }

    [Fact]
    public void An_exit_ends_the_registration_on_its_own_day_counts_there_and_waits_for_a_backfill()
    {
        Ok(r.Ask(0, History(Exit(1, "2026-02-20")), World.Supervisor));
        var record = r.Records[0];
        Assert.Null(record.Registration);
        Assert.Equal(
            (ExitReason.Hired, World.Day("2026-02-20"), ChinaTime.DateOf(r.Now)),
            (record.Past[^1].Exit!.Reason, record.Past[^1].EndedOn, record.Past[^1].ExitDecidedOn!.Value)
        );
        var counted = Assert.Single(r.CountsOf(0), entry => entry.Kind == CountKind.Exit && entry.On == World.Day("2026-02-20"));
        Assert.Equal(ExitReason.Hired, counted.ExitReason);
        Assert.Empty(r.Notices);
        Assert.Empty(r.PlatformItems);
        var items = PlatformReplay.Of(record, [ReplayedItems.Of(r, 0)], World.Offices);
        Assert.Equal(3, items.Count(item => item.Item.Kind == PlatformItemKind.Exit));

        // What the register has is not taken over again; what differs from it is refused, and so is what was revoked here and comes again.
        Assert.Equal(0, Ok(r.Ask(0, History(Exit(1, "2026-02-20"), Exit(2, "2024-09-01")), World.Supervisor)).Imported);
        Assert.Equal(FieldRule.EndedOtherwise, Refused(Exit(1, "2026-02-21") with { LegacyNumber = "A-3" }).Rule);
        Assert.Equal(FieldRule.EndedOtherwise, Refused(Exit(1, "2026-02-20", ExitReason.SelfEmployed)).Rule);
        Ok(r.Ask(0, new RevokeExit(record.Past[^1].Number, World.Hand()), World.Supervisor));
        Assert.Equal(0, Ok(r.Ask(0, History(Exit(1, "2026-02-20")), World.Supervisor)).Imported);
        Assert.NotNull(r.Records[0].Registration);
        r.CheckFolds();
    }

    [Fact]
    public void Registrations_and_their_exits_may_come_in_either_order_and_again()
    {
        Assert.Equal(RefusalCode.UnknownPerson, r.Ask(1, History(Exit(3, "2026-02-20")), World.Supervisor).Refusal!.Code);
        Ok(r.Ask(1, Registrations(1), World.Supervisor));
        Ok(r.Ask(1, History(Exit(3, "2026-02-20")), World.Supervisor));
        var sequence = r.Records[1].Sequence;
        Assert.Equal(0, Ok(r.Ask(1, Registrations(1), World.Supervisor)).Imported);
        Assert.Equal(0, Ok(r.Ask(1, History(Exit(3, "2026-02-20")), World.Supervisor)).Imported);
        Assert.Equal(sequence, r.Records[1].Sequence);
        Assert.Equal(3, r.Records[1].Past.Count);
    }

    [Theory]
    [InlineData("legacy", "rows[0].legacyNumber", FieldRule.NoSuchRegistration)]
    [InlineData("number", "rows[0].registrationNumber", FieldRule.NoSuchRegistration)]
    [InlineData("none", "rows[0].at", FieldRule.NoSuchRegistration)]
    [InlineData("before", "rows[0].at", FieldRule.BeforeRegistration)]
    [InlineData("after", "rows[0].at", FieldRule.AfterEnd)]
    [InlineData("future", "rows[0].at", FieldRule.InFuture)]
    [InlineData("noNumber", "rows[0].outcome", FieldRule.ChannelHasNoNumber)]
    [InlineData("item", "rows[0].item", FieldRule.NotInList)]
    [InlineData("serviceBefore", "rows[0].on", FieldRule.BeforeRegistration)]
    [InlineData("exitBefore", "rows[0].exit.on", FieldRule.BeforeRegistration)]
    [InlineData("exitFuture", "rows[0].exit.on", FieldRule.InFuture)]
    [InlineData("gaveUp", "rows[0].exit.statement", FieldRule.NeedsOwnStatement)]
    [InlineData("oldMatch", "rows[0].exit.evidence.matchedAt", FieldRule.OlderThanContradicted)]
    [InlineData("otherReason", "rows[0].exit.otherReason", FieldRule.NoContent)]
    public void One_that_cannot_be_is_refused_by_its_field_and_nothing_of_the_person_is_imported(string what, string field, FieldRule rule)
    {
        var row = what switch
        {
            "legacy" => Call(1, "2026-02-10") with { LegacyNumber = "A-9" },
            "number" => Call(1, "2026-02-10") with
            {
                Registration = Domain.Numbers.RegistrationNumber.Create("980102", World.Day("2026-03-02"), 999),
            },
            "none" => Call(1, "2025-01-05"),
            "before" => Call(1, "2025-01-05") with { LegacyNumber = "A-2" },
            "after" => Call(1, "2024-09-02") with { LegacyNumber = "A-1" },
            "future" => Call(1, "2026-03-03"),
            "noNumber" => Row(
                1,
                new RecordContact
                {
                    At = At("2026-02-10"),
                    Channel = ContactChannel.HomeVisit,
                    Outcome = ContactOutcome.WrongNumber,
                }
            ),
            "item" => Service(1, "2026-02-10", "none"),
            "serviceBefore" => Service(1, "2026-01-01") with { LegacyNumber = "A-3" },
            "exitBefore" => Exit(1, "2026-01-01") with { LegacyNumber = "A-3" },
            "exitFuture" => Exit(1, "2026-03-03"),
            "gaveUp" => Exit(1, "2026-02-10", ExitReason.GaveUpJobSeeking),
            "oldMatch" => Exit(1, "2026-02-10", evidence: World.Match(At("2026-02-09"))),
            _ => Exit(1, "2026-02-10", ExitReason.Other),
        };
        var sequence = r.Records[0].Sequence;
        var refusal = r.Ask(0, History(row, Call(2, "2026-02-11")), World.Supervisor).Refusal!;
        Assert.Equal((field, rule, 0), (refusal.Field, refusal.Rule, refusal.Also.Count));
        Assert.Equal(sequence, r.Records[0].Sequence);
    }

    [Fact]
    public void Every_wrong_row_is_named_at_once()
    {
        var refusal = r.Ask(
            0,
            History(Call(1, "2026-03-03"), Call(2, "2026-02-11"), Service(3, "2026-02-10", "none")),
            World.Supervisor
        ).Refusal!;
        Assert.Equal(["rows[0].at", "rows[2].item"], refusal.Each().Select(one => one.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Another_office_than_the_callers_and_another_name_are_refused()
    {
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, History(Call(1, "2026-02-10")), World.OtherClerk).Refusal!.Code);
        var other = History(Call(1, "2026-02-10")) with { Name = PersonName.Parse("司徒核对") };
        Assert.Equal((RefusalCode.ContradictsRecord, "name"), Shape(r.Ask(0, other, World.Supervisor).Refusal!));
    }

    [Fact]
    public void What_history_may_be_is_taken_over_as_it_was()
    {
        // No second person, and what is not known of the evidence is said so; a note that suggests a forbidden ground is flagged.
        var exit = Exit(1, "2026-02-10", ExitReason.Other, new Evidence { Basis = EvidenceBasis.DataMatch }) with { LegacyNumber = "A-3" };
        Ok(r.Ask(0, History(exit with { Exit = exit.Exit! with { OtherReason = "连续6个月未联系" } }), World.Supervisor));
        var evidence = r.Records[0].Past[^1].Exit!.Evidence;
        Assert.Equal(($"历史登记数据导入 {Import:N}", r.Now), (evidence.Source, evidence.MatchedAt));
        Assert.Equal("rows.exit.otherReason", Assert.Single(r.JournalOf(0).OfType<WordingFlagged>()).Field);
    }

    [Fact]
    public void One_on_the_day_on_which_one_registration_ended_and_the_next_began_is_of_the_next_and_two_at_once_are_not_guessed()
    {
        var ended = r.Records[0].Past[0].Registration.Number;
        Ok(r.Ask(0, History(Call(1, "2024-09-01")), World.Supervisor));
        Assert.Equal(ended, r.JournalOf(0).OfType<ContactRecorded>().Single().Imported!.Registration);

        var rows = Registrations() with
        {
            Cases =
            [
                Registrations().Cases[0] with
                {
                    Row = 11,
                    LegacyNumber = "B-1",
                    ByReference = ByReferenceGroup.Graduate,
                },
                Registrations().Cases[0] with
                {
                    Row = 12,
                    LegacyNumber = "B-2",
                    RegisteredOn = World.Day("2024-09-01"),
                    Exit = new ExitToImport(ExitReason.Hired, World.Day("2024-10-01"), null),
                },
            ],
            Import = new ImportOrigin(Guid.Empty, null),
        };
        Ok(
            r.Ask(0, rows with { Cases = [rows.Cases[0] with { RegisteredOn = World.Day("2024-05-21") }, rows.Cases[1]] }, World.Supervisor)
        );
        Assert.Equal(FieldRule.SeveralRegistrations, Refused(Call(2, "2024-06-03")).Rule);
        Ok(r.Ask(0, History(Call(3, "2024-09-01", note: "同日")), World.Supervisor));
        Assert.NotEqual(ended, r.JournalOf(0).OfType<ContactRecorded>().Last().Imported!.Registration);
        Ok(r.Ask(0, History(Call(4, "2024-06-03") with { LegacyNumber = "B-1" }), World.Supervisor));
    }

    [Fact]
    public void All_or_nothing_holds_the_record_until_it_is_recorded_or_taken_back()
    {
        var before = SmallRegister.JsonOf(r.Records[0] with { Sequence = 0 });
        var rows = History(Call(1, "2026-02-10"), Exit(2, "2026-02-20"));
        var held = rows with { Import = rows.Import with { Held = true } };
        Assert.Equal(2, Ok(r.Ask(0, held, World.Supervisor)).Imported);
        Assert.Equal(2, Ok(r.Ask(0, held, World.Supervisor)).Imported);
        Assert.Single(r.JournalOf(0).OfType<HistoryHeld>());
        Assert.Equal(RefusalCode.ImportUnderWay, r.Ask(0, States.Exit(ExitReason.Hired), World.Supervisor).Refusal!.Code);
        var another = rows with { Import = new ImportOrigin(Guid.Empty, null) };
        Assert.Equal(RefusalCode.ImportUnderWay, r.Ask(0, another, World.Supervisor).Refusal!.Code);
        Ok(r.Ask(0, new Tick(), Actor.Register));

        Ok(r.Ask(0, new SettleImport(Import, Keep: false), World.Supervisor));
        Ok(r.Ask(0, new SettleImport(Import, Keep: false), World.Supervisor));
        Assert.Equal(before, SmallRegister.JsonOf(r.Records[0] with { Sequence = 0 }));

        Ok(r.Ask(0, held, World.Supervisor));
        Assert.Equal(2, Ok(r.Ask(0, rows, World.Supervisor)).Imported);
        Assert.Equal(0, Ok(r.Ask(0, rows, World.Supervisor)).Imported);
        Assert.Null(r.Records[0].HeldBy);
        Assert.Null(r.Records[0].Registration);
        r.CheckFolds();
    }

    [Fact]
    public void Ten_years_of_monthly_contacts_leave_a_record_of_a_few_thousand_characters()
    {
        var rows = Enumerable.Range(0, 120).Select(n => Call(n + 1, "2026-02-10") with { LegacyNumber = "A-4" }).ToArray();
        var since = Registrations(1) with
        {
            Cases =
            [
                Registrations(1).Cases[2] with
                {
                    LegacyNumber = "A-4",
                    RegisteredOn = World.Day("2016-02-01"),
                    UnemployedOn = World.Day("2016-01-30"),
                },
            ],
        };
        Ok(r.Ask(1, since, World.Supervisor));
        var size = SmallRegister.JsonOf(r.Records[1]).Length;
        rows = [.. rows.Select((row, n) => row with { Contact = row.Contact! with { At = At("2016-03-10").AddMonths(n) } })];
        Assert.Equal(120, Ok(r.Ask(1, History(rows), World.Supervisor)).Imported);
        Assert.InRange(SmallRegister.JsonOf(r.Records[1]).Length, size, size + 1_100);
    }

    private Refusal Refused(params HistoryToImport[] rows) => r.Ask(0, History(rows), World.Supervisor).Refusal!;

    private static (RefusalCode, string?) Shape(Refusal refusal) => (refusal.Code, refusal.Field);

    private static ImportHistory History(params HistoryToImport[] rows) => new() { Import = new ImportOrigin(Import, null), Rows = rows };

    private static HistoryToImport Call(int row, string on, ContactOutcome outcome = ContactOutcome.Reached, string? note = null) =>
        Row(
            row,
            new RecordContact
            {
                At = At(on),
                Channel = ContactChannel.Telephone,
                Outcome = outcome,
                Note = note,
            }
        );

    private static HistoryToImport Row(int row, RecordContact contact) => new() { Row = row, Contact = contact };

    private static HistoryToImport Service(int row, string on, string? item = null) =>
        new()
        {
            Row = row,
            Service = new RecordService(
                item ?? Domain.Services.OfferList.BuiltInServices.Items[0].Code,
                ServiceResult.Given,
                World.Day(on),
                null
            ),
        };

    private static HistoryToImport Exit(int row, string on, ExitReason reason = ExitReason.Hired, Evidence? evidence = null) =>
        new()
        {
            Row = row,
            Exit = new ExitDetails
            {
                Reason = reason,
                On = World.Day(on),
                Evidence = evidence ?? World.Word(),
            },
        };

    private static DateTimeOffset At(string day) => World.At(day + "T09:00");

    /// <summary>Registered in 2024, in 2025, and since January 2026.</summary>
    private ImportCases Registrations(int who = 0) => EarlierRegistrations.Three(r.Numbers[who], Import);
}
