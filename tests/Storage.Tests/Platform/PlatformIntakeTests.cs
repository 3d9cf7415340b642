using System.Text.Json;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Tests.Persons;

namespace Grid.Storage.Tests.Platform;

/// <summary>Each content of each number is stored once and handed over once, whatever repeats, comes late or makes no sense.</summary>
public sealed class PlatformIntakeTests : IAsyncLifetime
{
    private const string Region = "36";

    private static readonly DateTimeOffset Now = PlatformStore.Now;

    private PlatformStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await PlatformStore.CreateAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task The_same_content_is_stored_once_and_other_content_is_a_new_version()
    {
        await StoreAsync(Of("1", "N1", "甲"), Of("2", "N2", "乙"), Of("1", "N1", "甲"));
        await StoreAsync(
            Of("3", "N1", "甲"),
            Of("4", "N1", "甲2"),
            new("4", "N1", JsonSerializer.SerializeToElement(new { z = 1, name = "甲2" }))
        );
        var pending = await PendingAsync();
        Assert.Equal([("N1", 1, "甲"), ("N2", 1, "乙"), ("N1", 2, "甲2")], pending.Select(item => (item.Number, item.Version, Name(item))));
        Assert.All(pending, item => Assert.Equal((Region, Now), (item.Region, item.StoredAt)));

        // Said again after something else: a statement of its own. Another region's numbers are its own.
        await StoreAsync(Of("9", "N1", "甲"));
        await store.Intake.StoreAsync("44", [Of("1", "N1", "甲")], Now, Cancellation);
        Assert.Equal((3, "甲"), (await PendingAsync())[^1] is var last ? (last.Version, Name(last)) : default);
        Assert.Single(await store.Intake.PendingAsync("44", 10, Cancellation));
        Assert.Equal(2, (await store.Intake.PendingAsync(Region, 2, Cancellation)).Count);
    }

    [Fact]
    public async Task Older_content_that_comes_late_is_not_handed_over()
    {
        await StoreAsync(Of("5", "N1", "新"), Of("3", "N1", "旧"), Of("3", "N1", "旧"));
        Assert.Equal("新", Name(Assert.Single(await PendingAsync())));

        // The new content was said again at 8, so 7 is older than it too.
        await StoreAsync(Of("8", "N1", "新"), Of("7", "N1", "中"), Of("5", "N1", "新"));
        Assert.Single(await PendingAsync());
        Assert.Equal(3L, await store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_application"));
        await StoreAsync(Of("x", "N2", "一"), Of("x", "N2", "二"));
        Assert.Equal(["新", "一", "二"], (await PendingAsync()).Select(Name));
    }

    [Fact]
    public async Task Pages_stored_at_once_are_stored_once()
    {
        var page = Enumerable.Range(0, 50).Select(n => Of($"{n}", $"N{n}", "名")).ToArray();
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(n => store.Intake.StoreAsync(Region, n % 2 == 0 ? page : [.. page.Reverse()], Now, Cancellation))
        );
        Assert.Equal(50, (await PendingAsync()).Count);
    }

    [Fact]
    public async Task The_cursor_only_goes_forward()
    {
        Assert.Null(await store.Intake.CursorAsync(Region, Cancellation));
        foreach (
            var (cursor, taken, stands) in new[]
            {
                ("9", true, "9"),
                ("10", true, "10"),
                ("9", false, "10"),
                ("10", false, "10"),
                ("", false, "10"),
                ("-11", false, "10"),
                ("<html>", false, "10"),
                ("012", true, "012"),
                ("123456789012345678901234", true, "123456789012345678901234"),
            }
        )
        {
            Assert.Equal(taken, await store.Intake.AdvanceAsync(Region, cursor, Cancellation));
            Assert.Equal(stands, await store.Intake.CursorAsync(Region, Cancellation));
        }

        Assert.Null(await store.Intake.CursorAsync("44", Cancellation));
    }

    [Fact]
    public async Task What_was_handed_over_keeps_no_content_and_is_still_known()
    {
        await StoreAsync(Of("1", "N1", "甲"));
        var item = Assert.Single(await PendingAsync());
        await store.Intake.SettleAsync(item.Id, "A-1", null, Now, Cancellation);
        await store.Intake.SettleAsync(item.Id, null, new ApplicationRefusal("name", "late", null, null, null), Now, Cancellation); // The first answer stands.
        await StoreAsync(Of("1", "N1", "甲"));
        Assert.Empty(await PendingAsync());
        Assert.Equal(
            "handedOver,A-1",
            await store.Register.ScalarAsync<string>(
                "SELECT status || ',' || application FROM platform_application WHERE content IS NULL AND refusal IS NULL"
            )
        );
    }

