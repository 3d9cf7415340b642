using System.Net;
using System.Security.Cryptography;
using System.Text;
using Grid.PlatformSimulator.Tests.Hosts;

namespace Grid.PlatformSimulator.Tests.Wire;

/// <summary>Each key once in effect, with the same answer; the order of each registration; what each day holds.</summary>
public sealed class UploadTests(Platform platform) : IClassFixture<Platform>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await platform.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_key_that_comes_again_is_answered_as_the_first_time_and_has_one_effect()
    {
        Item[] items = [Item.Registration(1), Item.Exit(1), Item.Result(1, "P1")];
        var first = await platform.HoldAsync(items);
        var again = await platform.HoldAsync(items);
        Assert.Equal(first.Text, again.Text);
        var totals = await platform.GetAsync("/control/totals");
        Assert.Equal(
            (3, 3, 0, 1),
            ((long)totals["items"]!, (long)totals["sentAgain"]!, (long)totals["differing"]!, (long)totals["registrations"]!)
        );
    }

    [Fact]
    public async Task Other_content_under_a_known_key_is_answered_the_same_and_changes_nothing()
    {
        await platform.HoldAsync(Item.Registration(1), Item.Exit(1, reason: "11"));
        await platform.HoldAsync(Item.Exit(1, reason: "21"));
        Assert.Equal(1, (long)(await platform.GetAsync("/control/totals"))["differing"]!);
        var months = await platform.GetAsync("/control/holdings/months?from=2026-12&to=2026-12");
        Assert.Equal("""{"11":1}""", months["total"]![0]!["exitsByReason"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_batch_many_times_at_once_has_one_effect()
    {
        Item[] items = [.. Enumerable.Range(1, 50).SelectMany(serial => (Item[])[Item.Registration(serial), Item.Exit(serial)])];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => platform.HoldAsync(items)));
        var totals = await platform.GetAsync("/control/totals");
        Assert.Equal((100, 50, 0), ((long)totals["items"]!, (long)totals["registrations"]!, (long)totals["refusals"]!));
    }

    [Fact]
    public async Task What_comes_before_its_registration_is_refused_and_taken_once_that_is_there()
    {
        var early = await RefusedAsync(Item.Exit(1));
        Assert.Equal("order", early);
        await platform.HoldAsync(Item.Registration(1));
        await platform.HoldAsync(Item.Exit(1));
        var refusal = (await platform.GetAsync("/control/refusals"))["refusals"]![0]!;
        Assert.Equal(("order", true, false), ((string?)refusal["code"], (bool)refusal["heldByNow"]!, (bool)refusal["onDemand"]!));
        Assert.Equal(0, (long)(await platform.GetAsync("/control/totals"))["stillRefused"]!);
    }

    [Fact]
    public async Task An_item_must_be_able_to_follow_what_is_held_of_its_registration()
    {
        await platform.HoldAsync(Item.Registration(1));
        Assert.Equal("order", await RefusedAsync(Item.Revoked(1)));
        Assert.Equal("date", await RefusedAsync(Item.Exit(1, on: "2026-11-19")));
        await platform.HoldAsync(Item.Exit(1));
        Assert.Equal("order", await RefusedAsync(Item.Exit(1, sequence: 9)));
        Assert.Equal("order", await RefusedAsync(Item.Transfer(1, "2026-11-22")));
        Assert.Equal("date", await RefusedAsync(Item.Revoked(1, exitedOn: "2026-11-20")));
        await platform.HoldAsync(
            Item.Revoked(1),
            Item.Transfer(1, "2026-11-22"),
            Item.Exit(1, on: "2026-11-22", sequence: 7),
            Item.InError(1)
        );
        Assert.Equal("order", await RefusedAsync(Item.Revoked(1, exitedOn: "2026-11-22", sequence: 8)));
        Assert.Equal("order", await RefusedAsync(Item.Registration(1) with { Key = "another" }));
        var kinds = (await platform.GetAsync($"/control/holdings?registration={Item.Number(1)}"))["items"]!
            .AsArray()
            .Select(item => (string)item!["kind"]!);
        Assert.Equal(["registration", "exit", "exitRevoked", "transfer", "exit", "enteredInError"], kinds);
    }

    [Theory]
    [InlineData("aac003", null, "missing")]
    [InlineData("aac003", "", "missing")]
    [InlineData("nobody", "1", "unknownField")]
    [InlineData("acc028", "2026-11-21", "unknownField")]
    [InlineData("ajc093", "77", "code")]
    [InlineData("bae004", "1,9", "code")]
    [InlineData("bae015", "yes", "form")]
    [InlineData("aae043", "20.11.2026", "form")]
    [InlineData("ajc093", "90", "missing")]
    [InlineData("aac033", "5", "missing")]
    [InlineData("aab301", "36", "form")]
    [InlineData("acc020", "123456789012345678901", "tooLong")]
    public async Task Fields_are_held_against_the_table_of_names(string field, string? value, string code) =>
        Assert.Equal(code, await RefusedAsync(Item.Registration(1).With(field, value)));

    [Fact]
    public async Task One_refused_item_does_not_hold_up_its_batch()
    {
        var answers = (await platform.UploadAsync(Item.Registration(1), Item.Exit(2), Item.Registration(3))).Expect(HttpStatusCode.OK).Json[
            "items"
        ]!.AsArray();
        Assert.Equal([true, false, true], answers.Select(answer => (bool)answer!["accepted"]!));
    }

    [Fact]
    public async Task Statistics_count_and_digest_the_keys_of_a_day_by_leaf_region_and_kind()
    {
        Item[] items =
        [
            Item.Registration(3),
            Item.Registration(1),
            Item.Registration(2),
            Item.Registration(4, region: Item.Nanchang),
            Item.Exit(3, on: "2026-11-20"),
        ];
        await platform.HoldAsync(items);
        await platform.HoldAsync(Item.Registration(5, day: "2026-11-21"), Item.Registration(1));
        var figures = (await platform.GetAsync("/statistics?region=36&day=2026-11-20"))["figures"]!.AsArray();
        var expected = items
            .GroupBy(item => (item.Region, item.Kind))
            .OrderBy(group => group.Key.Region)
            .ThenBy(group => group.Key.Kind)
            .Select(group => (group.Key.Region, group.Key.Kind, group.LongCount(), Digest(group.Select(item => item.Key))));
        Assert.Equal(
            expected,
            figures.Select(one => ((string)one!["region"]!, (string)one["kind"]!, (long)one["count"]!, (string)one["digest"]!))
        );
        Assert.Equal(
            [Item.Nanchang],
            (await platform.GetAsync($"/statistics?region={Item.Nanchang}&day=2026-11-20"))["figures"]!
                .AsArray()
                .Select(one => (string)one!["region"]!)
        );
        Assert.Empty((await platform.GetAsync("/statistics?region=37&day=2026-11-20"))["figures"]!.AsArray());
        var keys = (await platform.GetAsync("/control/holdings?day=2026-11-20"))["keys"]!;
        Assert.Equal(4, keys["registration"]!.AsArray().Count);
    }

    [Fact]
    public async Task One_number_leads_to_all_that_hangs_on_it()
    {
        await platform.HoldAsync(Item.Result(1, "P-77"), Item.Registration(1), Item.Exit(1), Item.Result(2, "P-78"));
        foreach (var number in (string[])["P-77", Item.Number(1), "3601022026112000000011"])
        {
            var kinds = (await platform.GetAsync($"/control/trace?number={number}"))["items"]!
                .AsArray()
                .Select(item => (string)item!["kind"]!);
            Assert.Equal(["result", "registration", "exit"], kinds);
        }
    }

    [Fact]
    public async Task A_restart_forgets_nothing()
    {
        await platform.HoldAsync(Item.Registration(1));
        await platform.StartAsync();
        await platform.HoldAsync(Item.Exit(1), Item.Registration(1));
        var totals = await platform.GetAsync("/control/totals");
        Assert.Equal((2, 1), ((long)totals["items"]!, (long)totals["sentAgain"]!));
    }

    private async Task<string?> RefusedAsync(Item item)
    {
        var answer = Assert.Single((await platform.UploadAsync(item)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray())!;
        Assert.False((bool)answer["accepted"]!, answer.ToJsonString());
        Assert.NotEmpty((string)answer["reason"]!);
        return (string?)answer["code"];
    }

    private static string Digest(IEnumerable<string> keys) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(keys.Order(StringComparer.Ordinal).Select(key => key + "\n"))))
        );
}
