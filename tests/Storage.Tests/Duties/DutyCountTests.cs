using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Consistency;
using Grid.Storage.Duties;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace Grid.Storage.Tests.Duties;

/// <summary>The counts kept for worklists follow every commit, folded or not, and nothing else.</summary>
public sealed class DutyCountTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private readonly Register register = new(database.ApplicationConnectionString);

    private Worklists Lists => field ??= new Worklists(register.Source, register.Secrets.Ring, new FakeTimeProvider(Sample.Now));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Theory]
    [InlineData("21", false)]
    [InlineData("22", true)]
    public async Task Every_change_of_a_duty_is_counted_where_it_belongs(string province, bool folded)
    {
        var (person, office, other) = (PersonId.FromGuid(Guid.NewGuid()), $"{province}010201", $"{province}020301101");
        var duty = Sample.Duty("followUp:2026-11", DutyKind.FollowUp, office) with { Due = new Deadline(Today, false) };

        async Task ExpectAsync(string at, WorklistBucket bucket, DateOnly today, DutyChange? change, long waiting)
        {
            if (change is not null)
                await CommitAsync(person, change);
            Assert.Equal(waiting, await WaitingAsync(province));
            if (folded)
                await DutyCountFolding.RunAsync(register.Source, Cancellation);
            foreach (
                var scope in (string[])
                    [province, province + "01", province + "0102", province + "02", province + "0203", province + "0203011"]
            )
            {
                Assert.Equal(
                    at.StartsWith(scope, StringComparison.Ordinal) ? [new WorklistCount(DutyKind.FollowUp, bucket, 1)] : [],
                    await CountsAsync(new SearchScope(null, scope), today)
                );
            }

            foreach (var one in (string[])[office, other])
            {
                Assert.Equal(
                    at == one ? [new WorklistCount(DutyKind.FollowUp, bucket, 1)] : [],
                    await CountsAsync(new SearchScope(one, null), today)
                );
            }
        }

        await ExpectAsync(office, WorklistBucket.Today, Today, Sample.Open(duty), 1);

        // The day alone moves it from bucket to bucket.
        await ExpectAsync(office, WorklistBucket.Overdue, Today.AddDays(1), null, folded ? 0 : 1);
        await ExpectAsync(office, WorklistBucket.Week, Today.AddDays(-7), null, folded ? 0 : 1);
        await ExpectAsync(office, WorklistBucket.Later, Today.AddDays(-8), null, folded ? 0 : 1);

        // What says nothing about place and day leaves nothing to fold.
        await ExpectAsync(
            office,
            WorklistBucket.Today,
            Today,
            Sample.Open(duty with { Claim = new DutyClaim("clerk-7", Sample.Now.AddMinutes(30)), WarnedAt = Sample.Now }),
            folded ? 0 : 1
        );

        await ExpectAsync(
            office,
            WorklistBucket.Week,
            Today,
            Sample.Open(duty = duty with { Due = new Deadline(Today.AddDays(3), true) }),
            folded ? 2 : 3
        );
        await ExpectAsync(other, WorklistBucket.Week, Today, Sample.Open(duty = duty with { Office = other }), folded ? 2 : 5);
        await ExpectAsync(
            "",
            WorklistBucket.Week,
            Today,
            Sample.Open(duty = duty with { Snooze = new DutySnooze(Today.AddDays(2), "理由", "clerk-7") }),
            folded ? 2 : 7
        );
        await ExpectAsync(other, WorklistBucket.Week, Today.AddDays(2), null, folded ? 0 : 7);
        await ExpectAsync("", WorklistBucket.Week, Today, Sample.Ended(duty, DutyClosing.InTime, Today), folded ? 1 : 8);
    }

    [Fact]
    public async Task A_stale_writer_changes_no_count()
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        var stale = await register.ReadAsync(person);
        await CommitAsync(person, Sample.Open(Sample.Duty("review", office: "23010201")));
        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            register.AppendAsync(stale, person, sequence =>
                Sample.SmallCommit(sequence) with
                {
                    Duties = [Sample.Open(Sample.Duty("visit", DutyKind.Visit, "23010201"))],
                }
            )
        );
        Assert.Equal(DutyKind.Review, Assert.Single(await CountsAsync(new SearchScope("23010201", null), Today)).Kind);
    }

    [Fact]
    public async Task While_many_write_and_several_fold_counts_and_rows_agree_at_every_moment()
    {
        var persons = Enumerable.Range(0, 60).Select(_ => PersonId.FromGuid(Guid.NewGuid())).ToArray();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var folders = Enumerable
            .Range(0, 3)
            .Select(_ =>
                Task.Run(
                    async () =>
                    {
                        while (!done.IsCancellationRequested)
                            await DutyCountFolding.RunAsync(register.Source, Cancellation);
                    },
                    Cancellation
                )
            )
            .ToArray();
        var looks = Task.Run(
            async () =>
            {
                var looked = 0;
                for (; !done.IsCancellationRequested; looked++)
                    Assert.Equal(0, (await ConsistencyChecks.CheckAsync(register.Source, Cancellation))["dutyCountNotAsOpen"]);
                return looked;
            },
            Cancellation
        );
        await Task.WhenAll(persons.Select((person, i) => LiveAsync(person, i)));
        await done.CancelAsync();
        await Task.WhenAll(folders);
        Assert.True(await looks > 0);

        await DutyCountFolding.RunAsync(register.Source, Cancellation);
        Assert.Equal(0, (await ConsistencyChecks.CheckAsync(register.Source, Cancellation))["dutyCountNotAsOpen"]);
        Assert.Equal(0L, await register.ScalarAsync<long>("SELECT count(*) FROM duty_count_change"));
        Assert.Equal(0L, await register.ScalarAsync<long>("SELECT count(*) FROM duty_count WHERE open <= 0"));
        var left = (await CountsAsync(new SearchScope(null, "24"), Today)).Sum(count => count.Count);
        Assert.Equal(await register.ScalarAsync<long>("SELECT count(*) FROM duty WHERE office LIKE '24%'"), left);
        Assert.Equal(persons.Length / 2, left);
    }

    /// <summary>Opened, moved to and fro between offices and days, and for half of them ended.</summary>
    private async Task LiveAsync(PersonId person, int i)
    {
        var duty = Sample.Duty("followUp:2026-11", DutyKind.FollowUp, $"24010{1 + (i % 3)}01");
        for (var step = 0; step < 6; step++)
        {
            await CommitAsync(
                person,
                Sample.Open(duty with { Office = $"24010{1 + ((i + step) % 3)}01", Due = new Deadline(Today.AddDays(step % 4), false) })
            );
        }

        if (i % 2 == 0)
            await CommitAsync(person, Sample.Ended(duty, DutyClosing.InTime, Today));
    }

    private async Task CommitAsync(PersonId person, DutyChange change) =>
        await register.AppendAsync(person, sequence => Sample.SmallCommit(sequence) with { Duties = [change] });

    private Task<long> WaitingAsync(string province) =>
        register.ScalarAsync<long>("SELECT count(*) FROM duty_count_change WHERE left(county, 2) = $1", province);

    private Task<IReadOnlyList<WorklistCount>> CountsAsync(SearchScope scope, DateOnly today) =>
        Lists.CountAsync(scope, today, Cancellation);
}
