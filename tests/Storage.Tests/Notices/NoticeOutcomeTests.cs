using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Notices;
using Grid.Storage.Tests.Persons;
using Grid.Storage.Watching;
using Grid.Testing.Databases;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Storage.Tests.Notices;

/// <summary>
/// What became of a message about a decision is written with the mark of the message, once for each outcome of each sending, and nothing
/// before it has happened.
/// </summary>
public sealed class NoticeOutcomeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Sample.Now.ToUniversalTime();
    private static readonly SearchScope Everything = new(null, "");

    private TestDatabase database = null!;
    private Register register = null!;
    private NoticeOutbox outbox = null!;
    private NoticeOutcomes outcomes = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(Cancellation);
        register = new Register(database.ApplicationConnectionString);
        outbox = new NoticeOutbox(register.Source, register.Secrets.Ring, new FakeTimeProvider(Now));
        outcomes = new NoticeOutcomes(register.Source, register.Secrets.Ring);
    }

    public async ValueTask DisposeAsync()
    {
        await register.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_waits_or_only_left_has_no_outcome()
    {
        await AddAsync();
        var leased = await LeaseAsync(Now);
        await outbox.MarkFailedAsync(leased, "quiet hours", Now.AddHours(12), Cancellation);
        Assert.Empty(await TakeAsync());

        await SendAsync(await LeaseAsync(Now.AddHours(12)), "gateway-1");
        Assert.Empty(await TakeAsync());

        // To the inbox alone: who has read it is not known.
        await AddAsync();
        await outbox.MarkSentAsync(await LeaseAsync(Now), new SentNotice("inbox", "站内信", null, Now), Cancellation);
        Assert.Empty(await TakeAsync());
    }

    [Fact]
    public async Task A_delivery_is_one_outcome_however_often_it_is_reported()
    {
        var person = await AddAsync();
        var notice = await LeaseAsync(Now);
        await SendAsync(notice, "gateway-1");
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => outbox.MarkDeliveryAsync("gateway-1", true, null, Now.AddMinutes(1 + i), Cancellation))
        );

        var outcome = Assert.Single(await TakeAsync());
        Assert.Equal((notice.Id, 0, person, true, 0), (outcome.Notice, outcome.Round, outcome.Person, outcome.Delivered, outcome.Attempts));
        Assert.InRange(outcome.At, Now.AddMinutes(1), Now.AddMinutes(4));
        Assert.Equal("登记号", outcome.Content.Facts.GetProperty("number").GetString());
        Assert.Equal(NoticeKind.Exited, outcome.Content.Kind);

        // A contradiction that comes later is none of its own.
        await outbox.MarkDeliveryAsync("gateway-1", false, "absent", Now.AddMinutes(9), Cancellation);
        await outcomes.DoneAsync(outcome, Cancellation);
        await outbox.MarkDeliveryAsync("gateway-1", true, null, Now.AddMinutes(10), Cancellation);
        Assert.Empty(await TakeAsync(Now.AddDays(1)));
    }

    [Fact]
    public async Task A_good_report_after_a_bad_one_comes_second()
    {
        await AddAsync();
        await SendAsync(await LeaseAsync(Now), "gateway-1");
        await outbox.MarkDeliveryAsync("gateway-1", false, "absent", Now.AddMinutes(1), Cancellation);
        await outbox.MarkDeliveryAsync("gateway-1", true, null, Now.AddMinutes(2), Cancellation);

        var bad = Assert.Single(await TakeAsync());
        Assert.False(bad.Delivered);
        await outcomes.DoneAsync(bad, Cancellation);
        var good = Assert.Single(await TakeAsync());
        Assert.Equal((true, Now.AddMinutes(2)), (good.Delivered, good.At));
        Assert.NotEqual(bad.Key, good.Key);
    }

    [Fact]
    public async Task Reports_that_contradict_each_other_at_once_lose_neither_the_delivery_nor_the_list()
    {
        for (var i = 0; i < 20; i++)
        {
            await AddAsync();
            var id = $"gateway-{i}";
            await SendAsync(await LeaseAsync(Now), id);
            await Task.WhenAll(
                outbox.MarkDeliveryAsync(id, false, "absent", Now, Cancellation),
                outbox.MarkDeliveryAsync(id, true, null, Now, Cancellation)
            );
        }

        Assert.Equal(20, await register.ScalarAsync<long>("SELECT count(*) FROM notice_outcome WHERE delivered"));
    }

    [Fact]
    public async Task Giving_up_is_an_outcome_and_a_new_round_has_its_own()
    {
        await AddAsync();
        var first = await LeaseAsync(Now);
        await outbox.MarkFailedAsync(first, "gateway 422", null, Cancellation);
        await outbox.MarkFailedAsync(first, "gateway 422", null, Cancellation);
        var given = Assert.Single(await TakeAsync());
        Assert.Equal((0, false, Now), (given.Round, given.Delivered, given.At));
        await outcomes.DoneAsync(given, Cancellation);

        Assert.True(await outbox.RetryAsync(first.Id, Everything, Now, null, Cancellation));
        await SendAsync(await LeaseAsync(Now), "gateway-2");
        await outbox.MarkDeliveryAsync("gateway-2", true, null, Now.AddHours(1), Cancellation);
        var delivered = Assert.Single(await TakeAsync());
        Assert.Equal((first.Id, 1, true), (delivered.Notice, delivered.Round, delivered.Delivered));
    }

    [Fact]
    public async Task Nothing_arrives_before_it_left()
    {
        await AddAsync();
        await SendAsync(await LeaseAsync(Now), "gateway-1");
        await outbox.MarkDeliveryAsync("gateway-1", true, null, Now.AddDays(-3), Cancellation);
        Assert.Equal(Now, Assert.Single(await TakeAsync()).At);
    }

    [Fact]
    public async Task A_message_that_names_no_decision_has_none()
    {
        await AddAsync(NoticeKind.Receipt);
        await SendAsync(await LeaseAsync(Now), "gateway-1");
        await outbox.MarkDeliveryAsync("gateway-1", true, null, Now, Cancellation);
        await AddAsync(NoticeKind.FollowUp);
        await outbox.MarkFailedAsync(await LeaseAsync(Now), "gateway 422", null, Cancellation);
        Assert.Equal(0, await register.ScalarAsync<long>("SELECT count(*) FROM notice_outcome"));
    }

    [Fact]
    public async Task One_that_was_taken_comes_again_when_its_time_has_run_out()
    {
        await AddAsync();
        await outbox.MarkFailedAsync(await LeaseAsync(Now), "gateway 422", null, Cancellation);
        var taken = Assert.Single(await TakeAsync());
        Assert.Empty(await TakeAsync(Now.AddMinutes(5).AddTicks(-10)));
        var again = Assert.Single(await TakeAsync(Now.AddMinutes(5)));
        Assert.Equal((taken.Key, 1), (again.Key, again.Attempts));

        await outcomes.AgainAsync(again, Now.AddHours(2), Cancellation);
        Assert.Empty(await TakeAsync(Now.AddHours(2).AddTicks(-10)));
        await outcomes.DoneAsync(Assert.Single(await TakeAsync(Now.AddHours(2))), Cancellation);
        Assert.Empty(await TakeAsync(Now.AddDays(30)));
    }

    [Fact]
    public async Task One_that_cannot_be_opened_holds_up_no_other_and_is_seen_to_wait()
    {
        for (var i = 0; i < 2; i++)
        {
            await AddAsync();
            await outbox.MarkFailedAsync(await LeaseAsync(Now), "gateway 422", null, Cancellation);
        }

        await using (
            var command = register.Source.CreateCommand(
                "UPDATE notice_outcome SET content = content || '\\x00' WHERE id = (SELECT min(id) FROM notice_outcome)"
            )
        )
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await outcomes.DoneAsync(Assert.Single(await TakeAsync()), Cancellation);
        Assert.Empty(await TakeAsync(Now.AddMinutes(5)));
        Assert.Equal(
            ("outcomes", 1L, Now),
            Waiting((await new RegisterWatch(register.Source).BacklogsAsync(Cancellation)).Single(one => one.Outbox == "outcomes"))
        );

        static (string, long, DateTimeOffset?) Waiting(Backlog backlog) => (backlog.Outbox, backlog.Waiting, backlog.Oldest);
    }

    [Fact]
    public async Task A_report_of_an_older_host_is_followed_by_the_good_one()
    {
        await AddAsync();
        await SendAsync(await LeaseAsync(Now), "gateway-1");

        // As version 0740 reported it: the content is in the outbox alone, and no outcome was written.
        await outbox.MarkDeliveryAsync("gateway-1", false, "absent", Now, Cancellation);
        await using (
            var command = register.Source.CreateCommand(
                "WITH one AS (UPDATE notice_sent SET content = NULL RETURNING id) DELETE FROM notice_outcome USING one WHERE notice_id = one.id"
            )
        )
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await outbox.MarkDeliveryAsync("gateway-1", true, null, Now.AddMinutes(1), Cancellation);
        Assert.True(Assert.Single(await TakeAsync()).Delivered);
    }

    private async Task<PersonId> AddAsync(NoticeKind kind = NoticeKind.Exited)
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Notices = [new PersonNotice(kind, JsonSerializer.SerializeToElement(new { number = "登记号" }))],
            }
        );
        return person;
    }

    private async Task<LeasedNotice> LeaseAsync(DateTimeOffset at) =>
        Assert.Single(await outbox.LeaseAsync(at, at.AddMinutes(5), 100, Cancellation));

    private Task SendAsync(LeasedNotice notice, string gatewayId) =>
        outbox.MarkSentAsync(notice, new SentNotice("sms", "短信", gatewayId, Now), Cancellation);

    private Task<IReadOnlyList<NoticeOutcome>> TakeAsync(DateTimeOffset? at = null) =>
        outcomes.TakeAsync(at ?? Now, (at ?? Now).AddMinutes(5), 100, Cancellation);
}
