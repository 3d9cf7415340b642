using System.Collections.Concurrent;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Platform;
using Grid.Storage.Tests.Persons;

namespace Grid.Storage.Tests.Platform;

/// <summary>
/// Items leave in the order of their person, whoever sends them and whatever fails; what is refused waits for an operator and holds back
/// what comes after it.
/// </summary>
public sealed class PlatformOutboxTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = PlatformStore.Now;

    private PlatformStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await PlatformStore.CreateAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_persons_items_are_leased_one_after_the_other_as_they_were_written()
    {
        var (first, second) = (Item("result:1", PlatformItemKind.Result), Item("registration:1", PlatformItemKind.Registration, "第二"));
        var person = await store.AddAsync(first, second);
        var other = await store.AddAsync(Item("exit:2"));
        var leased = await store.LeaseAsync(Now);
        Assert.Equal([person, other], leased.Select(item => item.Person));
        Assert.Equal(
            ("result:1", PlatformItemKind.Result, Sample.Today, Sample.Region, Sample.Region, 0, Now),
            (
                leased[0].Item.Key,
                leased[0].Item.Kind,
                leased[0].Item.On,
                leased[0].Item.Region,
                leased[0].Region,
                leased[0].Attempts,
                leased[0].WrittenAt
            )
        );
        Assert.Empty(await store.LeaseAsync(Now));

        await store.AcceptAsync(leased[0]);
        var next = await store.LeaseOneAsync(Now);
        Assert.Equal((person, "registration:1", "第二"), (next.Person, next.Item.Key, next.Item.Content.GetProperty("text").GetString()));
        await store.AcceptAsync(next);
        await store.AcceptAsync(leased[1]);
        Assert.Empty(await store.LeaseAsync(Now.AddDays(1)));
        Assert.Equal(
            3,
            await store.Register.ScalarAsync<long>(
                "SELECT count(*) FROM platform_sent WHERE outcome = 'accepted' AND office = $1 AND done_at = $2",
                Sample.Office,
                Now
            )
        );
    }

    [Fact]
    public async Task Workers_at_once_never_have_the_same_and_send_everything_in_order()
    {
        const int Persons = 100;
        await Task.WhenAll(
            Enumerable.Range(0, Persons).Select(n => store.AddAsync([.. Enumerable.Range(0, 3).Select(i => Item($"{n}:{i}"))]))
        );
        var sent = new ConcurrentQueue<(PersonId Person, long Id)>();
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async worker =>
                {
                    var turn = 0;
                    for (var empty = 0; empty < 5; )
                    {
                        var page = await store.LeaseAsync(Now, 7);
                        empty = page.Count == 0 ? empty + 1 : 0;
                        foreach (var item in page)
                            sent.Enqueue((item.Person, item.Id));
                        if (page.Count > 0)
                            await store.Outbox.MarkAsync(page[0].Lease, [.. page.Select(item => Outcome(item, turn++))], Cancellation);
                    }
                })
        );
        while (await store.LeaseAsync(Now) is { Count: > 0 } rest)
        {
            foreach (var item in rest)
            {
                sent.Enqueue((item.Person, item.Id));
                await store.AcceptAsync(item);
            }
        }

        // Some had no answer and were sent again at once; none before the one in front of it was accepted.
        Assert.All(sent.GroupBy(item => item.Person), person =>
            Assert.Equal(person.Select(item => item.Id).Order(), person.Select(item => item.Id))
        );
        Assert.Equal(3 * Persons, sent.Distinct().Count());
        Assert.Equal((0L, 3L * Persons), (await CountAsync("platform_item"), await CountAsync("platform_sent")));

        static ItemOutcome Outcome(LeasedItem item, int turn) => new(item.Id, turn % 5 != 0, null, null, null, Now);
    }

    [Fact]
    public async Task An_expired_lease_is_sent_again_and_the_late_worker_marks_nothing()
    {
        await store.AddAsync(Item("exit:1"));
        var late = await store.LeaseOneAsync(Now);
        Assert.Empty(await store.LeaseAsync(Now.AddMinutes(5).AddTicks(-10)));
        var second = await store.LeaseOneAsync(Now.AddMinutes(5));
        Assert.Equal((late.Id, 1), (second.Id, second.Attempts));
        Assert.NotEqual(late.Lease, second.Lease);

        await store.AcceptAsync(late);
        await store.RefuseAsync(late);
        await store.PutOffAsync(late, Now);
        Assert.Equal((1L, 0L), (await CountAsync("platform_item"), await CountAsync("platform_sent")));
        Assert.Empty(await store.ListAsync());
        Assert.Empty(await store.LeaseAsync(Now.AddMinutes(5)));

        await store.AcceptAsync(second);
        Assert.Equal((0L, 1L), (await CountAsync("platform_item"), await CountAsync("platform_sent")));
    }

    [Fact]
    public async Task A_lease_that_ran_out_unseen_can_still_be_marked()
    {
        await store.AddAsync(Item("exit:1"), Item("exit:2"));
        await store.AcceptAsync(await store.LeaseOneAsync(Now), Now.AddHours(1));
        Assert.Equal("exit:2", (await store.LeaseOneAsync(Now.AddHours(1))).Item.Key);
    }

    [Fact]
    public async Task One_put_off_holds_the_persons_later_ones_until_its_moment()
    {
        var person = await store.AddAsync(Item("exit:1"), Item("exit:2"));
        await store.PutOffAsync(await store.LeaseOneAsync(Now), Now.AddMinutes(30));
        await store.AppendAsync(person, Item("exit:3"));
        Assert.Empty(await store.LeaseAsync(Now.AddMinutes(30).AddTicks(-10)));
        for (var i = 1; i <= 3; i++)
        {
            var item = await store.LeaseOneAsync(Now.AddMinutes(30));
            Assert.Equal($"exit:{i}", item.Item.Key);
            await store.AcceptAsync(item, Now.AddMinutes(30));
        }
    }

    [Fact]
    public async Task A_refused_one_holds_back_the_persons_later_ones_and_is_on_the_list()
    {
        var person = await store.AddAsync(Item("exit:1"), Item("exit:2"));
        var other = await store.AddAsync(Item("exit:9"));
        var leased = await store.LeaseAsync(Now);
        await store.RefuseAsync(leased[0], "code-1", "身份证号 369999197001010011 不存在");
        await store.AcceptAsync(leased[1]);
        await store.AppendAsync(person, Item("exit:3"));
        await store.AppendAsync(other, Item("exit:10"));
        var free = await store.LeaseOneAsync(Now.AddDays(30));
        Assert.Equal("exit:10", free.Item.Key);

        Assert.Equal(
            new RefusedItem(
                leased[0].Id,
                person,
                Sample.Region,
                PlatformItemKind.Exit,
                "exit:1",
                Sample.Today,
                false,
                "code-1",
                "身份证号 369999197001010011 不存在",
                Now,
                1,
                2
            ),
            Assert.Single(await store.ListAsync())
        );
        Assert.Equal(
            0L,
            await store.Register.ScalarAsync<long>(
                "SELECT count(*) FROM platform_item AS i WHERE i::text LIKE '%369999197001010011%' OR strpos(i::text, encode('369999197001010011', 'hex')) > 0"
            )
        );
        await store.AcceptAsync(free);
        Assert.Equal(new OutboxState(0, null, 1, 2, 0), await store.Outbox.StateAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_to_report_by_hand_is_listed_at_once_and_holds_back_nothing()
    {
        var person = await store.AddAsync(Item("link:1", PlatformItemKind.Link), Item("exit:1"));
        var item = await store.LeaseOneAsync(Now);
        Assert.Equal("exit:1", item.Item.Key);
        var listed = Assert.Single(await store.ListAsync());
        Assert.Equal((person, "link:1", true, 0), (listed.Person, listed.Key, listed.ByHand, listed.HeldBack));

        // A kind that the province's table took out since: the mapping says so, and the next one goes on.
        await store.AppendAsync(person, Item("exit:2"));
        await store.MarkAsync(item, new ItemOutcome(item.Id, false, null, "没有接口", null, Now, ByHand: true));
        Assert.Equal("exit:2", (await store.LeaseOneAsync(Now)).Item.Key);
        Assert.Equal([("link:1", true), ("exit:1", true)], (await store.ListAsync()).Select(one => (one.Key, one.ByHand)));
        Assert.Equal(2, (await store.Outbox.StateAsync(Cancellation)).ByHand);

        Assert.True(await store.Outbox.SettleAsync(listed.Id, true, "operator-1", "已电话报告", Now, null, Cancellation));
        Assert.Equal("exit:1", Assert.Single(await store.ListAsync()).Key);
    }

    [Fact]
    public async Task The_list_shows_what_the_caller_may_see_page_by_page()
    {
        for (var i = 0; i < 5; i++)
            await store.AddAsync(Item($"exit:{i}"));
        foreach (var item in (await store.LeaseAsync(Now)).Reverse())
            await store.MarkAsync(item, new ItemOutcome(item.Id, false, "c", null, null, Now.AddTicks(item.Id % 2 * 10)));
        foreach (
            var (scope, count) in new[]
            {
                (PlatformStore.Everything, 5),
                (new SearchScope(Sample.Office, null), 5),
                (new(null, "3601"), 5),
                (new("36010300", null), 0),
                (new(null, "3602"), 0),
                (new(null, null), 0),
            }
        )
        {
            var items = new List<RefusedItem>();
            string? after = null;
            do
            {
                var page = await store.Outbox.RefusedAsync(scope, new PageRequest(2, after), Cancellation);
                Assert.Equal(count, page.Total);
                items.AddRange(page.Items);
                after = page.Next;
            } while (after is not null);
            Assert.Equal(count, items.Count);
            Assert.Equal(items.OrderBy(item => item.At).ThenBy(item => item.Id), items);
        }

        await Assert.ThrowsAsync<InvalidCursorException>(() =>
            store.Outbox.RefusedAsync(PlatformStore.Everything, new PageRequest(2, "WyJhIiwiYiJd"), Cancellation)
        );
    }

    [Fact]
    public async Task What_cannot_be_opened_any_more_is_listed_and_not_leased_for_ever()
    {
        var person = await store.AddAsync(Item("exit:1"));
        await store.AddAsync(Item("exit:2"));
        await DatabaseCommands.ExecuteAsync(
            store.Database.OwnerConnectionString,
            "UPDATE person SET data_key = NULL WHERE person_id = $1",
            person.ToGuid()
        );
        Assert.Equal("exit:2", (await store.LeaseOneAsync(Now)).Item.Key);
        Assert.Equal(
            ("exit:1", PlatformOutbox.Unreadable),
            Assert.Single(await store.ListAsync()) is var item ? (item.Key, item.ReasonCode) : default
        );
    }

    [Fact]
    public async Task Items_from_before_the_persons_key_sealed_them_are_still_opened()
    {
        var person = await store.AddAsync(Item("exit:1"));
        var old = Grid.Storage.Persons.Commits.OutboxSeal.Seal(
            new
            {
                Kind = PlatformItemKind.Exit,
                Key = "exit:1",
                On = Sample.Today,
                Content = new { Text = "旧" },
            },
            store.Register.Secrets.Ring,
            person.ToString(),
            "platform_item"
        );
        await DatabaseCommands.ExecuteAsync(store.Database.OwnerConnectionString, "UPDATE platform_item SET content = $1", old);
        var item = await store.LeaseOneAsync(Now);
        Assert.Equal((Sample.Region, "旧"), (item.Item.Region, item.Item.Content.GetProperty("text").GetString()));
    }

    private Task<long> CountAsync(string table) => store.Register.ScalarAsync<long>($"SELECT count(*) FROM {table}");

    private static PlatformItem Item(string key, PlatformItemKind kind = PlatformItemKind.Exit, string text = "") =>
        Sample.Item(kind, key, text);
}
