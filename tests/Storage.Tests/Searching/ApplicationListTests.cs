using Grid.Domain.Calendar;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Storage.Tests.Searching;

/// <summary>The worklist: what is open, by deadline, counted from the same rows.</summary>
public sealed class ApplicationListTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private readonly Register register = new(database.ApplicationConnectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(200)]
    public async Task Open_applications_come_by_deadline_page_by_page(int size)
    {
        var office = $"3604{size:D4}";
        for (var i = 0; i < 9; i++)
        {
            await AddAsync(
                office,
                (size * 100) + i,
                new DateOnly(2026, 11, 30 - (i % 3)),
                i == 8 ? ApplicationStatus.Withdrawn : ApplicationStatus.Verifying
            );
        }

        var list = new ApplicationList(register.Source, TimeProvider.System);
        var items = new List<ApplicationListItem>();
        string? after = null;
        do
        {
            var page = await list.OpenAsync(new SearchScope(office, null), overdueOnly: false, new PageRequest(size, after), Cancellation);
            Assert.Equal(8, page.Total);
            items.AddRange(page.Items);
            after = page.Next;
        } while (after is not null);
        Assert.Equal(8, items.Select(item => item.Number).Distinct().Count());
        Assert.Equal(items.OrderBy(item => item.ReviewDue).ThenBy(item => item.Number.Value, StringComparer.Ordinal), items);
        Assert.All(items, item =>
            Assert.Equal((ApplicationStatus.Verifying, office, Sample.Now), (item.Status, item.Office, item.SubmittedAt))
        );
    }

    [Fact]
    public async Task Overdue_is_what_is_late_whether_a_reminder_ticked_or_not()
    {
        const string Office = "36050000";
        var late = await AddAsync(Office, 5001, new DateOnly(2026, 11, 24), ApplicationStatus.Submitted);
        await AddAsync(Office, 5002, new DateOnly(2026, 11, 25), ApplicationStatus.Submitted);
        var clock = new FakeTimeProvider(ChinaTime.EndOf(new DateOnly(2026, 11, 24)).AddTicks(-1).ToUniversalTime());
        var list = new ApplicationList(register.Source, clock);

        var scope = new SearchScope(null, "3605");
        Assert.Equal(0, (await list.OpenAsync(scope, overdueOnly: true, new PageRequest(10, null), Cancellation)).Total);
        clock.Advance(TimeSpan.FromTicks(1));
        var page = await list.OpenAsync(scope, overdueOnly: true, new PageRequest(10, null), Cancellation);
        Assert.Equal(1, page.Total);
        Assert.Equal(late, Assert.Single(page.Items).Number);
        Assert.Equal(
            0,
            (await list.OpenAsync(new SearchScope(null, null), overdueOnly: false, new PageRequest(10, null), Cancellation)).Total
        );
        await Assert.ThrowsAsync<InvalidCursorException>(() =>
            list.OpenAsync(scope, overdueOnly: false, new PageRequest(10, "WyJhIiwiYiJd"), Cancellation)
        );
    }

    [Fact]
    public async Task What_was_escalated_says_since_when_and_to_whom_and_what_was_in_error_is_gone()
    {
        const string Office = "36060000";
        var person = Grid.Domain.Identity.PersonId.FromGuid(Guid.NewGuid());
        var application = Make(Office, 6001, new DateOnly(2026, 11, 20), ApplicationStatus.Submitted) with
        {
            OverdueSince = Sample.Now,
            EscalatedTo = "36000000",
        };
        var state = await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Application = new ApplicationRow(true, application, "360600", false),
            }
        );
        var list = new ApplicationList(register.Source, TimeProvider.System);
        var item = Assert.Single(
            (await list.OpenAsync(new SearchScope(Office, null), false, new PageRequest(10, null), Cancellation)).Items
        );
        Assert.Equal((person, Sample.Now, "36000000"), (item.Person, item.OverdueSince!.Value, item.EscalatedTo));

        await register.AppendAsync(state, person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Application = new ApplicationRow(false, application, "360600", true),
            }
        );
        Assert.Empty((await list.OpenAsync(new SearchScope(Office, null), false, new PageRequest(10, null), Cancellation)).Items);
    }

    private async Task<ApplicationNumber> AddAsync(string office, int n, DateOnly due, ApplicationStatus status)
    {
        var person = Grid.Domain.Identity.PersonId.FromGuid(Guid.NewGuid());
        var application = Make(office, n, due, status);
        await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Application = new ApplicationRow(true, application, office[..6], false),
            }
        );
        return application.Number;
    }

    private static Application Make(string office, int n, DateOnly due, ApplicationStatus status) =>
        Sample.Application(n) with
        {
            Office = office,
            ReviewDue = new Deadline(due, false),
            PromisedDue = due,
            Status = status,
        };
}
