using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Importing;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Tests.MadeUp;
using Grid.Testing;

namespace Grid.Grains.Tests.Importing;

/// <summary>What a file says of one person is judged together.</summary>
public sealed class RowsOfPersonTests
{
    private static readonly ImportOrigin Origin = new(Guid.Empty, null);

    private readonly IdentityNumber number = CitizenNumbers.Next();

    [Fact]
    public void Two_names_under_one_number_import_neither_and_name_both_rows()
    {
        var (command, faults) = RowsOfPerson.Together(Person(Row(4, "测试甲", 2024), Row(9, "测试乙", 2025)), Origin);
        Assert.Null(command);
        Assert.Equal([(4, "contradictsFile"), (9, "contradictsFile")], faults.Select(fault => (fault.Row, fault.Code)));
        Assert.All(faults, fault => Assert.Equal(["4", "9"], fault.Allowed));
    }

    [Fact]
    public void A_registration_that_is_there_twice_is_imported_once_and_the_second_row_names_the_first()
    {
        var (command, faults) = RowsOfPerson.Together(
            Person(Row(4, "测试甲", 2024), Row(5, "测试甲", 2025), Row(9, "测试甲", 2024)),
            Origin
        );
        Assert.Equal([4, 5], RowsOfPerson.RowsOf(command!));
        Assert.Equal((9, "repeatedInFile", "4"), (faults[0].Row, faults[0].Code, faults[0].Allowed[0]));
    }

    [Fact]
    public void Far_too_many_rows_of_one_number_are_rejected_all()
    {
        var rows = Enumerable.Range(1, RowsOfPerson.Most + 1).Select(row => Row(row, "测试甲", 1900 + row)).ToArray();
        Assert.Null(RowsOfPerson.Together(Person(rows), Origin).Command);
        Assert.NotNull(RowsOfPerson.Together(Person(rows[1..]), Origin).Command);
    }

    [Fact]
    public void A_refusal_is_reported_at_the_rows_that_it_names_and_the_others_of_the_person_say_so()
    {
        var (command, _) = RowsOfPerson.Together(Person(Row(4, "测试甲", 2024), Row(5, "测试甲", 2025)), Origin);
        var one = Refusal.Invalid("cases[1].exit.on", FieldRule.InFuture);
        Assert.Equal(
            [(5, "exit.on", "inFuture"), (4, null, "otherRowOfPerson")],
            RowsOfPerson.FaultsOf(one, command!).Select(fault => (fault.Row, fault.Field, fault.Code))
        );
        var all = new Refusal(RefusalCode.ContradictsRecord) { Field = "name" };
        Assert.Equal(
            [(4, "name", "contradictsRecord"), (5, "name", "contradictsRecord")],
            RowsOfPerson.FaultsOf(all, command!).Select(fault => (fault.Row, fault.Field!, fault.Code))
        );
    }

    [Fact]
    public void Contacts_that_differ_in_nothing_are_one_and_names_are_compared_where_rows_have_them()
    {
        var (command, faults) = RowsOfPerson.Together(
            History(Call(3, null, 9), Call(4, "测试甲", 9), Call(5, null, 14), Call(6, "测试甲", 9)),
            Origin
        );
        Assert.Equal([3, 5], RowsOfPerson.RowsOf(command!));
        Assert.Equal("测试甲", ((ImportHistory)command!).Name!.Value);
        Assert.Equal([(4, "repeatedInFile", "3"), (6, "repeatedInFile", "3")], faults.Select(one => (one.Row, one.Code, one.Allowed[0])));

        var named = RowsOfPerson.Together(History(Call(3, null, 9), Call(4, "测试甲", 10), Call(5, "测试乙", 11)), Origin);
        Assert.Null(named.Command);
        Assert.All(named.Faults, fault => Assert.Equal(["4", "5"], fault.Allowed));

        var refusal = Refusal.Invalid("rows[1].at", FieldRule.InFuture);
        Assert.Equal(
            [(5, "at", "inFuture"), (3, null, "otherRowOfPerson")],
            RowsOfPerson.FaultsOf(refusal, command).Select(fault => (fault.Row, fault.Field, fault.Code))
        );
    }

    private static StagedPerson History(params ImportHistory[] rows) => new(default, rows, rows.Length);

    private static ImportHistory Call(int row, string? name, int hour) =>
        new()
        {
            Name = name is null ? null : PersonName.Parse(name),
            Import = Origin,
            Rows =
            [
                new HistoryToImport
                {
                    Row = row,
                    Contact = new RecordContact
                    {
                        At = new DateTimeOffset(2026, 2, 3, hour, 0, 0, TimeSpan.FromHours(8)),
                        Channel = ContactChannel.Telephone,
                        Outcome = ContactOutcome.Reached,
                    },
                },
            ],
        };

    private static StagedPerson Person(params ImportCases[] rows) => new(default, rows, rows.Length);

    private ImportCases Row(int row, string name, int year) =>
        new()
        {
            Number = number,
            Name = PersonName.Parse(name),
            Details = new PersonDetails { Telephone = null, Health = "1" },
            Import = Origin,
            Cases =
            [
                new CaseToImport
                {
                    Row = row,
                    Office = Given.Office,
                    Ground = PlaceGround.HabitualResidence,
                    Channel = ApplicationChannel.Offline,
                    Reason = UnemploymentReason.Resigned,
                    UnemployedOn = new DateOnly(year, 1, 1),
                    RegisteredOn = new DateOnly(year, 1, 2),
                },
            ],
        };
}
