using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Importing;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.Counting;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Grid.Grains.Tests.Importing;

/// <summary>
/// A file of an earlier system becomes registrations, each once, whatever dies; what cannot be imported is reported by row, and live
/// counts are those of the journal.
/// </summary>
public sealed class ImportTests(ImportingCluster cluster) : IClassFixture<ImportingCluster>
{
    private const int Persons = 120;

    private static readonly DateOnly[] Days = [new(2024, 5, 20), new(2025, 2, 10), new(2026, 1, 12)];

    private IImports Imports => cluster.Imports;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_by_row_with_a_silo_killed_in_the_middle_of_a_page_every_right_row_is_imported_once()
    {
        var rows = new List<StagedRow>();
        var numbers = Enumerable.Range(0, Persons).Select(_ => CitizenNumbers.Next()).ToArray();
        foreach (var (n, number) in numbers.Index())
            rows.AddRange(Days.Select((day, i) => Row(number, (n * Days.Length) + i + 1, day, isCurrent: i == Days.Length - 1)));

        // One is registered here already, one has two rows for one registration, one begins before the one before it has ended.
        await cluster.SubmitAsync(numbers[0], Given.Office);
        rows.Add(Row(numbers[1], 1001, Days[0], isCurrent: false));
        var overlaps = CitizenNumbers.Next();
        rows.Add(Row(overlaps, 1002, Days[0], isCurrent: false));
        rows.Add(Row(overlaps, 1003, Days[0].AddDays(10), isCurrent: true));
        var before = await cluster.TotalAsync("360102", Measure.Closing, cluster.Now());
        var registrations = await RegistrationsAsync();

        var import = await OrderAsync(rows, whole: false);
        cluster.Held.HoldAfter(45);
        await cluster.Grain.Watch();
        await cluster.Held.Reached.WaitAsync(TimeSpan.FromMinutes(3), Cancellation);
        await cluster.KillItsSiloAsync();
        var done = await cluster.EndAsync(import.Id, ImportStatus.Done);

        // Three of the person with an open application, one repeated, two that overlap.
        Assert.Equal((rows.Count, 6, Persons + 1), (done.Tally.Rows, done.Tally.Rejected, done.Tally.Persons));
        var imported = (Persons - 1) * Days.Length;
        Assert.Equal(registrations + imported, await RegistrationsAsync());
        Assert.Equal(imported, done.Tally.Imported + done.Tally.Present);
        Assert.Equal(
            [
                (1, null, "otherRowOfPerson"),
                (2, null, "otherRowOfPerson"),
                (3, "registeredOn", "newerCaseOpen"),
                (1001, "registeredOn", "repeatedInFile"),
                (1002, null, "otherRowOfPerson"),
                (1003, "registeredOn", "overlaps"),
            ],
            (await Imports.FaultsAsync(import.Id, 0, 100, Cancellation)).Select(fault => Shape(fault)).Order()
        );
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM import_row WHERE import = $1", import.Id));
        var record = await cluster.Person(numbers[7]).RecordAsync();
        Assert.Equal(Days, record.Past.Select(past => past.Registration.RegisteredOn).Append(record.Registration!.RegisteredOn));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM notice WHERE kind <> 'receipt'"));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_item"));

        await cluster.FoldedAsync();
        Assert.Equal(before + Persons - 1, await cluster.TotalAsync("360102", Measure.Closing, cluster.Now()));
        await cluster.ExactAsync();

        // The same file again adds nothing.
        var again = await OrderAsync([.. rows.Take(30)], whole: false);
        var repeated = await cluster.EndAsync(again.Id, ImportStatus.Done);
        Assert.Equal((0, 27), (repeated.Tally.Imported, repeated.Tally.Present));
        Assert.Empty(await cluster.FaultsAsync());
    }

    [Fact]
    public async Task All_or_nothing_with_a_wrong_row_imports_nothing_and_a_right_file_all()
    {
        var (one, other) = (CitizenNumbers.Next(), CitizenNumbers.Next());
        StagedRow[] rows =
        [
            Row(one, 1, Days[2], isCurrent: true),
            Row(other, 2, Days[2], isCurrent: true),
            Row(other, 3, Days[2].AddDays(5), isCurrent: true),
        ];
        var import = await OrderAsync(rows, whole: true);
        var checkedOne = await cluster.EndAsync(import.Id, ImportStatus.Checked);
        Assert.Equal((3, 2, 1), (checkedOne.Tally.Rows, checkedOne.Tally.Rejected, checkedOne.Tally.Imported));
        Assert.False(await Imports.RunAsync(import.Id, cluster.Clock.GetUtcNow(), null, Cancellation));
        Assert.Null(await cluster.Person(one).Read());
        Assert.True(await Imports.CancelAsync(import.Id, cluster.Clock.GetUtcNow(), null, Cancellation));

        var right = await OrderAsync(rows[..2], whole: true);
        var done = await cluster.EndAsync(right.Id, ImportStatus.Done);
        Assert.Equal((2, 0), (done.Tally.Imported, done.Tally.Rejected));
        Assert.NotNull((await cluster.Person(other).RecordAsync()).Registration);
        await cluster.FoldedAsync();
        await cluster.ExactAsync();
    }

    [Fact]
    public async Task A_check_changes_nothing_and_a_baseline_takes_the_stock_over_without_new_ones()
    {
        var number = CitizenNumbers.Next();
        StagedRow[] rows = [.. Days.Select((day, i) => Row(number, i + 1, day, isCurrent: i == 2))];
        var isNew = await cluster.TotalAsync("360102", Measure.New, cluster.Now());
        var closing = await cluster.TotalAsync("360102", Measure.Closing, cluster.Now());
        var import = await OrderAsync(rows, whole: false, checksOnly: true, baselineOn: new DateOnly(2026, 2, 20));
        Assert.Equal(3, (await cluster.EndAsync(import.Id, ImportStatus.Checked)).Tally.Imported);
        Assert.Null(await cluster.Person(number).Read());

        Assert.True(await Imports.RunAsync(import.Id, cluster.Clock.GetUtcNow(), null, Cancellation));
        Assert.Equal(3, (await cluster.EndAsync(import.Id, ImportStatus.Done)).Tally.Imported);
        await cluster.FoldedAsync();
        Assert.Equal(isNew, await cluster.TotalAsync("360102", Measure.New, cluster.Now()));
        Assert.Equal(closing + 1, await cluster.TotalAsync("360102", Measure.Closing, cluster.Now()));
        await cluster.ExactAsync();
    }

    [Fact]
    public async Task An_upload_that_another_one_replaced_stores_nothing_and_ends_nothing()
    {
        StagedRow[] first =
        [
            Row(CitizenNumbers.Next(), 1, Days[2], isCurrent: true),
            Row(CitizenNumbers.Next(), 2, Days[2], isCurrent: true),
        ];
        StagedRow[] second = [Row(CitizenNumbers.Next(), 1, Days[2], isCurrent: true)];
        var (slow, quick) = (Guid.NewGuid(), Guid.NewGuid());
        var import = await cluster.BeginAsync(ImportKind.Registrations, whole: false, checksOnly: true, baselineOn: null);
        Assert.True(await Imports.RestartAsync(import.Id, slow, Cancellation));
        Assert.True(await Imports.StageAsync(import.Id, slow, first[..1], [], Cancellation));

        Assert.True(await Imports.RestartAsync(import.Id, quick, Cancellation));
        Assert.False(await Imports.StageAsync(import.Id, slow, first[1..], [], Cancellation));
        Assert.False(await cluster.ReadAsync(import, slow, first));
        Assert.True(await Imports.StageAsync(import.Id, quick, second, [], Cancellation));
        Assert.True(await cluster.ReadAsync(import, quick, second));

        Assert.Equal([second[0].Person], (await Imports.PersonsAsync(import.Id, null, 10, Cancellation)).Select(one => one.Person));
        Assert.False(await Imports.RestartAsync(import.Id, slow, Cancellation));
        Assert.Equal(1, (await cluster.EndAsync(import.Id, ImportStatus.Checked)).Tally.Rows);
    }

    private StagedRow Row(IdentityNumber number, int row, DateOnly day, bool isCurrent) =>
        new(
            cluster.Service<IPersonIdentifier>().Identify(number),
            new ImportCases
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
                        LegacyNumber = null,
                        Office = Given.Office,
                        Ground = PlaceGround.HabitualResidence,
                        Channel = ApplicationChannel.Offline,
                        Reason = UnemploymentReason.Resigned,
                        UnemployedOn = day.AddDays(-4),
                        RegisteredOn = day,
                        Exit = isCurrent ? null : new ExitToImport(ExitReason.Hired, day.AddDays(100), null),
                    },
                ],
            }
        );

    private Task<Import> OrderAsync(IReadOnlyList<StagedRow> rows, bool whole, bool checksOnly = false, DateOnly? baselineOn = null) =>
        cluster.OrderAsync(ImportKind.Registrations, rows, whole, checksOnly, baselineOn);

    private Task<long> RegistrationsAsync() => cluster.ScalarAsync<long>("SELECT count(*) FROM registration");

    private static (int, string?, string) Shape(ImportRowFault fault) => (fault.Row, fault.Field, fault.Code);
}