    [Fact]
    public async Task Refused_ones_are_listed_with_their_reason_and_can_be_tried_again()
    {
        await StoreAsync(
            Of("1", "N1", "甲"),
            new("2", null, JsonSerializer.SerializeToElement(new { name = "无号" })),
            new("2", " ", JsonSerializer.SerializeToElement(new { name = "无号" })),
            Of("3", "N3", "丙")
        );
        var pending = await PendingAsync();
        await store.Intake.SettleAsync(
            pending[0].Id,
            null,
            new ApplicationRefusal("identity.number", "369999197001010011 的校验位不对", null, null, null),
            Now.AddMinutes(1),
            Cancellation
        );
        var page = await RefusedAsync(new(null, "36"), 1);
        Assert.Equal((2, null, "platformNumber"), (page.Total, page.Items[0].Number, page.Items[0].Field));
        Assert.Contains("申请编号", page.Items[0].Reason, StringComparison.Ordinal);
        page = await RefusedAsync(new(null, ""), 1, page.Next);
        Assert.Equal(
            new RefusedApplication(pending[0].Id, Region, "N1", "identity.number", "369999197001010011 的校验位不对", Now.AddMinutes(1)),
            Assert.Single(page.Items)
        );
        Assert.Null(page.Next);
        foreach (var scope in (SearchScope[])[new(null, "3601"), new("36010200", null), new(null, null)])
            Assert.Equal(0, (await RefusedAsync(scope, 10)).Total);

        var nameless = (await RefusedAsync(new(null, ""), 10)).Items.Single(item => item.Number is null).Id;
        Assert.False(await store.Intake.RetryAsync(nameless, "", "operator-1", "", Now, null, Cancellation));
        Assert.False(await store.Intake.RetryAsync(pending[1].Id, "", "operator-1", "", Now, null, Cancellation));
        Assert.False(await store.Intake.RetryAsync(pending[0].Id, "3601", "operator-1", "", Now, null, Cancellation));
        Assert.True(
            await store.Intake.RetryAsync(pending[0].Id, "36", "operator-1", "名录已改", Now, PlatformStore.Receipt("retry"), Cancellation)
        );
        Assert.Equal(["甲", "丙"], (await PendingAsync()).Select(Name));
        var order = Assert.Single(await store.OrdersAsync());
        Assert.Equal((PlatformOrderKind.RetryApplication, pending[0].Id, "名录已改"), (order.Kind, order.Application, order.Reason));
    }

    [Fact]
    public async Task Nothing_of_an_application_stands_in_clear()
    {
        await StoreAsync(Of("1", "N1", "敏感姓名"), Of("2", null, "敏感姓名"));
        await store.Intake.SettleAsync(
            (await PendingAsync())[0].Id,
            null,
            new ApplicationRefusal("name", "敏感姓名", null, null, null),
            Now,
            Cancellation
        );
        Assert.Equal(
            0L,
            await store.Register.ScalarAsync<long>(
                "SELECT count(*) FROM platform_application AS a WHERE strpos(a::text, '敏感姓名') > 0 OR strpos(a::text, encode(convert_to('敏感姓名', 'UTF8'), 'hex')) > 0"
            )
        );
    }

    private Task StoreAsync(params PlatformDownload[] items) => store.Intake.StoreAsync(Region, items, Now, Cancellation);

    private Task<IReadOnlyList<StoredApplication>> PendingAsync() => store.Intake.PendingAsync(Region, 1000, Cancellation);

    private Task<Page<RefusedApplication>> RefusedAsync(SearchScope scope, int size, string? after = null) =>
        store.Intake.RefusedAsync(scope, new PageRequest(size, after), Cancellation);

    private static PlatformDownload Of(string cursor, string? number, string name) =>
        new(cursor, number, JsonSerializer.SerializeToElement(new { name, z = 1 }));

    private static string? Name(StoredApplication item) => item.Fields.GetProperty("name").GetString();

    /// <summary>What time alone cures waits again when its time has come, and not before.</summary>
    [Fact]
    public async Task A_refused_one_is_tried_again_by_itself_when_time_has_cured_it()
    {
        await StoreAsync(Of("1", "P-time", "名"));
        var item = Assert.Single(await PendingAsync());
        await store.Intake.SettleAsync(
            item.Id,
            null,
            new ApplicationRefusal("submittedAt", "invalidField:inFuture", Now.AddMinutes(10), "36010200", new DateOnly(2026, 3, 5)),
            Now,
            Cancellation
        );
        await store.Intake.RetryDueAsync("36", Now.AddMinutes(10).AddSeconds(-1), Cancellation);
        Assert.Empty(await PendingAsync());
        await store.Intake.RetryDueAsync("36", Now.AddMinutes(10), Cancellation);
        Assert.Equal(item.Id, Assert.Single(await PendingAsync()).Id);
    }
}
