using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Consistency;
using Grid.Storage.Platform;
using Grid.Storage.Tests.Persons;

namespace Grid.Storage.Tests.Platform;

/// <summary>Refused applications are their offices' until they are settled, each once, and each number has one result.</summary>
public sealed class PlatformSettlementTests : IAsyncLifetime
{
    private const string Region = "36";
    private const string Office = "36010201";

    private static readonly DateTimeOffset Now = PlatformStore.Now;
    private static readonly DateOnly Today = Sample.Today;
    private static readonly Actor Clerk = new("clerk-7", Role.Clerk, Office);

    private PlatformStore store = null!;
    private PlatformSettlements settlements = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await PlatformStore.CreateAsync();
        settlements = new PlatformSettlements(store.Register.Source, store.Register.Secrets.Ring);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task They_are_listed_and_counted_for_the_office_in_charge_and_above_the_earliest_last_day_first()
    {
        await RefuseAsync("N1", Office, Today.AddDays(1));
        await RefuseAsync("N2", Office, Today.AddDays(-1));
        await RefuseAsync("N3", "36020101", Today);
        await RefuseAsync("N4", null, null);
        await store.Intake.StoreAsync(
            Region,
            [new("9", null, JsonSerializer.SerializeToElement(new { name = "无号" }))],
            Now,
            Cancellation
        );

        var first = await settlements.OpenAsync(new(Office, null), new PageRequest(1, null), Cancellation);
        var second = await settlements.OpenAsync(new(Office, null), new PageRequest(1, first.Next), Cancellation);
        Assert.Equal(
            [("N2", Today.AddDays(-1)), ("N1", Today.AddDays(1))],
            first.Items.Concat(second.Items).Select(item => (item.Number, item.Due!.Value))
        );
        Assert.Null(second.Next);
        Assert.Equal(
            ("name", "原因", "敏感姓名"),
            (second.Items[0].Field, second.Items[0].Reason, second.Items[0].Fields.GetProperty("name").GetString())
        );

        // Where the chosen region has no office the whole province's supervisors have it; what has no number stays with the operators.
        Assert.Equal(["N4", "N2", "N3", "N1"], await NumbersAsync(new(null, "36")));
        Assert.Equal(["N3"], await NumbersAsync(new(null, "3602")));
        Assert.Empty(await NumbersAsync(new("36010202", null)));
        Assert.Empty(await NumbersAsync(new(null, null)));
        var counts = await settlements.CountAsync(new(null, "36"), 4, Today, Cancellation);
        Assert.Equal(
            [("3600", 1L, 1L), ("3601", 2L, 1L), ("3602", 1L, 0L)],
            counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => (count.Key, count.Value.Open, count.Value.Overdue))
        );
        Assert.Equal(new ToSettleCount(2, 1), (await settlements.CountAsync(new(Office, null), 0, Today, Cancellation)).Single().Value);
        await Assert.ThrowsAsync<InvalidCursorException>(() =>
            settlements.OpenAsync(PlatformStore.Everything, new PageRequest(1, "nonsense"), Cancellation)
        );
    }

    [Fact]
    public async Task One_that_is_closed_is_closed_once_and_its_result_leaves_under_its_own_number()
    {
        var id = await RefuseAsync("N1", Office, Today);
        Assert.Equal(SettlementOutcome.NotOpen, await CloseAsync(id, "N1", scope: new("36010202", null)));

        // Two clerks at once.
        var both = await Task.WhenAll(
            CloseAsync(id, "N1", receipt: PlatformStore.Receipt("one")),
            CloseAsync(id, "N1", receipt: PlatformStore.Receipt("two"))
        );
        Assert.Equal([SettlementOutcome.Done, SettlementOutcome.NotOpen], both.Order());
        Assert.Equal(1L, await store.Register.ScalarAsync<long>("SELECT count(*) FROM receipt"));
        Assert.Empty(await NumbersAsync(PlatformStore.Everything));
        Assert.False(await store.Intake.RetryAsync(id, "", "operator-1", "再试", Now, null, Cancellation));
        await store.Intake.RetryDueAsync(Region, Now.AddYears(1), Cancellation);
        Assert.Empty(await store.Intake.PendingAsync(Region, 10, Cancellation));

        var item = await store.LeaseOneAsync(Now);
        Assert.Equal(($"result:settled:{id}:N1", "360102", true), (item.Item.Key, item.Region, item.Person.IsNobody));
        Assert.Equal(
            ("N1", "settledByOffice"),
            (item.Item.Content.GetProperty("platformNumber").GetString(), item.Item.Content.GetProperty("status").GetString())
        );
        Assert.Equal(0, (await ConsistencyChecks.CheckAsync(store.Register.Source, Cancellation))["platformApplicationWithoutResult"]);

        // Refused by the platform it is on the operators' list, goes out again, and can be sent again with its day.
        await store.RefuseAsync(item);
        var listed = Assert.Single(await store.ListAsync());
        Assert.True(await store.Outbox.ResendAsync(listed.Id, null, "operator-1", "再报", Now, null, Cancellation));
        await store.AcceptAsync(await store.LeaseOneAsync(Now));
        Assert.Null(Assert.Single(await store.OrdersAsync()).Person);
        Assert.Equal(
            1,
            await store.Outbox.ResendDaysAsync(
                Today.AddDays(-2),
                Today.AddDays(2),
                null,
                null,
                "operator-1",
                "平台丢失",
                Now,
                null,
                Cancellation
            )
        );
        Assert.Equal(item.Item.Key, (await store.LeaseOneAsync(Now)).Item.Key);

        var settled = Assert.Single((await settlements.SettledAsync(new(null, "3601"), new PageRequest(10, null), Cancellation)).Items);
        Assert.Equal(
            (id, "N1", true, "clerk-7", ClosingReason.Withdrawn, "不再办理"),
            (settled.Id, settled.Number, settled.Done, settled.Settlement.By.Subject, settled.Settlement.Closed, settled.Settlement.Note)
        );
        Assert.Empty((await settlements.SettledAsync(new(null, "3602"), new PageRequest(10, null), Cancellation)).Items);
        Assert.Equal(
            0L,
            await store.Register.ScalarAsync<long>(
                "SELECT count(*) FROM platform_application AS a WHERE content IS NOT NULL OR a::text LIKE '%不再办理%'"
            )
        );
    }

    [Fact]
    public async Task A_number_that_was_taken_over_with_other_content_gets_no_second_result()
    {
        var first = await PendAsync("N1", "甲");
        await store.Intake.SettleAsync(first, "A-1", null, Now, Cancellation);
        var second = await RefuseAsync("N1", Office, Today, "乙");
        Assert.Equal(
            "A-1",
            Assert.Single((await settlements.OpenAsync(PlatformStore.Everything, new PageRequest(10, null), Cancellation)).Items).TakenOver
        );

        // Its own application gives it a result: it cannot be joined to another person's.
        Assert.Equal(SettlementOutcome.TakenOver, await JoinAsync(second, PlatformStore.Receipt("join")));
        Assert.Equal(SettlementOutcome.Done, await CloseAsync(second, "N1", reason: ClosingReason.TakenOver));
        Assert.Equal(
            "handedOver,settled",
            await store.Register.ScalarAsync<string>("SELECT string_agg(status, ',' ORDER BY version) FROM platform_application")
        );
        Assert.Equal(0L, await store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_item"));
    }

    [Fact]
    public async Task Of_two_refused_contents_of_a_number_one_makes_the_result_even_when_both_are_closed_at_once()
    {
        var (first, second) = (await RefuseAsync("N1", Office, Today), await RefuseAsync("N1", Office, Today, "乙"));
        Assert.Equal(
            [SettlementOutcome.Done, SettlementOutcome.Done],
            await Task.WhenAll(CloseAsync(first, "N1"), CloseAsync(second, "N1"))
        );
        Assert.Equal(1L, await store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_item"));
        Assert.Equal(0, (await ConsistencyChecks.CheckAsync(store.Register.Source, Cancellation))["platformApplicationWithoutResult"]);
    }

    /// <summary>The other content came in the same moment, and turned out to be no application either.</summary>
    [Fact]
    public async Task One_closed_while_other_content_is_under_way_leaves_the_result_to_that()
    {
        var first = await RefuseAsync("N1", Office, new DateOnly(2999, 1, 1));
        var second = await PendAsync("N1", "乙");
        Assert.Equal(SettlementOutcome.TakenOver, await JoinAsync(first));
        Assert.Equal(SettlementOutcome.Done, await CloseAsync(first, "N1"));
        Assert.Equal(0L, await store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_item"));
        await store.Intake.SettleAsync(
            second,
            null,
            new ApplicationRefusal("name", "原因", null, Office, new DateOnly(2999, 1, 1)),
            Now,
            Cancellation
        );
        Assert.Equal(0, await MissingAsync());
        Assert.Equal(SettlementOutcome.Done, await CloseAsync(second, "N1"));
        Assert.Equal($"result:settled:{second}:N1", (await store.LeaseOneAsync(Now)).Item.Key);
        Assert.Equal(0, await MissingAsync());
    }

    [Fact]
    public async Task One_that_is_joined_waits_for_the_person_and_is_the_offices_again_when_that_fails()
    {
        var id = await RefuseAsync("N1", Office, Today);
        Assert.Equal(SettlementOutcome.Done, await JoinAsync(id));
        Assert.Equal(SettlementOutcome.NotOpen, await CloseAsync(id, "N1"));
        var waiting = Assert.Single(await settlements.JoiningAsync(Region, 10, Cancellation));
        Assert.Equal(
            (id, "N1", Clerk, PersonId.NobodyOf(7)),
            (waiting.Id, waiting.Number, waiting.Settlement.By, waiting.Settlement.Person)
        );
        Assert.Empty(await settlements.JoiningAsync("44", 10, Cancellation));
        Assert.False(
            Assert.Single((await settlements.SettledAsync(PlatformStore.Everything, new PageRequest(10, null), Cancellation)).Items).Done
        );

        await settlements.NotJoinedAsync(id, "notYourCase", Now, Cancellation);
        var again = Assert.Single((await settlements.OpenAsync(new(Office, null), new PageRequest(10, null), Cancellation)).Items);
        Assert.Equal(("settlement", "notYourCase", Today), (again.Field, again.Reason, again.Due));
        Assert.Equal(SettlementOutcome.Done, await JoinAsync(id));
        await settlements.JoinedAsync(id, Now, Cancellation);
        await settlements.NotJoinedAsync(id, "late", Now, Cancellation);
        Assert.Empty(await settlements.JoiningAsync(Region, 10, Cancellation));
        Assert.Equal("settled", await store.Register.ScalarAsync<string>("SELECT status FROM platform_application WHERE content IS NULL"));
        Assert.Equal(0L, await store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_item"));

        // It was never reported to the platform: that is found.
        Assert.Equal(1, (await ConsistencyChecks.CheckAsync(store.Register.Source, Cancellation))["platformApplicationWithoutResult"]);
    }

    [Fact]
    public async Task The_check_finds_refused_ones_past_their_last_day_and_numbers_of_which_one_content_was_taken_over()
    {
        await RefuseAsync("N1", Office, new DateOnly(2999, 1, 1));
        Assert.Equal(0, await MissingAsync());
        await RefuseAsync("N2", Office, new DateOnly(2020, 1, 1));
        Assert.Equal(1, await MissingAsync());
        await RefuseAsync("N3", null, null);
        Assert.Equal(2, await MissingAsync());
        await store.Intake.SettleAsync(await PendAsync("N4", "甲"), "A-4", null, Now, Cancellation);
        await RefuseAsync("N4", Office, new DateOnly(2999, 1, 1), "乙");
        Assert.Equal(3, await MissingAsync());
    }

    private async Task<long> MissingAsync() =>
        (await ConsistencyChecks.CheckAsync(store.Register.Source, Cancellation))["platformApplicationWithoutResult"];

    private async Task<long> PendAsync(string number, string name)
    {
        await store.Intake.StoreAsync(
            Region,
            [new($"{Guid.NewGuid().GetHashCode() & 0xffff}", number, JsonSerializer.SerializeToElement(new { name, at = Guid.NewGuid() }))],
            Now,
            Cancellation
        );
        return await store.Register.ScalarAsync<long>("SELECT max(id) FROM platform_application");
    }

    private async Task<long> RefuseAsync(string number, string? office, DateOnly? due, string name = "敏感姓名")
    {
        await store.Intake.StoreAsync(
            Region,
            [new("x", number, JsonSerializer.SerializeToElement(new { name, at = Guid.NewGuid() }))],
            Now,
            Cancellation
        );
        var id = await store.Register.ScalarAsync<long>("SELECT max(id) FROM platform_application");
        await store.Intake.SettleAsync(id, null, new ApplicationRefusal("name", "原因", null, office, due), Now, Cancellation);
        return id;
    }

    private async Task<IEnumerable<string>> NumbersAsync(SearchScope scope) =>
        (await settlements.OpenAsync(scope, new PageRequest(50, null), Cancellation)).Items.Select(item => item.Number);

    private Task<SettlementOutcome> CloseAsync(
        long id,
        string number,
        SearchScope? scope = null,
        CommandReceipt? receipt = null,
        ClosingReason reason = ClosingReason.Withdrawn
    ) =>
        settlements.SettleAsync(
            id,
            new PlatformSettlement(Clerk, Now, null, null, reason, ContactChannel.Telephone, Now, "不再办理"),
            SettledByOffice.Result(id, number, Office, Clerk, Now, BackfillPeople.Offices),
            scope ?? PlatformStore.Everything,
            receipt,
            Cancellation
        );

    private Task<SettlementOutcome> JoinAsync(long id, CommandReceipt? receipt = null) =>
        settlements.SettleAsync(
            id,
            new PlatformSettlement(
                Clerk,
                Now,
                ApplicationNumber.Create("360102", Today, 7),
                PersonId.NobodyOf(7),
                null,
                ContactChannel.FaceToFace,
                Now,
                "已在窗口申请"
            ),
            null,
            PlatformStore.Everything,
            receipt,
            Cancellation
        );
}
