using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Tests.Persons;
using Npgsql;

namespace Grid.Storage.Tests.Platform;

/// <summary>An operator's order has its effect once, is logged in the same transaction, and releases what waited.</summary>
public sealed class OperatorOrderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = PlatformStore.Now;

    private PlatformStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await PlatformStore.CreateAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_refused_item_is_sent_again_as_the_record_is_now_and_the_next_one_follows()
    {
        var person = await store.AddAsync(Item("exit:1", "错"), Item("exit:2"));
        var refused = await store.LeaseOneAsync(Now);
        await store.RefuseAsync(refused);
        var renewed = Sample.Item(PlatformItemKind.Correction, "other", "对", Sample.Today.AddDays(-1), "360103");
        Assert.True(
            await store.Outbox.ResendAsync(
                refused.Id,
                renewed,
                "operator-1",
                "已更正",
                Now.AddHours(1),
                PlatformStore.Receipt("again"),
                Cancellation
            )
        );

        // A repeat finds the receipt; another order finds nothing to do.
        await Assert.ThrowsAsync<DuplicateReceiptException>(() =>
            store.Outbox.ResendAsync(refused.Id, renewed, "operator-1", "已更正", Now, PlatformStore.Receipt("again"), Cancellation)
        );
        Assert.False(
            await store.Outbox.ResendAsync(refused.Id, null, "operator-1", "又", Now, PlatformStore.Receipt("more"), Cancellation)
        );
        Assert.Empty(await store.ListAsync());

        var again = await store.LeaseOneAsync(Now.AddHours(1));
        Assert.Equal(
            (refused.Id, "exit:1", PlatformItemKind.Exit, Sample.Today.AddDays(-1), "360103", "对", 0),
            (
                again.Id,
                again.Item.Key,
                again.Item.Kind,
                again.Item.On,
                again.Region,
                again.Item.Content.GetProperty("text").GetString(),
                again.Attempts
            )
        );
        await store.AcceptAsync(again, Now.AddHours(1));
        Assert.Equal("exit:2", (await store.LeaseOneAsync(Now.AddHours(1))).Item.Key);
        var order = Assert.Single(await store.OrdersAsync());
        Assert.Equal(
            (PlatformOrderKind.Resend, "operator-1", "已更正", Now.AddHours(1), refused.Id, "exit:1", person, PlatformItemKind.Exit, 1),
            (order.Kind, order.By, order.Reason, order.At, order.Item, order.Key, order.Person, order.ItemKind, order.Items)
        );
        Assert.Equal(
            1L,
            await store.Register.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE caller = 'operator-1' AND key = 'again'")
        );
    }

    [Theory]
    [InlineData(false, "skipped", PlatformOrderKind.Skip)]
    [InlineData(true, "byHand", PlatformOrderKind.ReportedByHand)]
    public async Task A_settled_item_leaves_the_list_and_what_waited_behind_it_goes_on(bool byHand, string outcome, PlatformOrderKind kind)
    {
        var person = await store.AddAsync(Item("exit:1"), Item("exit:2"), Item("exit:3"));
        var refused = await store.LeaseOneAsync(Now);
        await store.RefuseAsync(refused);
        await store.AppendAsync(person, Item("exit:4"));
        Assert.False(await store.Outbox.SettleAsync(refused.Id + 1, byHand, "operator-1", "", Now, null, Cancellation)); // Waits, and is not on the list.
        Assert.True(
            await store.Outbox.SettleAsync(refused.Id, byHand, "operator-1", "理由", Now, PlatformStore.Receipt("settle"), Cancellation)
        );
        Assert.False(
            await store.Outbox.SettleAsync(refused.Id, byHand, "operator-1", "理由", Now, PlatformStore.Receipt("settle-2"), Cancellation)
        );
        for (var i = 2; i <= 4; i++)
        {
            var next = await store.LeaseOneAsync(Now);
            Assert.Equal($"exit:{i}", next.Item.Key);
            await store.AcceptAsync(next);
        }

        Assert.Equal(outcome, await store.Register.ScalarAsync<string>("SELECT outcome FROM platform_sent WHERE id = $1", refused.Id));
        Assert.Equal((kind, "理由"), Assert.Single(await store.OrdersAsync()) is var order ? (order.Kind, order.Reason) : default);

        // What was not accepted by the platform is no part of the day, and does not come back with it.
        Assert.Equal(3, Assert.Single(await store.Days.ExpectedAsync(Sample.Today, Cancellation)).Count);
        Assert.Equal(3, await ResendAsync());
    }

    [Fact]
    public async Task An_order_and_the_lease_that_puts_later_ones_to_sleep_never_lose_one()
    {
        for (var round = 0; round < 30; round++)
        {
            await store.AddAsync(Item($"exit:{round}:1"), Item($"exit:{round}:2"));
            var first = await store.LeaseOneAsync(Now);
            await store.RefuseAsync(first);
            await store.Outbox.ResendAsync(first.Id, null, "operator-1", "", Now, null, Cancellation);
            var again = await store.LeaseOneAsync(Now);

            // The answer comes as the operator settles: the second one sees what the first one did.
            await Task.WhenAll(store.RefuseAsync(again), SettleUntilDoneAsync(first.Id));
            var second = await store.LeaseOneAsync(Now);
            Assert.Equal($"exit:{round}:2", second.Item.Key);
            await store.AcceptAsync(second);
        }

        async Task SettleUntilDoneAsync(long id)
        {
            while (!await store.Outbox.SettleAsync(id, false, "operator-1", "", Now, null, Cancellation))
                await Task.Yield();
        }
    }

    [Fact]
    public async Task Days_are_sent_again_as_a_set_under_their_keys_in_order_and_once()
    {
        var days = Enumerable.Range(0, 4).Select(Sample.Today.AddDays).ToArray();
        for (var n = 0; n < 6; n++)
        {
            var (region, person) = (n % 2 == 0 ? "360102" : "360203", n);
            await store.AddAsync([
                .. days.Select(day => Sample.Item(PlatformItemKind.Exit, $"exit:{person}:{day:yyyyMMdd}", "", day, region)),
                Sample.Item(PlatformItemKind.Result, $"result:{person}", "", days[1], region),
            ]);
        }

        await SendAllAsync(Now);
        Assert.Equal(30L, await store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_sent"));
        Assert.Equal(0, await ResendAsync(days[3].AddDays(1)));
        Assert.Equal(
            3,
            await store.Outbox.ResendDaysAsync(
                days[1],
                days[1],
                "3602",
                PlatformItemKind.Exit,
                "operator-1",
                "补报",
                Now.AddHours(1),
                PlatformStore.Receipt("days"),
                Cancellation
            )
        );
        await Assert.ThrowsAsync<DuplicateReceiptException>(() =>
            store.Outbox.ResendDaysAsync(
                days[1],
                days[1],
                "3602",
                PlatformItemKind.Exit,
                "operator-1",
                "补报",
                Now,
                PlatformStore.Receipt("days"),
                Cancellation
            )
        );
        var before = await FiguresAsync(days);
        Assert.Equal(9, await ResendAsync(days[1]));
        Assert.Equal(0, await ResendAsync(days[1]));
        Assert.Equal(before, await FiguresAsync(days)); // What must be there is the same, on its way or not.
        Assert.Equal(Now.AddHours(1), (await store.Outbox.StateAsync(Cancellation)).Oldest);
        Assert.Empty(await store.LeaseAsync(Now));
        await SendAllAsync(Now.AddHours(2));
        Assert.Equal(before, await FiguresAsync(days));
        Assert.Equal(
            30L,
            await store.Register.ScalarAsync<long>(
                "SELECT count(*) FROM platform_sent WHERE round = CASE WHEN event_on = $1 THEN 1 ELSE 0 END",
                days[1]
            )
        );

        var order = (await store.OrdersAsync())[^1];
        Assert.Equal(
            (PlatformOrderKind.ResendDays, days[1], days[1], "3602", PlatformItemKind.Exit, 3),
            (order.Kind, order.From, order.To, order.Region, order.ItemKind, order.Items)
        );
        Assert.Equal(2, (await store.OrdersAsync()).Count);
    }

    [Fact]
    public async Task What_was_put_back_goes_before_what_the_person_has_waiting_and_erased_persons_stay_out()
    {
        var person = await store.AddAsync(Item("exit:1"));
        var erased = await store.AddAsync(Item("exit:9"));
        await SendAllAsync(Now);
        await DatabaseCommands.ExecuteAsync(
            store.Database.OwnerConnectionString,
            "UPDATE person SET data_key = NULL WHERE person_id = $1",
            erased.ToGuid()
        );
        await store.AppendAsync(person, Item("exit:2"));
        Assert.Equal(1, await ResendAsync());
        var first = await store.LeaseOneAsync(Now.AddHours(1));
        Assert.Equal("exit:1", first.Item.Key);
        await store.AcceptAsync(first, Now.AddHours(1));
        Assert.Equal("exit:2", (await store.LeaseOneAsync(Now.AddHours(1))).Item.Key);
    }

    [Fact]
    public async Task A_pause_is_durable_and_one_at_a_time()
    {
        Assert.Null(await store.Orders.PausedAsync(Cancellation));
        Assert.False(await store.Orders.ResumeAsync("operator-1", "", Now, null, Cancellation));
        var paused = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(n => store.Orders.PauseAsync($"operator-{n}", "平台维护", Now, null, Cancellation))
        );
        Assert.Single(paused, done => done);
        Assert.Equal("平台维护", (await store.Orders.PausedAsync(Cancellation))?.Reason);
        Assert.True(await store.Orders.ResumeAsync("operator-1", "好了", Now, PlatformStore.Receipt("resume"), Cancellation));
        Assert.Null(await store.Orders.PausedAsync(Cancellation));

        var page = await store.Orders.ListAsync(new PageRequest(1, null), Cancellation);
        Assert.Equal(PlatformOrderKind.Resume, Assert.Single(page.Items).Kind);
        page = await store.Orders.ListAsync(new PageRequest(1, page.Next), Cancellation);
        Assert.Equal((PlatformOrderKind.Pause, null), (Assert.Single(page.Items).Kind, page.Next));
        foreach (
            var sql in (string[])
                [
                    "UPDATE platform_order SET reason = ''",
                    "DELETE FROM platform_order",
                    "UPDATE platform_day SET missing = 0",
                    "DELETE FROM platform_day",
                ]
        )
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                DatabaseCommands.ExecuteAsync(store.Database.ApplicationConnectionString, sql)
            );
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private async Task SendAllAsync(DateTimeOffset at)
    {
        while (await store.LeaseAsync(at) is { Count: > 0 } page)
        {
            await store.Outbox.MarkAsync(
                page[0].Lease,
                [.. page.Select(item => new ItemOutcome(item.Id, true, null, null, null, at))],
                Cancellation
            );
        }
    }

    private async Task<IReadOnlyList<PlatformDayFigure>> FiguresAsync(IEnumerable<DateOnly> days)
    {
        var figures = new List<PlatformDayFigure>();
        foreach (var day in days)
            figures.AddRange(await store.Days.ExpectedAsync(day, Cancellation));
        return figures;
    }

    private Task<long> ResendAsync(DateOnly? day = null) =>
        store.Outbox.ResendDaysAsync(
            day ?? Sample.Today,
            day ?? Sample.Today,
            null,
            null,
            "operator-1",
            "补报",
            Now.AddHours(1),
            null,
            Cancellation
        );

    private static PlatformItem Item(string key, string text = "") => Sample.Item(PlatformItemKind.Exit, key, text);
}
