using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Services;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.Counting;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Grid.Grains.Tests.Importing;

/// <summary>
/// Files of follow-ups, services and exits of an earlier system become rows, events and figures, each once, whatever dies; live counts are
/// those of the journal.
/// </summary>
public sealed class ImportHistoryTests(ImportingCluster cluster) : IClassFixture<ImportingCluster>
{
    private const int Persons = 60;

    private static readonly DateOnly Registered = new(2026, 1, 12);

    private IImports Imports => cluster.Imports;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_silo_killed_in_the_middle_of_a_page_every_right_row_is_imported_once_and_counts_are_those_of_the_journal()
    {
        var numbers = await RegisteredAsync(Persons);
        var rows = new List<StagedRow>();
        foreach (var (n, number) in numbers.Index())
        {
            rows.Add(Call(number, (n * 3) + 1, new DateOnly(2026, 1, 20)));
            rows.Add(Call(number, (n * 3) + 2, new DateOnly(2026, 2, 10)));
            rows.Add(Call(number, (n * 3) + 3, new DateOnly(2026, 3, 5)));
        }

        // Two rows that say the same, one before its registration, one of a person who is unknown.
        rows.Add(Call(numbers[0], 1001, new DateOnly(2026, 3, 5)));
        rows.Add(Call(numbers[1], 1002, new DateOnly(2026, 1, 2)));
        rows.Add(Call(CitizenNumbers.Next(), 1003, new DateOnly(2026, 2, 2)));
        var before = await ContactsAsync();
        var import = await cluster.OrderAsync(ImportKind.FollowUps, rows, whole: false);
        cluster.HeldHistory.HoldAfter(20);
        await cluster.Grain.Watch();
        await cluster.HeldHistory.Reached.WaitAsync(TimeSpan.FromMinutes(3), Cancellation);
        await cluster.KillItsSiloAsync();
        var done = await cluster.EndAsync(import.Id, ImportStatus.Done);

        var imported = (Persons - 1) * 3;
        Assert.Equal((rows.Count, 6, Persons + 1), (done.Tally.Rows, done.Tally.Rejected, done.Tally.Persons));
        Assert.Equal(imported, done.Tally.Imported + done.Tally.Present);
        Assert.Equal(before + imported, await ContactsAsync());
        Assert.Equal(
            [
                (4, null, "otherRowOfPerson"),
                (5, null, "otherRowOfPerson"),
                (6, null, "otherRowOfPerson"),
                (1001, null, "repeatedInFile"),
                (1002, "at", "noSuchRegistration"),
                (1003, "identityNumber", "unknownPerson"),
            ],
            (await Imports.FaultsAsync(import.Id, 0, 100, Cancellation)).Select(fault => (fault.Row, fault.Field, fault.Code)).Order()
        );
        var record = await cluster.Person(numbers[7]).RecordAsync();
        Assert.Equal(new DateOnly(2026, 3, 5), record.Registration!.Service.LastReachedOn);
        Assert.DoesNotContain(record.Duties, duty => duty.Kind == DutyKind.FollowUp);
        var persons = numbers.Select(number => cluster.Id(number).ToGuid()).ToArray();
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM notice WHERE person_id = ANY ($1)", persons));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_item WHERE person_id = ANY ($1)", persons));

        // The same file again adds only what is right now: all of the person with a wrong row.
        var again = await cluster.OrderAsync(ImportKind.FollowUps, [.. rows.Take(30)], whole: false);
        var repeated = await cluster.EndAsync(again.Id, ImportStatus.Done);
        Assert.Equal((3, 27), (repeated.Tally.Imported, repeated.Tally.Present));
        Assert.Empty(await cluster.FaultsAsync());
    }

    [Fact]
    public async Task Exits_count_on_their_own_days_and_services_are_rows_of_their_registrations()
    {
        var numbers = await RegisteredAsync(8);
        await cluster.FoldedAsync();
        var closing = await cluster.TotalAsync("360102", Measure.Closing, cluster.Now());
        var services = await cluster.OrderAsync(
            ImportKind.Services,
            [.. numbers.Select((number, n) => Service(number, n + 1))],
            whole: false
        );
        Assert.Equal(8, (await cluster.EndAsync(services.Id, ImportStatus.Done)).Tally.Imported);
        var exits = await cluster.OrderAsync(
            ImportKind.Exits,
            [.. numbers.Take(5).Select((number, n) => Exit(number, n + 1))],
            whole: false
        );
        Assert.Equal(5, (await cluster.EndAsync(exits.Id, ImportStatus.Done)).Tally.Imported);

        await cluster.FoldedAsync();
        Assert.Equal(closing - 5, await cluster.TotalAsync("360102", Measure.Closing, cluster.Now()));
        await cluster.ExactAsync();
        var record = await cluster.Person(numbers[0]).RecordAsync();
        Assert.Equal(new DateOnly(2026, 2, 6), Assert.Single(record.Past).EndedOn);

        // Contacts of what is over now are rows of it.
        var calls = await cluster.OrderAsync(ImportKind.FollowUps, [Call(numbers[0], 1, new DateOnly(2026, 2, 3))], whole: false);
        Assert.Equal(1, (await cluster.EndAsync(calls.Id, ImportStatus.Done)).Tally.Imported);
        Assert.Equal(
            2,
            await cluster.ScalarAsync<long>("SELECT count(*) FROM service_record WHERE registration = $1", record.Past[0].Number.Value)
        );
        Assert.Empty(await cluster.FaultsAsync());
    }

    [Fact]
    public async Task All_or_nothing_records_all_at_the_end_or_nothing()
    {
        var numbers = await RegisteredAsync(3);
        StagedRow[] rows = [.. numbers.Select((number, n) => Exit(number, n + 1))];
        var wrong = await cluster.OrderAsync(ImportKind.Exits, [.. rows, Exit(numbers[0], 9, new DateOnly(2026, 2, 7))], whole: true);
        Assert.Equal(2, (await cluster.EndAsync(wrong.Id, ImportStatus.Checked)).Tally.Rejected);
        Assert.True(await Imports.CancelAsync(wrong.Id, cluster.Clock.GetUtcNow(), null, Cancellation));

        // Ended while it runs: what waited is free again, and nothing was recorded.
        var ended = await cluster.OrderAsync(ImportKind.Exits, rows, whole: true, checksOnly: true);
        await cluster.EndAsync(ended.Id, ImportStatus.Checked);
        Assert.True(await Imports.RunAsync(ended.Id, cluster.Clock.GetUtcNow(), null, Cancellation));
        cluster.HeldHistory.HoldAfter(2);
        await cluster.Grain.Watch();
        await cluster.HeldHistory.Reached.WaitAsync(TimeSpan.FromMinutes(3), Cancellation);
        await Wait.UntilAsync(async () => await HeldAsync(numbers) == 2, "two are held");
        Assert.True(await Imports.CancelAsync(ended.Id, cluster.Clock.GetUtcNow(), null, Cancellation));
        await cluster.KillItsSiloAsync();
        await cluster.EndAsync(ended.Id, ImportStatus.Cancelled);
        Assert.Equal(0, await HeldAsync(numbers));
        Assert.All(await RecordsAsync(numbers), record => Assert.NotNull(record.Registration));

        var right = await cluster.OrderAsync(ImportKind.Exits, rows, whole: true);
        Assert.Equal((3, 0), Tally(await cluster.EndAsync(right.Id, ImportStatus.Done)));
        Assert.All(await RecordsAsync(numbers), record => Assert.Null(record.Registration));
        Assert.Equal(0, await HeldAsync(numbers));
        await cluster.FoldedAsync();
        await cluster.ExactAsync();
        Assert.Empty(await cluster.FaultsAsync());
    }

    [Fact]
    public async Task A_case_that_arrives_from_a_linked_number_while_an_import_holds_the_record_moves_once_and_all_is_recorded()
    {
        var numbers = await RegisteredAsync(2);
        var (main, other, old) = (numbers[0], numbers[1], CitizenNumbers.Next());
        var moving = (await cluster.RegisterAsync(old)).Registration!.Value;
        cluster.HeldMoves.HoldAfter(0);
        (await cluster.Person(old).LinkTo(Link(main))).Accepted();
        await cluster.HeldMoves.Reached.WaitAsync(TimeSpan.FromMinutes(3), Cancellation);

        // Both records are judged and held; the first call that would record something waits.
        cluster.HeldHistory.HoldAfter(2);
        var exits = await cluster.OrderAsync(ImportKind.Exits, [Exit(main, 1), Exit(other, 2)], whole: true);
        await cluster.Grain.Watch();
        await cluster.HeldHistory.Reached.WaitAsync(TimeSpan.FromMinutes(3), Cancellation);
        Assert.Equal(2, await HeldAsync(numbers));
        Assert.Equal(RefusalCode.ImportUnderWay, (await cluster.Person(other).LinkTo(Link(main))).Refusal?.Code);

        cluster.HeldMoves.Release();
        await Wait.UntilAsync(async () => await OwnerAsync(moving) == cluster.Id(main).ToGuid(), "the case moved");
        Assert.Equal(2, await HeldAsync(numbers));
        cluster.HeldHistory.Release();
        Assert.Equal((2, 0), Tally(await cluster.EndAsync(exits.Id, ImportStatus.Done)));

        var record = await cluster.Person(main).RecordAsync();
        Assert.Null(record.HeldBy);
        Assert.Equal(
            [(Registered, new DateOnly(2026, 2, 6), PastEnding.Exited)],
            record
                .Past.Where(past => past.Number.Value != moving)
                .Select(past => (past.Registration.RegisteredOn, past.EndedOn, past.Ending))
        );
        Assert.Equal(
            1,
            await cluster.ScalarAsync<long>("SELECT count(*) FROM journal WHERE person_id = $1 AND event = 'exited'", record.Id.ToGuid())
        );
        await Wait.UntilAsync(async () => await cluster.RemindersAsync(cluster.Id(old)) == 0, "the move is confirmed");

        // Rows under either number are rows of the one record from now on.
        var calls = await cluster.OrderAsync(
            ImportKind.FollowUps,
            [Call(main, 1, new DateOnly(2026, 1, 20)), Call(old, 2, new DateOnly(2026, 1, 27))],
            whole: true
        );
        Assert.Equal((2, 0), Tally(await cluster.EndAsync(calls.Id, ImportStatus.Done)));
        Assert.Equal(
            2,
            await cluster.ScalarAsync<long>(
                "SELECT count(*) FROM journal WHERE person_id = $1 AND event = 'contactRecorded'",
                record.Id.ToGuid()
            )
        );
        Assert.Null((await cluster.Person(main).RecordAsync()).HeldBy);
        await cluster.FoldedAsync();
        await cluster.ExactAsync();
        Assert.Empty(await cluster.FaultsAsync());
    }

    private CommandRequest<LinkTo> Link(IdentityNumber main) =>
        Given.Supervisor.Ask(new LinkTo(cluster.Id(main), "permit became citizen number"));

    private Task<Guid> OwnerAsync(string registration) =>
        cluster.ScalarAsync<Guid>("SELECT person_id FROM registration WHERE number = $1", registration);

    private static (long Imported, long Rejected) Tally(Import import) => (import.Tally.Imported, import.Tally.Rejected);

    private async Task<int> HeldAsync(IEnumerable<IdentityNumber> numbers) =>
        (await RecordsAsync(numbers)).Count(record => record.HeldBy is not null);

    private async Task<IReadOnlyList<PersonRecord>> RecordsAsync(IEnumerable<IdentityNumber> numbers)
    {
        var records = new List<PersonRecord>();
        foreach (var number in numbers)
            records.Add(await cluster.Person(number).RecordAsync());
        return records;
    }

    /// <summary>Persons with one current registration of an earlier system.</summary>
    private async Task<IReadOnlyList<IdentityNumber>> RegisteredAsync(int count)
    {
        var numbers = Enumerable.Range(0, count).Select(_ => CitizenNumbers.Next()).ToArray();
        var import = await cluster.OrderAsync(
            ImportKind.Registrations,
            [.. numbers.Select((number, n) => new StagedRow(Id(number), Registration(number, n + 1)))],
            whole: false
        );
        Assert.Equal(count, (await cluster.EndAsync(import.Id, ImportStatus.Done)).Tally.Imported);
        return numbers;
    }

    private static ImportCases Registration(IdentityNumber number, int row) =>
        new()
        {
            Number = number,
            Name = PersonName.Parse("测试甲"),
            Details = new PersonDetails { Telephone = TelephoneNumber.Parse("13800000001"), Health = "1" },
            Import = new ImportOrigin(Guid.Empty, null),
            Cases =
            [
                new CaseToImport
                {
                    Row = row,
                    Office = Given.Office,
                    Ground = PlaceGround.HabitualResidence,
                    Channel = ApplicationChannel.Offline,
                    Reason = UnemploymentReason.Resigned,
                    UnemployedOn = Registered.AddDays(-4),
                    RegisteredOn = Registered,
                },
            ],
        };

    private StagedRow Call(IdentityNumber number, int row, DateOnly on) =>
        Row(
            number,
            new HistoryToImport
            {
                Row = row,
                Contact = new RecordContact
                {
                    At = ChinaTime.StartOf(on).AddHours(9),
                    Channel = ContactChannel.Telephone,
                    Outcome = ContactOutcome.Reached,
                },
            }
        );

    private StagedRow Service(IdentityNumber number, int row) =>
        Row(
            number,
            new HistoryToImport
            {
                Row = row,
                Service = new RecordService(OfferList.BuiltInServices.Items[0].Code, ServiceResult.Given, new DateOnly(2026, 2, 2), null),
            }
        );

    private StagedRow Exit(IdentityNumber number, int row, DateOnly? on = null) =>
        Row(
            number,
            new HistoryToImport
            {
                Row = row,
                Exit = new ExitDetails
                {
                    Reason = ExitReason.Hired,
                    On = on ?? new DateOnly(2026, 2, 6),
                    Evidence = new Evidence { Basis = EvidenceBasis.PersonDeclaration },
                },
            }
        );

    private StagedRow Row(IdentityNumber number, HistoryToImport row) =>
        new(
            Id(number),
            new ImportHistory
            {
                Name = PersonName.Parse("测试甲"),
                Import = new ImportOrigin(Guid.Empty, null),
                Rows = [row],
            }
        );

    private PersonId Id(IdentityNumber number) => cluster.Service<IPersonIdentifier>().Identify(number);

    private Task<long> ContactsAsync() => cluster.ScalarAsync<long>("SELECT count(*) FROM service_record WHERE kind = 1");
}
