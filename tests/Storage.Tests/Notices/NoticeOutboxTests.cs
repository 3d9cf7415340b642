using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Notices;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Storage.Tests.Notices;

/// <summary>Messages leave once, in the order of their person, with any sender and any failure.</summary>
public sealed class NoticeOutboxTests : IAsyncLifetime
{
    private const string Office = "36010201";

    private static readonly DateTimeOffset Now = Sample.Now.ToUniversalTime();
    private static readonly SearchScope Everything = new(null, "");

    private TestDatabase database = null!;
    private Register register = null!;
    private NoticeOutbox shared = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(Cancellation);
        register = new Register(database.ApplicationConnectionString);
        shared = new NoticeOutbox(register.Source, register.Secrets.Ring, new FakeTimeProvider(Now));
    }

    public async ValueTask DisposeAsync()
    {
        await register.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_persons_messages_are_leased_one_after_the_other()
    {
        var person = await AddAsync(3);
        var other = await AddAsync(1);
        var leased = await LeaseAsync(Now);
        Assert.Equal([person, other], leased.Select(notice => notice.Person));
        Assert.Equal("0", Text(leased[0]));
        Assert.Empty(await LeaseAsync(Now));

        await SendAsync(leased[0], "gateway-0");
        Assert.Equal("1", Text(Assert.Single(await LeaseAsync(Now))));
    }

    [Fact]
    public async Task Workers_at_once_never_have_the_same_and_lease_everything()
    {
        const int Persons = 120;
        var expected = new HashSet<PersonId>();
        await Task.WhenAll(
            Enumerable
                .Range(0, Persons)
                .Select(async _ =>
                {
                    var person = await AddAsync(2);
                    lock (expected)
                        expected.Add(person);
                })
        );
        var sent = new List<(PersonId Person, string Text)>();
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async worker =>
                {
                    var outbox = new NoticeOutbox(register.Source, register.Secrets.Ring, TimeProvider.System);
                    for (var empty = 0; empty < 3; )
                    {
                        var page = await outbox.LeaseAsync(Now, Now.AddMinutes(5), 7, Cancellation);
                        empty = page.Count == 0 ? empty + 1 : 0;
                        foreach (var notice in page)
                        {
                            lock (sent)
                                sent.Add((notice.Person, Text(notice)));
                            await outbox.MarkSentAsync(notice, new SentNotice("sms", "短信", $"{worker}-{notice.Id}", Now), Cancellation);
                        }
                    }
                })
        );
        foreach (var rest in await LeaseAsync(Now))
            sent.Add((rest.Person, Text(rest)));

        // Each once; each person's first before the second.
        Assert.Equal(2 * Persons, sent.Count);
        Assert.All(sent.GroupBy(notice => notice.Person), person => Assert.Equal(["0", "1"], person.Select(notice => notice.Text)));
        Assert.Equal(expected, sent.Select(notice => notice.Person).ToHashSet());
    }

    [Fact]
    public async Task An_expired_lease_is_sent_again_and_the_late_worker_marks_nothing()
    {
        await AddAsync(1);
        var late = Assert.Single(await LeaseAsync(Now));
        Assert.Equal(0, late.Attempts);
        Assert.Empty(await LeaseAsync(Now.AddMinutes(5).AddTicks(-10)));
        var second = Assert.Single(await LeaseAsync(Now.AddMinutes(5)));
        Assert.Equal((late.Id, 1), (second.Id, second.Attempts));
        Assert.NotEqual(late.Lease, second.Lease);

        await SendAsync(late, "late");
        await shared.MarkFailedAsync(late, "timeout", null, Cancellation);
        Assert.Empty(await shared.InboxAsync(late.Person, null, 10, Cancellation));
        Assert.Empty((await shared.UndeliveredAsync(Everything, new PageRequest(10, null), Cancellation)).Items);

        await SendAsync(second, "second");
        Assert.Single(await shared.InboxAsync(late.Person, null, 10, Cancellation));
        Assert.Empty(await LeaseAsync(Now.AddDays(1)));
    }

    [Fact]
    public async Task A_failed_one_waits_for_its_moment_and_holds_the_persons_later_ones()
    {
        await AddAsync(2);
        var first = Assert.Single(await LeaseAsync(Now));
        await shared.MarkFailedAsync(first, "busy", Now.AddMinutes(30), Cancellation);
        Assert.Empty(await LeaseAsync(Now.AddMinutes(30).AddTicks(-10)));
        var again = Assert.Single(await LeaseAsync(Now.AddMinutes(30)));
        Assert.Equal((first.Id, 1), (again.Id, again.Attempts));
    }

    [Fact]
    public async Task One_given_up_is_on_the_offices_list_lets_later_ones_pass_and_can_be_put_back()
    {
        var person = await AddAsync(2);
        var first = Assert.Single(await LeaseAsync(Now));
        await shared.MarkFailedAsync(first, new string('长', 600), null, Cancellation);
        Assert.Equal("1", Text(Assert.Single(await LeaseAsync(Now))));

        foreach (var scope in (SearchScope[])[Everything, new(Office, null), new(null, "360102")])
        {
            var item = Assert.Single((await shared.UndeliveredAsync(scope, new PageRequest(10, null), Cancellation)).Items);
            Assert.Equal(new UndeliveredNotice(first.Id, person, NoticeKind.Receipt, Office, 1, new string('长', 500), Now), item);
        }

        foreach (var scope in (SearchScope[])[new("36010301", null), new(null, "360103"), new(null, null)])
        {
            Assert.Empty((await shared.UndeliveredAsync(scope, new PageRequest(10, null), Cancellation)).Items);
            Assert.False(await shared.RetryAsync(first.Id, scope, Now, null, Cancellation));
        }

        Assert.False(await shared.RetryAsync(first.Id + 1, Everything, Now, null, Cancellation)); // Is being sent.
        Assert.True(await shared.RetryAsync(first.Id, Everything, Now, null, Cancellation));
        Assert.False(await shared.RetryAsync(first.Id, Everything, Now, null, Cancellation));
        Assert.Empty((await shared.UndeliveredAsync(Everything, new PageRequest(10, null), Cancellation)).Items);
        var again = Assert.Single(await LeaseAsync(Now));
        Assert.Equal((first.Id, 0), (again.Id, again.Attempts));
    }

    [Fact]
    public async Task A_lease_reads_a_page_and_not_the_outbox()
    {
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            """
            INSERT INTO notice (person_id, kind, commit_id, created_at, content, not_before)
            SELECT md5((i / 2)::text)::uuid, 'receipt', gen_random_uuid(), grid_now(), 'x', CASE WHEN i % 5 = 0 THEN timestamptz '2026-12-31' ELSE '-infinity' END
            FROM generate_series(1, 40000) AS i
            """
        );
        foreach (var statistics in (string[])["", "ANALYZE notice"])
        {
            if (statistics.Length > 0)
                await DatabaseCommands.ExecuteAsync(database.OwnerConnectionString, statistics);
            await using var connection = await register.Source.OpenConnectionAsync(Cancellation);
            await using var command = new Npgsql.NpgsqlCommand($"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {NoticeSql.Lease}", connection);
            command.Parameters.AddWithValue(Now);
            command.Parameters.AddWithValue(Now.AddMinutes(5));
            command.Parameters.AddWithValue(50);
            command.Parameters.AddWithValue(Guid.NewGuid());
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!);
            var top = plan.RootElement[0].GetProperty("Plan");
            Assert.Equal(50, top.GetProperty("Actual Rows").GetDouble());
            Assert.InRange(top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64(), 1, 2_500);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task The_undelivered_come_oldest_first_page_by_page(int size)
    {
        var clock = new FakeTimeProvider(Now);
        var outbox = new NoticeOutbox(register.Source, register.Secrets.Ring, clock);
        for (var i = 0; i < 7; i++)
            await AddAsync(1);
        var leased = await LeaseAsync(Now);
        Assert.Equal(7, leased.Count);
        foreach (var notice in leased.Reverse())
        {
            await outbox.MarkFailedAsync(notice, "wrongNumber", null, Cancellation);
            clock.Advance(TimeSpan.FromTicks(notice.Id % 2 * 10)); // Some at the same moment, all within a millisecond.
        }

        var items = new List<UndeliveredNotice>();
        string? after = null;
        do
        {
            var page = await outbox.UndeliveredAsync(Everything, new PageRequest(size, after), Cancellation);
            items.AddRange(page.Items);
            after = page.Next;
        } while (after is not null);
        Assert.Equal(leased.Select(notice => notice.Id).Order(), items.Select(item => item.Id).Order());
        Assert.Equal(items.OrderBy(item => item.Since).ThenBy(item => item.Id), items);
        await Assert.ThrowsAsync<InvalidCursorException>(() =>
            outbox.UndeliveredAsync(Everything, new PageRequest(10, "WyJhIiwiYiJd"), Cancellation)
        );
    }

    [Fact]
    public async Task What_the_gateway_reports_stands_in_the_inbox()
    {
        var person = await AddAsync(1);
        await SendAsync(Assert.Single(await LeaseAsync(Now)), "gateway-1");
        Assert.Equal([null], await DeliveredAsync(person));
        Assert.False(await shared.MarkDeliveryAsync("gateway-2", true, null, Now, Cancellation));
        Assert.True(await shared.MarkDeliveryAsync("gateway-1", true, null, Now, Cancellation));
        Assert.Equal([true], await DeliveredAsync(person));

        // A report that contradicts what was delivered comes too late.
        Assert.True(await shared.MarkDeliveryAsync("gateway-1", false, "absent", Now, Cancellation));
        Assert.Equal([true], await DeliveredAsync(person));
        Assert.Empty((await shared.UndeliveredAsync(Everything, new PageRequest(10, null), Cancellation)).Items);
    }

    [Fact]
    public async Task What_the_gateway_could_not_deliver_comes_back_and_can_be_sent_again()
    {
        var person = await AddAsync(1);
        var first = Assert.Single(await LeaseAsync(Now));
        await SendAsync(first, "gateway-1");
        for (var i = 0; i < 2; i++)
            Assert.True(await shared.MarkDeliveryAsync("gateway-1", false, "absent", Now.AddMinutes(i), Cancellation));
        Assert.Equal([false], await DeliveredAsync(person));
        var item = Assert.Single((await shared.UndeliveredAsync(Everything, new PageRequest(10, null), Cancellation)).Items);
        Assert.Equal(new UndeliveredNotice(first.Id, person, NoticeKind.Receipt, Office, 1, "absent", Now), item);

        Assert.True(await shared.RetryAsync(first.Id, new SearchScope(Office, null), Now, null, Cancellation));
        var again = Assert.Single(await LeaseAsync(Now));
        Assert.Equal((first.Id, "0"), (again.Id, Text(again)));
        await SendAsync(again, "gateway-2");
        Assert.Equal([null], await DeliveredAsync(person));
        Assert.False(await shared.MarkDeliveryAsync("gateway-1", true, null, Now, Cancellation));
        Assert.True(await shared.MarkDeliveryAsync("gateway-2", true, null, Now, Cancellation));
        Assert.Equal([true], await DeliveredAsync(person));
    }

    [Fact]
    public async Task A_late_good_report_takes_it_off_the_list()
    {
        var person = await AddAsync(1);
        await SendAsync(Assert.Single(await LeaseAsync(Now)), "gateway-1");
        await shared.MarkDeliveryAsync("gateway-1", false, "absent", Now, Cancellation);
        Assert.True(await shared.MarkDeliveryAsync("gateway-1", true, null, Now, Cancellation));
        Assert.Equal([true], await DeliveredAsync(person));
        Assert.Empty((await shared.UndeliveredAsync(Everything, new PageRequest(10, null), Cancellation)).Items);
    }

    [Fact]
    public async Task What_was_delivered_stays_delivered_whatever_is_reported_later()
    {
        var person = await AddAsync(1);
        await SendAsync(Assert.Single(await LeaseAsync(Now)), "gateway-1");
        Assert.True(await shared.MarkDeliveryAsync("gateway-1", true, null, Now, Cancellation));
        Assert.True(await shared.MarkDeliveryAsync("gateway-1", false, "absent", Now.AddMinutes(1), Cancellation));
        Assert.Equal([true], await DeliveredAsync(person));
        Assert.Empty((await shared.UndeliveredAsync(Everything, new PageRequest(10, null), Cancellation)).Items);
    }

    [Fact]
    public async Task A_gateways_number_that_comes_again_means_the_newest_message()
    {
        var (one, two) = (await AddAsync(1), await AddAsync(1));
        var leased = await LeaseAsync(Now);
        await SendAsync(leased[0], "again");
        await SendAsync(leased[1], "again");
        Assert.True(await shared.MarkDeliveryAsync("again", true, null, Now, Cancellation));
        Assert.Equal([null], await DeliveredAsync(one));
        Assert.Equal([true], await DeliveredAsync(two));
    }

    [Fact]
    public async Task The_inbox_is_newest_first_readable_and_ends_with_the_persons_key()
    {
        var person = await AddAsync(3);
        for (var i = 0; i < 3; i++)
        {
            await shared.MarkSentAsync(
                Assert.Single(await LeaseAsync(Now)),
                new SentNotice("inbox", $"第{i}条", null, Now.AddMinutes(i)),
                Cancellation
            );
        }

        Assert.Equal(
            [
                new InboxNotice(NoticeKind.Receipt, "第2条", Now.AddMinutes(2), null),
                new InboxNotice(NoticeKind.Receipt, "第1条", Now.AddMinutes(1), null),
            ],
            await shared.InboxAsync(person, null, 2, Cancellation)
        );
        Assert.Empty(await shared.InboxAsync(await AddAsync(1), null, 10, Cancellation));

        // What left through no gateway is not kept to be sent again.
        Assert.Equal(0L, await register.ScalarAsync<long>("SELECT count(*) FROM notice_sent WHERE content IS NOT NULL"));
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE person SET data_key = NULL WHERE person_id = $1",
            person.ToGuid()
        );
        Assert.Empty(await shared.InboxAsync(person, null, 10, Cancellation));
    }

    private async Task<PersonId> AddAsync(int notices)
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Journal = [Sample.Entry(sequence, new Grid.Domain.Persons.ApplicationApproved(Sample.Today)) with { Office = Office }],
                Notices =
                [
                    .. Enumerable
                        .Range(0, notices)
                        .Select(i => new PersonNotice(NoticeKind.Receipt, JsonSerializer.SerializeToElement(new { Number = $"{i}" }))),
                ],
            }
        );
        return person;
    }

    private Task<IReadOnlyList<LeasedNotice>> LeaseAsync(DateTimeOffset at) => shared.LeaseAsync(at, at.AddMinutes(5), 100, Cancellation);

    private Task SendAsync(LeasedNotice notice, string gatewayId) =>
        shared.MarkSentAsync(notice, new SentNotice("sms", "短信", gatewayId, Now), Cancellation);

    private async Task<bool?[]> DeliveredAsync(PersonId person) =>
        [.. (await shared.InboxAsync(person, null, 10, Cancellation)).Select(notice => notice.Delivered)];

    private static string Text(LeasedNotice notice) => notice.Notice.Facts.GetProperty("Number").GetString()!;
}
