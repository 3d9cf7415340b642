using System.Text;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matching;
using Grid.Storage.Matching;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Matching;

/// <summary>Deliveries of sources: what is stored of their rows, for how long, and what happens to one that is cut off, late or sent twice.</summary>
public sealed class MatchRunsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Sample.Now;
    private static readonly DateOnly Keep = new(2027, 5, 1);
    private static readonly MatchedFact Work = new(new DateOnly(2026, 11, 16)) { Employer = FormerEmployer.Read("样例用人单位", null) };
    private static int used;

    private Register register = null!;
    private MatchRuns runs = null!;

    /// <summary>The tests share a database: each has sources of its own.</summary>
    private readonly string feed = $"feed{Interlocked.Increment(ref used)}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        register = new Register(database.ApplicationConnectionString);
        runs = new MatchRuns(register.Source, register.Secrets);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task Of_persons_without_a_case_nothing_is_stored()
    {
        var (known, over) = (await KnownAsync(), await KnownAsync());
        await using (var end = register.Source.CreateCommand("UPDATE registration SET status = 2 WHERE person_id = $1"))
        {
            end.Parameters.AddWithValue(over.ToGuid());
            await end.ExecuteNonQueryAsync(Cancellation);
        }

        await using (var close = register.Source.CreateCommand("UPDATE application SET open = false WHERE person_id = $1"))
        {
            close.Parameters.AddWithValue(over.ToGuid());
            await close.ExecuteNonQueryAsync(Cancellation);
        }

        var run = await OpenedAsync(4);
        Assert.True(await ReceiveAsync(run, 0, Row("a", known), Row("b", Nobody()), Row("c", Nobody()), Row("d", over)));
        run = await FoundAsync(run);
        Assert.Equal((4, 1), (run.Received, run.Hits));
        Assert.Equal(1, await StoredAsync());
        Assert.Equal(known, Assert.Single(await WaitingAsync(run)).Person);
    }

    /// <summary>A number that was linked to another one has a record and no case of its own.</summary>
    [Fact]
    public async Task A_row_about_a_linked_number_is_stored_because_its_record_names_the_main_one()
    {
        var n = Next();
        var record = Sample.Record(register.IdOf(n), n);
        var commit = Sample.FullCommit(record, n) with { Application = null, Registrations = [] };
        await register.WriteAsync(await register.ReadAsync(record.Id), record, commit);
        var run = await OpenedAsync(1);
        Assert.True(await ReceiveAsync(run, 0, Row("a", record.Id)));
        Assert.Equal(record.Id, Assert.Single(await WaitingAsync(run)).Person);
    }

    [Fact]
    public async Task What_a_row_says_is_sealed_and_gone_when_the_record_has_it()
    {
        var known = await KnownAsync();
        var run = await OpenedAsync(1);
        Assert.True(await ReceiveAsync(run, 0, Row("张三-360102", known) with { Name = PersonName.Parse("样例姓名") }));
        var stored = Encoding.UTF8.GetString(
            await register.ScalarAsync<byte[]>("SELECT content || row_key || digest FROM match_row WHERE source = $1", feed)
        );
        Assert.DoesNotContain("样例", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("360102", stored, StringComparison.Ordinal);
        var row = Assert.Single(await WaitingAsync(run));
        Assert.Equal((Work, PersonName.Parse("样例姓名"), 32), (row.Fact, row.Name, row.Key.Length));

        await ClosedAsync(run);
        Assert.True(await AdvanceAsync(run, MatchEffect.Task));
        Assert.Equal(
            1,
            await register.ScalarAsync<long>("SELECT count(*) FROM match_row WHERE source = $1 AND content IS NULL AND NOT waiting", feed)
        );
        Assert.True(await runs.EndAsync(run.Id, Now, Cancellation));
        run = await FoundAsync(run);
        Assert.Equal((MatchRunStatus.Done, 1, 1, 1), (run.Status, run.Processed, run.Tasks, run.Consequences));
    }

    [Fact]
    public async Task The_same_row_again_has_no_effect_and_an_older_one_neither()
    {
        var known = await KnownAsync();
        await DoneAsync(Now, Row("a", known));
        Assert.Equal(0, (await DoneAsync(Now.AddDays(1), Row("a", known))).Hits);
        Assert.Equal(0, (await DoneAsync(Now.AddHours(2), Row("a", known, Work with { Until = new DateOnly(2026, 11, 18) }))).Hits);
        Assert.Equal(1, (await DoneAsync(Now.AddDays(2), Row("a", known, Work with { Until = new DateOnly(2026, 11, 18) }))).Hits);
        Assert.Equal(1, (await DoneAsync(Now.AddDays(3), Row("a", known, fact: null))).Hits);
        Assert.Equal(0, (await DoneAsync(Now.AddDays(4), Row("a", known, fact: null))).Hits);
        Assert.Equal(1, (await DoneAsync(Now.AddDays(5), Row("a", known, Work))).Hits);
    }

    [Fact]
    public async Task A_delivery_that_is_cut_off_continues_where_it_was_and_is_not_run_before_it_is_whole()
    {
        var known = await KnownAsync();
        var run = await OpenedAsync(4);
        Assert.True(await ReceiveAsync(run, 0, Row("a", known), Row("b", known)));
        Assert.False(await ReceiveAsync(run, 0, Row("a", known), Row("b", known)));
        Assert.False(await ReceiveAsync(run, 3, Row("d", known)));
        Assert.False(await runs.CloseAsync(run.Id, 10, Keep, null, Cancellation));
        Assert.True(await ReceiveAsync(run, 2, Row("c", known), Row("d", known)));
        Assert.Equal((4, 4), ((await FoundAsync(run)).Received, (await FoundAsync(run)).Hits));
        Assert.True(await runs.CloseAsync(run.Id, 10, Keep, null, Cancellation));
        Assert.False(await ReceiveAsync(run, 4, Row("e", known)));
        Assert.Equal(MatchRunStatus.Running, (await FoundAsync(run)).Status);
    }

    [Fact]
    public async Task More_rows_than_were_announced_are_not_taken()
    {
        var run = await OpenedAsync(1);
        await Assert.ThrowsAnyAsync<Exception>(() => ReceiveAsync(run, 0, Row("a", Nobody()), Row("b", Nobody())));
        Assert.Equal(0, (await FoundAsync(run)).Received);
    }

    [Fact]
    public async Task A_source_has_one_delivery_at_a_time()
    {
        var run = await OpenedAsync(1);
        Assert.False(await runs.OpenAsync(Made(1, Now, complete: false), null, Cancellation));
        Assert.True(await runs.CancelAsync(run.Id, Now, null, Cancellation));
        Assert.False(await runs.CancelAsync(run.Id, Now, null, Cancellation));
        Assert.True(await runs.OpenAsync(Made(1, Now, complete: false), null, Cancellation));
    }

    [Fact]
    public async Task What_a_complete_delivery_does_not_hold_is_withdrawn()
    {
        var (one, other) = (await KnownAsync(), await KnownAsync());
        await DoneAsync(Now, Row("a", one), Row("b", other));
        var run = await OpenedAsync(1, Now.AddDays(1), complete: true);
        Assert.True(await ReceiveAsync(run, 0, Row("a", one)));
        await ClosedAsync(run);
        var row = Assert.Single(await WaitingAsync(run));
        Assert.Equal((other, null, Now.AddDays(1)), (row.Person, row.Fact, row.AsOf));
        Assert.Equal(1, (await FoundAsync(run)).Hits);
    }

    [Fact]
    public async Task A_row_whose_number_the_source_corrects_is_withdrawn_from_the_other_person()
    {
        var (wrong, right) = (await KnownAsync(), await KnownAsync());
        await DoneAsync(Now, Row("a", wrong));
        var run = await OpenedAsync(1, Now.AddDays(1));
        Assert.True(await ReceiveAsync(run, 0, Row("a", right)));
        var rows = await WaitingAsync(run);
        Assert.Equal(2, rows.Count);
        Assert.Null(rows.Single(row => row.Person == wrong).Fact);
        Assert.Equal(Work, rows.Single(row => row.Person == right).Fact);
    }

    [Fact]
    public async Task A_page_that_was_broken_off_is_read_again_and_one_that_another_has_sent_is_not_counted_twice()
    {
        var known = await KnownAsync();
        var run = await OpenedAsync(2);
        Assert.True(await ReceiveAsync(run, 0, Row("a", known), Row("b", known)));
        await ClosedAsync(run);
        run = await FoundAsync(run);
        var rows = await WaitingAsync(run, limit: 1);
        MatchResult[] results = [.. rows.Select(row => new MatchResult(row, MatchEffect.Exit, null))];
        Assert.Equal(rows, await WaitingAsync(run, limit: 1));
        Assert.True(await runs.AdvanceAsync(run, results, Now, Cancellation));
        Assert.False(await runs.AdvanceAsync(run, results, Now, Cancellation));
        Assert.Equal((1, 1), ((await FoundAsync(run)).Processed, (await FoundAsync(run)).Exits));
        Assert.False(await runs.EndAsync(run.Id, Now, Cancellation));
    }

    [Fact]
    public async Task A_row_that_must_wait_is_tried_later_and_one_without_a_case_is_dropped()
    {
        var known = await KnownAsync();
        var run = await OpenedAsync(2);
        Assert.True(await ReceiveAsync(run, 0, Row("a", known), Row("b", known)));
        await ClosedAsync(run);
        run = await FoundAsync(run);
        var rows = await WaitingAsync(run);
        Assert.True(
            await runs.AdvanceAsync(
                run,
                [new MatchResult(rows[0], MatchEffect.Later, Now.AddHours(1)), new MatchResult(rows[1], MatchEffect.NoCase, null)],
                Now,
                Cancellation
            )
        );
        Assert.Empty(await WaitingAsync(run));
        Assert.False(await runs.EndAsync(run.Id, Now, Cancellation));
        Assert.Equal(Work, Assert.Single(await runs.WaitingAsync(run, 9, Now.AddHours(1), Cancellation)).Fact);
        Assert.Equal(1, await StoredAsync());
        Assert.Equal(1, (await FoundAsync(run)).Processed);
    }

    [Fact]
    public async Task One_that_asks_waits_until_it_is_allowed_more()
    {
        var run = await OpenedAsync(0);
        await ClosedAsync(run);
        Assert.True(await runs.AskAsync(run.Id, Cancellation));
        Assert.False(await runs.EndAsync(run.Id, Now, Cancellation));
        Assert.True(await runs.AllowAsync(run.Id, 500, "operator-1", "民政部门已确认", null, Cancellation));
        Assert.False(await runs.AllowAsync(run.Id, 500, "operator-1", "民政部门已确认", null, Cancellation));
        Assert.Equal((MatchRunStatus.Running, 510), ((await FoundAsync(run)).Status, (await FoundAsync(run)).Allowed));
        Assert.DoesNotContain(
            "民政",
            await register.ScalarAsync<string>("SELECT allowed_why FROM match_run WHERE id = $1", run.Id),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Rows_are_removed_when_their_time_is_over_and_those_that_wait_are_not()
    {
        var known = await KnownAsync();
        await DoneAsync(Now, Row("a", known));
        var run = await OpenedAsync(1, Now.AddDays(1));
        Assert.True(await ReceiveAsync(run, 0, Row("b", known)));
        Assert.Equal(0, await runs.ForgetAsync(Keep, 100_000, Cancellation));
        await runs.ForgetAsync(Keep.AddDays(1), 100_000, Cancellation);
        Assert.Equal(1, await StoredAsync());
        Assert.True(await runs.CancelAsync(run.Id, Now, null, Cancellation));
        Assert.Equal(0, await StoredAsync());
    }

    private static int persons = 700_000;

    private static int Next() => Interlocked.Increment(ref persons);

    private PersonId Nobody() => register.IdOf(Next());

    private async Task<PersonId> KnownAsync()
    {
        var n = Next();
        await register.AddAsync(n);
        return register.IdOf(n);
    }

    private static FeedRow Row(string key, PersonId person) => new(key, person, Work, null);

    private static FeedRow Row(string key, PersonId person, MatchedFact? fact) => new(key, person, fact, null);

    private MatchRun Made(long expected, DateTimeOffset asOf, bool complete) =>
        new(
            Guid.NewGuid(),
            feed,
            asOf,
            "feed-1",
            null,
            asOf,
            MatchRunStatus.Receiving,
            expected,
            complete,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            null,
            null
        );

    private async Task<MatchRun> OpenedAsync(long expected, DateTimeOffset? asOf = null, bool complete = false)
    {
        var run = Made(expected, asOf ?? Now, complete);
        Assert.True(await runs.OpenAsync(run, null, Cancellation));
        return await FoundAsync(run);
    }

    private async Task<MatchRun> DoneAsync(DateTimeOffset asOf, params FeedRow[] rows)
    {
        var run = await OpenedAsync(rows.Length, asOf);
        Assert.True(await ReceiveAsync(run, 0, rows));
        await ClosedAsync(run);
        await AdvanceAsync(run, MatchEffect.Recorded);
        Assert.True(await runs.EndAsync(run.Id, asOf, Cancellation));
        return await FoundAsync(run);
    }

    private async Task<bool> AdvanceAsync(MatchRun run, MatchEffect effect)
    {
        run = await FoundAsync(run);
        return await runs.AdvanceAsync(
            run,
            [.. (await WaitingAsync(run)).Select(row => new MatchResult(row, effect, null))],
            Now,
            Cancellation
        );
    }

    private async Task ClosedAsync(MatchRun run) => Assert.True(await runs.CloseAsync(run.Id, 10, Keep, null, Cancellation));

    private async Task<MatchRun> FoundAsync(MatchRun run) => (await runs.FindAsync(run.Id, Cancellation))!;

    private Task<bool> ReceiveAsync(MatchRun run, long from, params FeedRow[] rows) =>
        runs.ReceiveAsync(run, from, rows, rows.Length, Keep, Cancellation);

    private Task<IReadOnlyList<WaitingMatch>> WaitingAsync(MatchRun run, int limit = 100) =>
        runs.WaitingAsync(run, limit, Now, Cancellation);

    private Task<long> StoredAsync() => register.ScalarAsync<long>("SELECT count(*) FROM match_row WHERE source = $1", feed);
}
