using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Calendars;

/// <summary>The preview of what a table would move.</summary>
[Collection(OneHost.Name)]
public sealed class PreviewTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api operators = new(host, host.Token("operator"));

    [Fact]
    public async Task A_day_off_more_moves_what_ends_after_it_and_changes_nothing()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var due = await DueAsync(person);
        var table = (await operators.GetAsync($"/v1/calendars/CN/{due.Year}")).Expect(HttpStatusCode.OK).Json;

        // The duty's own last day becomes a day off: every duty that ends on it or later moves, this one to the next working day.
        table["off"]!.AsArray().Add($"{due:yyyy-MM-dd}");
        var answer = (await PreviewAsync(due.Year, table)).Expect(HttpStatusCode.OK);
        var view = answer.Json;
        Assert.Equal(($"{due:yyyy-MM-dd}", false), ((string?)view["changedDays"]![0]!["day"], (bool)view["changedDays"]![0]!["worked"]!));
        var kind = Assert.Single(view["kinds"]!.AsArray(), one => (string?)one!["kind"] == "firstContact")!;
        Assert.True((long)kind["moved"]! >= 1);
        Assert.Equal((long)kind["moved"]!, kind["byDays"]!.AsObject().Sum(one => (long)one.Value!));
        Assert.Equal((long)view["moved"]!, view["kinds"]!.AsArray().Sum(one => (long)one!["moved"]!));
        Assert.DoesNotContain(view["kinds"]!.AsArray(), one => (string?)one!["kind"] == "followUp");
        Assert.All(view["kinds"]!.AsArray(), one =>
            Assert.All(one!["byDays"]!.AsObject(), days => Assert.True(int.Parse(days.Key, null) > 0))
        );
        Assert.InRange(view["examples"]!.AsArray().Count, 1, 100);
        Assert.All(view["examples"]!.AsArray(), one =>
            Assert.True(DateOnly.Parse((string)one!["newDue"]!, null) > DateOnly.Parse((string)one["due"]!, null))
        );
        if (view["examples"]!.AsArray().FirstOrDefault(one => (string?)one!["number"] == registration) is { } own)
            Assert.Equal(("firstContact", $"{due:yyyy-MM-dd}"), ((string?)own["kind"], (string?)own["due"]));
        Assert.DoesNotContain(person, answer.Text, StringComparison.Ordinal);

        Assert.Equal(due, await DueAsync(person));
        Assert.DoesNotContain(
            $"{due:yyyy-MM-dd}",
            (await operators.GetAsync($"/v1/calendars/CN/{due.Year}")).Json["off"]!.AsArray().Select(day => (string)day!)
        );
        Assert.True(await host.ScalarAsync<long>("SELECT count(*) FROM access_log WHERE action = 'calendars.preview'") >= 1);
    }

    [Fact]
    public async Task The_table_in_force_moves_nothing_and_a_county_s_moves_its_own_alone()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var due = await DueAsync(person);
        var table = (await operators.GetAsync($"/v1/calendars/CN/{due.Year}")).Expect(HttpStatusCode.OK).Json;
        var same = (await PreviewAsync(due.Year, table)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((0, 0L), (same["changedDays"]!.AsArray().Count, (long)same["moved"]!));

        var county = new JsonObject
        {
            ["year"] = due.Year,
            ["region"] = "360403",
            ["status"] = "provisional",
            ["notice"] = "尚未发布",
            ["worked"] = new JsonArray(),
            ["off"] = new JsonArray($"{due:yyyy-MM-dd}"),
        };
        var elsewhere = (await operators.PostAsync($"/v1/calendars/360403/{due.Year}/preview", county.ToJsonString()))
            .Expect(HttpStatusCode.OK)
            .Json;
        Assert.All(elsewhere["examples"]!.AsArray(), one => Assert.StartsWith("360403", (string?)one!["office"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_rule_of_the_preview_is_that_of_every_duty_that_is_open()
    {
        // In a county of its own: another test puts a duty of the shared host's county back in time.
        await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", "36042401")));
        var calendars = host.Services.GetRequiredService<IReferenceData>().Calendars;
        var groups = await host
            .Services.GetRequiredService<IDueDays>()
            .GroupsAsync("360424", new DateOnly(2000, 1, 1), TestContext.Current.CancellationToken);
        Assert.NotEmpty(groups);
        Assert.All(groups, group =>
            Assert.Equal(group.Due, Deadlines.Of(group.Kind, group.From, calendars.For(RegionCode.Parse(group.County)))?.Date)
        );
    }

    [Fact]
    public async Task What_is_wrong_with_a_table_is_named_as_when_it_is_loaded()
    {
        var table = (await operators.GetAsync("/v1/calendars/CN/2026")).Expect(HttpStatusCode.OK).Json;
        table["off"]!.AsArray().Add("2026-02-30");
        (await PreviewAsync(2026, table)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (
            await new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province)).PostAsync(
                "/v1/calendars/CN/2026/preview",
                table.ToJsonString()
            )
        ).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
    }

    private Task<Answer> PreviewAsync(int year, JsonNode table) =>
        operators.PostAsync($"/v1/calendars/CN/{year}/preview", table.ToJsonString());

    private async Task<DateOnly> DueAsync(string person) =>
        DateOnly.Parse(
            await host.ScalarAsync<string>(
                "SELECT to_char(due, 'YYYY-MM-DD') FROM duty WHERE person_id = $1::uuid AND key = 'firstContact'",
                person
            ),
            null
        );
}
