using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Api.Tests.Surveys;

/// <summary>Samples for surveys by telephone: who may draw, who is drawn, and that it is on the access log first.</summary>
[Collection(OneHost.Name)]
public sealed class PhoneSampleTests(ApiHost host)
{
    private const string Path = "/v1/phone-samples";
    private const string County = "360702";
    private const string Reason = "第三方电话抽查:测试";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", County + "01"));

    private static string Today => TimeProvider.System.Today().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Persons_are_drawn_by_the_seed_with_their_telephones_and_stand_on_the_access_log_but_in_no_other()
    {
        var people = new Dictionary<string, (string Person, string Telephone)>(StringComparer.Ordinal);
        while (people.Count < 12)
        {
            var (person, registration, telephone) = await RegisterAsync();
            people.Add(registration, (person, telephone));
        }

        var auditor = Somebody("auditor");
        var all = await DrawAsync(auditor, Body(size: 500));
        Assert.True((long)all["of"]! >= 12);
        Assert.Superset(people.Keys.ToHashSet(StringComparer.Ordinal), Numbers(all).ToHashSet(StringComparer.Ordinal));
        var shown = all["items"]!.AsArray().First(item => people.ContainsKey((string)item!["registrationNumber"]!))!;
        var (shownPerson, shownTelephone) = people[(string)shown["registrationNumber"]!];
        Assert.Equal(
            (shownTelephone, "王*", County + "01", Today),
            ((string?)shown["telephone"], (string?)shown["name"], (string?)shown["office"], (string?)shown["on"])
        );
        Assert.False(string.IsNullOrEmpty((string?)shown["officeName"]));

        Assert.Equal(Numbers(all), Numbers(await DrawAsync(auditor, Body(size: 500))));
        Assert.Equal(Numbers(all).Take(3), Numbers(await DrawAsync(auditor, Body(size: 3))));
        Assert.NotEqual(Numbers(all), Numbers(await DrawAsync(auditor, Body(size: 500, seed: 8))));
        Assert.Equal(Numbers(all), Numbers(await DrawAsync(Somebody("supervisor", Hosts.Api.Province), Body(size: 500))));

        var log = (await Somebody("auditor").GetAsync($"/v1/access-log?action=phone-samples.draw&person={shownPerson}&pageSize=200"))
            .Expect(HttpStatusCode.OK)
            .Json["items"]!.AsArray();
        Assert.Equal(4, log.Count(line => (string?)line!["filter"] is { } filter && filter.Contains("size 500", StringComparison.Ordinal)));
        var line = log[^1]!;
        Assert.Equal(
            (Reason, $"{County} registered {Today} {Today} size 500 seed 7", "auditor"),
            ((string?)line["note"], (string?)line["filter"], (string?)line["role"])
        );
        Assert.Equal(all["items"]!.AsArray().Count, line["persons"]!.AsArray().Count);
        Assert.All(people.Values, one =>
            Assert.DoesNotContain(host.Log.Lines, text => text.Contains(one.Telephone, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task The_dead_the_erased_and_those_without_a_telephone_are_not_drawn()
    {
        var (asked, erased, silent, dead, found) = (
            await RegisterAsync(),
            await RegisterAsync(),
            await RegisterAsync(),
            await RegisterAsync(),
            await RegisterAsync()
        );
        (await clerk.PostAsync($"/v1/persons/{dead.Person}/exit", People.Exit("26").ToJsonString())).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/persons/{found.Person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        await host.ScalarAsync<int>("UPDATE person_search SET telephone_hash = NULL WHERE person_id = $1", Guid.Parse(silent.Person));
        var key = await host.ScalarAsync<byte[]>("SELECT data_key FROM person WHERE person_id = $1", Guid.Parse(erased.Person));
        await host.ScalarAsync<int>("UPDATE person SET data_key = NULL WHERE person_id = $1", Guid.Parse(erased.Person));
        try
        {
            var drawn = Numbers(await DrawAsync(Somebody("auditor"), Body(size: 500)));
            Assert.Contains(asked.Registration, drawn);
            Assert.Contains(found.Registration, drawn);
            Assert.DoesNotContain(erased.Registration, drawn);
            Assert.DoesNotContain(silent.Registration, drawn);
            Assert.DoesNotContain(dead.Registration, drawn);
            var exited = Numbers(await DrawAsync(Somebody("auditor"), Body(size: 500, happened: "exited")));
            Assert.Contains(found.Registration, exited);
            Assert.DoesNotContain(asked.Registration, exited);
            Assert.DoesNotContain(dead.Registration, exited);
        }
        finally
        {
            await host.ScalarAsync<int>("UPDATE person SET data_key = $2 WHERE person_id = $1", Guid.Parse(erased.Person), key);
        }
    }

    [Fact]
    public async Task A_table_is_given_to_who_asks_for_one()
    {
        var (_, registration, telephone) = await RegisterAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent(Body(size: 500).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("auditor", null, Guid.NewGuid().ToString()));
        request.Headers.TryAddWithoutValidation("Accept", "text/csv, application/json;q=0.5");
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(
            (HttpStatusCode.OK, "text/csv", true),
            (response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.CacheControl?.NoStore)
        );
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var rows = Encoding.UTF8.GetString(bytes[3..]).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("失业登记号,登记日期,经办机构,机构名称,姓名(脱敏),电话", rows[0]);

        // Twenty digits alone would be an amount to an office program, of which it keeps fifteen.
        var grouped = $"{registration[..6]} {registration[6..12]} {registration[12..19]} {registration[19..]}";
        var row = Assert.Single(rows, row => row.StartsWith(grouped, StringComparison.Ordinal)).Split(',');
        Assert.Equal((6, Today, "王*", $"{telephone[..3]} {telephone[3..7]} {telephone[7..]}"), (row.Length, row[1], row[4], row[5]));
        Assert.Equal(registration, RegistrationNumber.Parse(row[0]).Value);
    }

    [Theory]
    [InlineData("+85290000000", "00852 9000 0000")]
    [InlineData("+886912345678", "008869 1234 5678")]
    [InlineData("0791-80000000", "0791-80000000")]
    [InlineData("0791-80000000-12", "0791-80000000-12")]
    public async Task A_telephone_of_the_table_is_text_to_an_office_program_and_itself_to_the_register(string typed, string shown)
    {
        var (_, _, registration) = await People.RegisterAsync(clerk, People.Submission(office: County + "01", telephone: typed));
        var rows = await TableAsync();
        var row = Assert
            .Single(rows, row => RegistrationNumber.TryParse(row.Split(',')[0], out var number) && number.Value == registration)
            .Split(',');
        Assert.Equal(shown, row[5]);
        Assert.DoesNotContain(row[5][0], "'=+-@");
        Assert.Equal(typed, TelephoneNumber.Parse(row[5]).Value);
    }

    private async Task<string[]> TableAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent(Body(size: 500).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("auditor", null, Guid.NewGuid().ToString()));
        request.Headers.TryAddWithoutValidation("Accept", "text/csv");
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
    }

    [Theory]
    [InlineData("supervisor", Hosts.Api.Nanchang, "360100", "region-out-of-reach")]
    [InlineData("supervisor", Hosts.Api.Donghu, "360102", "region-out-of-reach")]
    [InlineData("auditor", Hosts.Api.Nanchang, "360000", "region-out-of-reach")]
    [InlineData("auditor", Hosts.Api.Nanchang, "360700", "region-out-of-reach")]
    [InlineData("clerk", Hosts.Api.Donghu, "360102", "role-not-allowed")]
    [InlineData("operator", null, "360000", "role-not-allowed")]
    [InlineData("statistician", null, "360000", "role-not-allowed")]
    public async Task Others_and_other_regions_are_refused(string role, string? office, string region, string code)
    {
        var before = await SamplesAsync();
        (await Somebody(role, office).PostAsync(Path, Body(region: region).ToJsonString())).ExpectProblem(HttpStatusCode.Forbidden, code);
        Assert.Equal(before, await SamplesAsync());
    }

    [Fact]
    public async Task An_auditor_of_a_city_draws_below_it() =>
        (await Somebody("auditor", Hosts.Api.Nanchang).PostAsync(Path, Body(region: "360102").ToJsonString())).Expect(HttpStatusCode.OK);

    [Theory]
    [InlineData("region", "\"999999\"")]
    [InlineData("region", "\"360102001\"")]
    [InlineData("region", null)]
    [InlineData("event", "\"died\"")]
    [InlineData("from", "\"2026-02-30\"")]
    [InlineData("from", "\"2020-01-01\"")]
    [InlineData("from", "\"2199-01-01\"")]
    [InlineData("to", null)]
    [InlineData("size", "0")]
    [InlineData("size", "501")]
    [InlineData("size", "\"many\"")]
    [InlineData("size", null)]
    [InlineData("seed", "-1")]
    [InlineData("seed", "1000000000")]
    [InlineData("seed", null)]
    [InlineData("note", "\"abc\"")]
    [InlineData("note", null)]
    [InlineData("telephone", "\"13900000000\"")]
    public async Task What_is_wrong_is_named(string field, string? value)
    {
        var body = Body();
        body.Remove(field);
        if (value is not null)
            body[field] = JsonNode.Parse(value);

        var answer = (await Somebody("auditor").PostAsync(Path, body.ToJsonString())).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal(field, answer.Field());
    }

    [Fact]
    public async Task What_cannot_be_put_on_the_access_log_is_not_told()
    {
        var (_, registration, telephone) = await RegisterAsync();
        await host.ScalarAsync<int>("ALTER TABLE access_log ADD CONSTRAINT no_samples CHECK (action <> 'phone-samples.draw') NOT VALID");
        try
        {
            var answer = (await Somebody("auditor").PostAsync(Path, Body(size: 500).ToJsonString())).ExpectProblem(
                HttpStatusCode.ServiceUnavailable,
                "unavailable"
            );
            Assert.DoesNotContain(telephone, answer.Text, StringComparison.Ordinal);
        }
        finally
        {
            await host.ScalarAsync<int>("ALTER TABLE access_log DROP CONSTRAINT no_samples");
        }

        Assert.Contains(registration, Numbers(await DrawAsync(Somebody("auditor"), Body(size: 500))));
    }

    [Fact]
    public async Task One_caller_draws_so_many_an_hour_and_another_is_not_held_up()
    {
        var busy = Somebody("auditor");
        for (var i = 0; i < 20; i++)
            (await busy.PostAsync(Path, Body(size: 1).ToJsonString())).Expect(HttpStatusCode.OK);

        var refused = (await busy.PostAsync(Path, Body(size: 1).ToJsonString())).ExpectProblem(
            HttpStatusCode.TooManyRequests,
            "too-many-reads"
        );
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 2400, 3600);
        (await Somebody("auditor").PostAsync(Path, Body(size: 1).ToJsonString())).Expect(HttpStatusCode.OK);
    }

    private static JsonObject Body(string region = County, string happened = "registered", int size = 10, int seed = 7) =>
        new()
        {
            ["region"] = region,
            ["event"] = happened,
            ["from"] = Today,
            ["to"] = Today,
            ["size"] = size,
            ["seed"] = seed,
            ["note"] = Reason,
        };

    private static List<string> Numbers(JsonNode sample) =>
        [.. sample["items"]!.AsArray().Select(item => (string)item!["registrationNumber"]!)];

    private static async Task<JsonNode> DrawAsync(Hosts.Api caller, JsonObject body) =>
        (await caller.PostAsync(Path, body.ToJsonString())).Expect(HttpStatusCode.OK).Json;

    /// <summary>A subject that has drawn nothing yet.</summary>
    private Hosts.Api Somebody(string role, string? office = null) => new(host, host.Token(role, office, Guid.NewGuid().ToString()));

    private Task<long> SamplesAsync() =>
        host.ScalarAsync<long>("SELECT count(*) FROM access_log WHERE action = 'phone-samples.draw' AND outcome = 'shown'");

    private async Task<(string Person, string Registration, string Telephone)> RegisterAsync()
    {
        var telephone = People.Telephone();
        var (person, _, registration) = await People.RegisterAsync(clerk, People.Submission(office: County + "01", telephone: telephone));
        return (person, registration, telephone);
    }
}
