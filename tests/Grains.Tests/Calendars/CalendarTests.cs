using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Calendars;
using Grid.Grains.Interfaces.Calendars;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Grains.Tests.Persons.Duties;
using Grid.Testing;

namespace Grid.Grains.Tests.Calendars;

/// <summary>Calendars that change after deadlines were set, as in January 2020.</summary>
public sealed class CalendarTests(SpringCluster cluster) : IClassFixture<SpringCluster>
{
    private static readonly Actor Operator = new("operator-1", Role.System, null);

    [Fact]
    public async Task Open_deadlines_are_recomputed_and_a_told_day_is_not_shortened()
    {
        var numbers = Enumerable.Range(0, 25).Select(_ => CitizenNumbers.Next()).ToArray();
        await Task.WhenAll(numbers.Select(n => cluster.SubmitAsync(n)));
        var first = (await cluster.Person(numbers[0]).RecordAsync()).Application!.ReviewDue.Date;
        var shipped = cluster.Service<IReferenceData>().Calendars.Tables.Find(CalendarYear.Root, 2026)!;
        var day = first.AddDays(-1);
        Assert.DoesNotContain(day, shipped.Off);

        // A day more that is off: the office's day and the date given to the person move one working day.
        await LoadAsync(shipped with { Off = [.. shipped.Off.Append(day).Order()] });
        var longer = new DateOnly(2026, 3, 6);
        foreach (var number in numbers)
        {
            var review = await ReviewAsync(number);
            Assert.Equal(longer, review.Due.Date);
            Assert.Equal(longer, review.PromisedDue);
            var moved = Assert.Single(await cluster.DutiesAsync(cluster.Id(number)), l => l.Event == "dutyMoved");
            Assert.Equal("review", moved.Key);
        }

        var told = await cluster.ScalarAsync<string>(
            "SELECT facts ->> 'before' || ' ' || (facts -> 'after' ->> 'due') FROM journal WHERE event = 'dutyMoved' LIMIT 1"
        );
        Assert.Contains(first.ToString("yyyy-MM-dd"), told, StringComparison.Ordinal);
        Assert.Contains("2026-03-06", told, StringComparison.Ordinal);

        // And back: the office must keep the shorter day, the person has the longer one.
        await LoadAsync(shipped);
        foreach (var number in numbers)
        {
            var review = await ReviewAsync(number);
            Assert.Equal(first, review.Due.Date);
            Assert.Equal(longer, review.PromisedDue);
            Assert.Equal(review.Due.LateFrom() + Grains.Persons.Duties.DutyJitter.Of(cluster.Id(number)), await LateRowAsync(number));
        }
    }

    [Fact]
    public async Task The_same_table_again_changes_nothing()
    {
        var progress = await Grain.Progress();
        var tables = cluster.Service<IReferenceData>().Calendars.Tables;

        var after = await Grain.Load(Operator, tables.Find(CalendarYear.Root, 2025)!, null);

        Assert.Equal(progress, after);
    }

    [Fact]
    public void Only_what_ends_on_or_after_the_first_changed_day_may_move()
    {
        var tables = CalendarTables.LoadEmbedded();
        var table = tables.Find(CalendarYear.Root, 2026)!;
        var day = new DateOnly(2026, 8, 19);
        var longer = table with { Off = [.. table.Off.Append(day).Order()] };
        var provisional = tables.Find(CalendarYear.Root, 2027)!;
        var official = provisional with { Status = CalendarStatus.Official };

        Assert.Null(CalendarShift.FirstDay(tables, tables.With(table), table));
        Assert.Equal(day, CalendarShift.FirstDay(tables, tables.With(longer), longer));
        Assert.Equal(new DateOnly(2027, 1, 1), CalendarShift.FirstDay(tables, tables.With(official), official));
    }

    private ICalendarGrain Grain => cluster.Cluster.Client.GetGrain<ICalendarGrain>("calendar");

    private async Task LoadAsync(CalendarYear table)
    {
        Assert.True((await Grain.Load(Operator, table, null)).Running);
        await Wait.UntilAsync(async () => !(await Grain.Progress()).Running, "all deadlines recomputed");
        Assert.Equal(25, (await Grain.Progress()).Done);
    }

    private async Task<Duty> ReviewAsync(Domain.Identity.IdentityNumber number) =>
        Assert.Single((await cluster.Person(number).RecordAsync()).Duties, d => d.Kind == DutyKind.Review);

    /// <summary>The reminder: that of the warning comes a day before.</summary>
    private async Task<DateTimeOffset?> LateRowAsync(Domain.Identity.IdentityNumber number)
    {
        var id = cluster.Id(number);
        var record = await cluster.Person(number).RecordAsync();
        var lead = record.Duties.Single(d => d.Kind == DutyKind.Review) is { WarnedAt: null } review
            ? review.Due.LateFrom() - review.WarnFrom
            : TimeSpan.Zero;
        return await cluster.ReminderAsync(id) + lead;
    }
}
