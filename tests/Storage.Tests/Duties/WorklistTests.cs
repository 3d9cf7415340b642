using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Duties;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Storage.Tests.Duties;

/// <summary>Worklists: what is due, for whom, in which order; and their counts, which are the lists' lengths.</summary>
public sealed class WorklistTests : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly WorklistFilter All = new(null, null, null, null, false);
    private static readonly int[] Days = [-30, -1, 0, 1, 7, 8, 60];

    private readonly Register register;
    private readonly FakeTimeProvider clock = new(Sample.Now);
    private readonly Worklists lists;

    public WorklistTests(DatabaseFixture database)
    {
        register = new Register(database.ApplicationConnectionString);
        lists = new Worklists(register.Source, register.Secrets.Ring, clock);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Theory]
    [InlineData("11", 1)]
    [InlineData("12", 4)]
    [InlineData("13", 200)]
    public async Task Every_scope_and_filter_lists_what_it_says_in_order_and_counts_the_same(string province, int size)
    {
        string[] offices =
        [
            $"{province}000001",
            $"{province}010001",
            $"{province}010201",
            $"{province}010200101",
            $"{province}010301",
            $"{province}020301",
        ];
        var all = new List<(PersonId Person, Duty Duty)>();
        foreach (var office in offices)
        {
            foreach (var (kind, i) in ((DutyKind[])[DutyKind.Review, DutyKind.FollowUp]).Select((kind, i) => (kind, i)))
            {
                var person = PersonId.FromGuid(Guid.NewGuid());
                var duties = Days.Select(
                        (day, n) =>
                            Sample.Duty($"{kind}:{day}", kind, office) with
                            {
                                Due = new Deadline(Today.AddDays(day), n == 1),
                                OverdueSince = day < 0 ? ChinaTime.EndOf(Today.AddDays(day)) : null,
                                EscalatedTo = day < 0 ? $"{province}010001" : null,
                                Claim =
                                    n == 2 ? new DutyClaim("clerk-7", Sample.Now.AddMinutes(30))
                                    : n == 3 ? new DutyClaim("clerk-7", Sample.Now)
                                    : null,
                                Snooze = n == 4 ? new DutySnooze(Today.AddDays(i), "理由", "clerk-7") : null,
                            }
                    )
                    .ToArray();
                await register.AppendAsync(person, sequence =>
                    Sample.SmallCommit(sequence) with
                    {
                        Duties = [.. duties.Select(Sample.Open)],
                        Search = i == 0 ? new SearchRow(PersonName.Parse("样例姓名"), null, office, office[..6], true) : null,
                    }
                );
                all.AddRange(duties.Select(duty => (person, duty)));
            }
        }

        (SearchScope Scope, Func<string, bool> Sees)[] scopes =
        [
            (new SearchScope($"{province}010201", null), office => office == $"{province}010201"),
            (new SearchScope(null, province), _ => true),
            (new SearchScope(null, $"{province}01"), office => office.StartsWith($"{province}01", StringComparison.Ordinal)),
            (new SearchScope(null, $"{province}0102"), office => office.StartsWith($"{province}0102", StringComparison.Ordinal)),
            (new SearchScope(null, $"{province}0102001"), office => office == $"{province}010200101"),
            (new SearchScope(null, null), _ => false),
            (new SearchScope(null, "\0"), _ => false),
        ];
        foreach (var (scope, sees) in scopes)
        {
            var awake = all.Where(d => sees(d.Duty.Office) && (d.Duty.Snooze is null || d.Duty.Snooze.Until <= Today)).ToList();
            (WorklistFilter Filter, Func<Duty, bool> Takes)[] filters =
            [
                (All, _ => true),
                (All with { Kind = DutyKind.FollowUp }, d => d.Kind == DutyKind.FollowUp),
                (All with { Kind = DutyKind.Objection }, _ => false),
                (All with { Bucket = WorklistBucket.Overdue }, d => d.Due.Date < Today),
                (All with { Bucket = WorklistBucket.Today }, d => d.Due.Date == Today),
                (All with { Bucket = WorklistBucket.Week, Kind = DutyKind.Review }, d =>
                    d.Kind == DutyKind.Review && d.Due.Date > Today && d.Due.Date <= Today.AddDays(7)
                ),
                (All with { Bucket = WorklistBucket.Later }, d => d.Due.Date > Today.AddDays(7)),
                (All with { EscalatedTo = $"{province}010001" }, d => d.EscalatedTo is not null),
                (All with { EscalatedTo = $"{province}010001", Kind = DutyKind.Review, Bucket = WorklistBucket.Overdue }, d =>
                    d.EscalatedTo is not null && d.Kind == DutyKind.Review
                ),
                (All with { EscalatedTo = "99999901" }, _ => false),
                (All with { ClaimedBy = "clerk-7" }, d => d.Claim?.HoldsAt(Sample.Now) == true),
                (All with { Unclaimed = true }, d => d.Claim?.HoldsAt(Sample.Now) != true),
                (All with { Unclaimed = true, Kind = DutyKind.Review, Bucket = WorklistBucket.Today }, _ => false),
            ];
            foreach (var (filter, takes) in filters)
            {
                var expected = awake
                    .Where(d => takes(d.Duty))
                    .OrderBy(d => d.Duty.Due.Date)
                    .ThenBy(d => d.Person.ToString(), StringComparer.Ordinal)
                    .ThenBy(d => d.Duty.Key, StringComparer.Ordinal)
                    .Select(d => (d.Person, d.Duty.Key));
                Assert.Equal(expected, (await ListAsync(scope, filter, size)).Select(item => (item.Person, item.Key)));
            }

            var counts = await lists.CountAsync(scope, Today, Cancellation);
            await DutyCountFolding.RunAsync(register.Source, Cancellation);
            Assert.Equal(counts, await lists.CountAsync(scope, Today, Cancellation));
            foreach (var kind in Enum.GetValues<DutyKind>())
            {
                foreach (var bucket in Enum.GetValues<WorklistBucket>())
                {
                    var listed = await ListAsync(scope, All with { Kind = kind, Bucket = bucket }, 200);
                    Assert.Equal(
                        listed.Count,
                        counts.Where(count => count.Kind == kind && count.Bucket == bucket).Sum(count => count.Count)
                    );
                }
            }
        }
    }

    [Fact]
    public async Task A_line_says_everything_about_its_duty()
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        var duty = Sample.Duty("followUp:2026-11", DutyKind.FollowUp, "14010201") with
        {
            Due = new Deadline(new DateOnly(2026, 11, 19), true),
            OverdueSince = Sample.Now,
            EscalatedTo = "14010001",
            Claim = new DutyClaim("clerk-7", Sample.Now.AddMinutes(30)),
            Snooze = new DutySnooze(Today, "理由", "clerk-7"),
        };
        await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Duties = [Sample.Open(duty)],
                Search = new SearchRow(PersonName.Parse("买买提·吐尔逊"), null, duty.Office, "140102", true),
            }
        );
        Assert.Equal(
            new WorklistItem(
                person,
                PersonName.Parse("买买提·吐尔逊"),
                duty.Key,
                DutyKind.FollowUp,
                duty.Office,
                Sample.Today,
                duty.Due.Date,
                true,
                Sample.Now.ToUniversalTime(),
                "14010001",
                "clerk-7",
                Sample.Now.AddMinutes(30).ToUniversalTime(),
                Today
            ),
            Assert.Single(await ListAsync(new SearchScope(duty.Office, null), All, 10))
        );

        // The claim runs out by the clock alone; the list without a name shows none.
        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Empty(await ListAsync(new SearchScope(duty.Office, null), All with { ClaimedBy = "clerk-7" }, 10));
        Assert.Single(await ListAsync(new SearchScope(duty.Office, null), All with { Unclaimed = true }, 10));
        await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Search = new SearchRow(null, null, null, null, false),
            }
        );
        Assert.Null(Assert.Single(await ListAsync(new SearchScope(duty.Office, null), All, 10)).Name);
    }

    [Fact]
    public async Task A_transferred_duty_is_on_the_other_offices_list()
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        var duty = Sample.Duty("review", DutyKind.Review, "15010201");
        await register.AppendAsync(person, sequence => Sample.SmallCommit(sequence) with { Duties = [Sample.Open(duty)] });
        Assert.Single(await ListAsync(new SearchScope("15010201", null), All, 10));
        await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Duties = [Sample.Open(duty with { Office = "15010301" })],
            }
        );
        Assert.Empty(await ListAsync(new SearchScope("15010201", null), All, 10));
        Assert.Single(await ListAsync(new SearchScope("15010301", null), All, 10));
    }

    [Theory]
    [InlineData("WyJhIiwiYiIsImMiXQ")] // three keys that are no place
    [InlineData("WyJhIiwiYiJd")]
    [InlineData("不")]
    public Task A_cursor_that_is_none_is_refused(string cursor) =>
        Assert.ThrowsAsync<InvalidCursorException>(() =>
            lists.ListAsync(new SearchScope(null, ""), All, Today, new PageRequest(10, cursor), Cancellation)
        );

    [Fact]
    public async Task Persons_whose_duties_a_calendar_may_move_come_once_and_by_pages()
    {
        var from = new DateOnly(2031, 1, 1);
        var expected = new List<PersonId>();
        for (var i = 0; i < 7; i++)
        {
            var person = PersonId.FromGuid(Guid.NewGuid());
            await register.AppendAsync(person, sequence =>
                Sample.SmallCommit(sequence) with
                {
                    Duties =
                    [
                        Sample.Open(Sample.Duty("one") with { Due = new Deadline(from.AddDays(i - 2), false) }),
                        Sample.Open(Sample.Duty("two") with { Due = new Deadline(from.AddDays(i - 1), false) }),
                    ],
                }
            );
            if (i >= 1)
                expected.Add(person);
        }

        var found = new List<PersonId>();
        while (await lists.WithDutiesDueFromAsync(from, found.Count > 0 ? found[^1] : null, 2, Cancellation) is { Count: > 0 } page)
            found.AddRange(page);
        Assert.Equal(expected.Select(person => person.ToString()).Order(StringComparer.Ordinal), found.Select(person => person.ToString()));
    }

    private async Task<List<WorklistItem>> ListAsync(SearchScope scope, WorklistFilter filter, int size)
    {
        var items = new List<WorklistItem>();
        string? after = null;
        do
        {
            var page = await lists.ListAsync(scope, filter, Today, new PageRequest(size, after), Cancellation);
            Assert.True(page.Items.Count <= size);
            items.AddRange(page.Items);
            after = page.Next;
        } while (after is not null);
        return items;
    }
}
