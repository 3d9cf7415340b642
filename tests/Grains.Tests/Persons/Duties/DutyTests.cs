using Grid.Domain.Persons;
using Grid.Grains.Persons.Duties;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Testing;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Persons.Duties;

[Collection(SharedCluster.Name)]
public sealed class DutyTests(GridCluster cluster)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task A_review_that_is_overdue_is_journalled_and_escalated_by_the_reminder()
    {
        var number = CitizenNumbers.Next();
        await cluster.SubmitAsync(number);
        var person = cluster.Person(number);
        var due = (await person.RecordAsync()).Application!.ReviewDue;

        // To the night after the last day, then on by the reminder service's own steps: refresh, and the next period.
        await cluster.AdvanceAsync(due.LateFrom() + DutyJitter.Night - cluster.Clock.GetUtcNow());
        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
                return (await person.RecordAsync()).Application!.OverdueSince is not null;
            },
            "the reminder of an overdue review"
        );

        var application = (await person.RecordAsync()).Application!;
        Assert.Equal(due.LateFrom(), application.OverdueSince);
        Assert.NotNull(application.EscalatedTo);
        Assert.NotEqual(Given.Office, application.EscalatedTo);
        Assert.Equal(
            ["dutyOpened", "dutyOverdue"],
            (await cluster.DutiesAsync(cluster.Id(number))).Select(l => l.Event).Where(e => e != "dutyWarned")
        );
        Assert.Equal(0, await cluster.RemindersAsync(cluster.Id(number)));
    }

    [Fact]
    public async Task Early_late_and_double_ticks_do_no_harm()
    {
        var number = CitizenNumbers.Next();
        await cluster.SubmitAsync(number);
        var person = cluster.Person(number);
        var id = cluster.Id(number);
        var start = await cluster.ScalarAsync<DateTime>("SELECT start_time FROM reminder WHERE grain_id = $1", $"person/{id}");

        var before = await cluster.JournalAsync(id);
        await TickAsync(person, start);
        Assert.Equal(before, await cluster.JournalAsync(id));
        Assert.Equal(1, await cluster.RemindersAsync(id));

        await cluster.AdvanceAsync(start.AddDays(7) - cluster.Clock.GetUtcNow().UtcDateTime);
        await Task.WhenAll(TickAsync(person, start), TickAsync(person, start));
        await TickAsync(person, start);

        Assert.Equal(before + 1, await cluster.JournalAsync(id));
        Assert.Single(await cluster.DutiesAsync(id), l => l.Event == "dutyOverdue");
        Assert.Equal(0, await cluster.RemindersAsync(id));
    }

    [Fact]
    public async Task A_row_that_stands_at_another_moment_than_planned_is_put_right_by_its_own_tick()
    {
        var number = CitizenNumbers.Next();
        await cluster.RegisterAsync(number);
        var id = cluster.Id(number);
        var planned = await cluster.ReminderAsync(id);
        var start = cluster.Clock.GetUtcNow().UtcDateTime.AddDays(-1);
        await cluster.ExecuteAsync("UPDATE reminder SET start_time = $2 WHERE grain_id = $1", $"person/{id}", start);

        await TickAsync(cluster.Person(number), start);

        Assert.NotNull(planned);
        Assert.Equal(planned, await cluster.ReminderAsync(id));
    }

    /// <summary>A row that was past when a silo loaded it ticks for a later moment than its own: docs/reminders.md.</summary>
    [Fact]
    public async Task A_row_that_ticks_for_a_later_moment_is_not_rewritten_when_it_is_right()
    {
        var number = CitizenNumbers.Next();
        await cluster.RegisterAsync(number);
        var id = cluster.Id(number);
        var planned = await cluster.ReminderAsync(id);
        var version = await VersionAsync();
        Assert.NotNull(planned);

        // Right, but not due yet: the first tick of the row itself, and of a row that was past, loaded by a silo and moved meanwhile.
        await TickAsync(cluster.Person(number), planned.Value.UtcDateTime);
        Assert.Equal(version, await VersionAsync());
        await TickAsync(cluster.Person(number), cluster.Clock.GetUtcNow().UtcDateTime.AddSeconds(-1));
        Assert.Equal((planned, version), (await cluster.ReminderAsync(id), await VersionAsync()));

        Task<int> VersionAsync() => cluster.ScalarAsync<int>("SELECT version FROM reminder WHERE grain_id = $1", $"person/{id}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_row_carries_Orleans_own_hash_as_a_signed_number_and_the_planned_moment_and_period(bool negative)
    {
        var number = CitizenNumbers.Next();
        while (Hash(number) < 0 != negative)
            number = CitizenNumbers.Next();
        await cluster.SubmitAsync(number);
        var id = cluster.Id(number);
        var record = await cluster.Person(number).RecordAsync();

        var row = $"person/{id}"; // Not by the grain's constant: rows that are there must be found for ever.
        var hash = await cluster.ScalarAsync<int>("SELECT grain_hash FROM reminder WHERE grain_id = $1", row);
        var start = await cluster.ScalarAsync<DateTime>("SELECT start_time FROM reminder WHERE grain_id = $1", row);
        var period = await cluster.ScalarAsync<long>("SELECT period_ms FROM reminder WHERE grain_id = $1", row);

        Assert.Equal(row, cluster.Person(number).GetGrainId().ToString());
        Assert.Equal(Hash(number), hash);
        Assert.Equal(NextReminder.MomentOf(record, cluster.Clock.GetUtcNow())!.Value.UtcDateTime + DutyJitter.Of(id), start);
        Assert.Equal(Period, TimeSpan.FromMilliseconds(period));

        int Hash(Domain.Identity.IdentityNumber of) => unchecked((int)cluster.Person(of).GetGrainId().GetUniformHashCode());
    }

    [Fact]
    public async Task Each_write_of_the_row_raises_its_version()
    {
        var number = CitizenNumbers.Next();
        await cluster.SubmitAsync(number);
        var person = cluster.Person(number);
        var first = await RowAsync();

        // By a command, and by a tick of a row with another moment than it should have.
        (await person.RecordVerification(Given.Clerk.Ask(Given.IdentityConfirmed))).Accepted();
        (await person.ApproveApplication(Given.Clerk.Ask(new ApproveApplication()))).Accepted();
        var second = await RowAsync();
        Assert.NotEqual(first.Start, second.Start);
        Assert.Equal(first.Version + 1, second.Version);

        await cluster.ExecuteAsync(
            "UPDATE reminder SET start_time = $2 WHERE grain_id = $1",
            $"person/{cluster.Id(number)}",
            second.Start.AddDays(-1)
        );
        await TickAsync(person, second.Start.AddDays(-1));
        Assert.Equal((second.Start, second.Version + 1), await RowAsync());

        async Task<(DateTime Start, int Version)> RowAsync()
        {
            var row = $"person/{cluster.Id(number)}";
            return (
                await cluster.ScalarAsync<DateTime>("SELECT start_time FROM reminder WHERE grain_id = $1", row),
                await cluster.ScalarAsync<int>("SELECT version FROM reminder WHERE grain_id = $1", row)
            );
        }
    }

    [Fact]
    public async Task A_tick_that_fails_comes_again()
    {
        var number = CitizenNumbers.Next();
        await cluster.SubmitAsync(number);
        var id = cluster.Id(number);
        var start = await cluster.ReminderAsync(id);
        await cluster.ExecuteAsync(
            $"CREATE FUNCTION stop_{id}() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION 'stopped'; END $f$"
        );
        await cluster.ExecuteAsync(
            $"CREATE TRIGGER stop_{id} BEFORE UPDATE ON person FOR EACH ROW WHEN (NEW.person_id = '{id.ToGuid()}') EXECUTE FUNCTION stop_{id}()"
        );
        try
        {
            await cluster.AdvanceToAsync(start!.Value);
            await Assert.ThrowsAnyAsync<Exception>(() => TickAsync(cluster.Person(number), start.Value.UtcDateTime));
            Assert.Equal(start, await cluster.ReminderAsync(id));
        }
        finally
        {
            await cluster.ExecuteAsync($"DROP FUNCTION stop_{id}() CASCADE");
        }

        await cluster.TickAsync(id);
        Assert.Contains(await cluster.DutiesAsync(id), l => l.Event is "dutyOverdue" or "dutyWarned");
    }

    private async Task TickAsync(IAddressable person, DateTime start) =>
        await person
            .AsReference<IRemindable>()
            .ReceiveReminder(ReminderSchedule.ReminderName, new TickStatus(start, Period, cluster.Clock.GetUtcNow().UtcDateTime));
}
