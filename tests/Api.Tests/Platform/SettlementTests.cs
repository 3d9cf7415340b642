using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Platform;

/// <summary>
/// The office in charge sees what could not be taken over, masked, with the reason and the last day, and settles it with the person.
/// </summary>
public sealed class SettlementTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Path = "/v1/worklists/platformApplications";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));
    private readonly Hosts.Api province = new(host, host.Token("supervisor", Hosts.Api.Province));
    private readonly Hosts.Api elsewhere = new(host, host.Token("supervisor", "36020001"));

    [Fact]
    public async Task The_list_shows_who_it_is_masked_why_and_until_when_to_the_office_and_above()
    {
        var (number, telephone) = await RefusedAsync();
        var line = (await LineAsync(clerk, number))!;
        Assert.Equal(
            (Hosts.Api.Donghu, "name", "王*", "2026-11-25"),
            ((string?)line["office"], (string?)line["field"], (string?)line["name"], (string?)line["due"])
        );
        Assert.True(((string)line["error"]!).Length > 0 && ((string)line["errorEn"]!).Length > 0);
        Assert.DoesNotContain(telephone, line.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{17}", (string)line["identityNumber"]!);
        Assert.NotNull(await LineAsync(supervisor, number));
        Assert.NotNull(await LineAsync(province, number));
        Assert.Null(await LineAsync(elsewhere, number));
        (await host.Operator.GetAsync(Path)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'platform-applications.list' AND filter LIKE $1",
                $"%{line["id"]}%"
            ) >= 1
        );

        // It came with the province's stream: an operator of a city neither sees it nor tries it again.
        var retry = $"/v1/platform/refused-applications/{line["id"]}/retry";
        foreach (var office in (string[])[Hosts.Api.Nanchang, "36020001"])
        {
            var bound = new Hosts.Api(host, host.Token("operator", office));
            (await bound.PostAsync(retry, new { note = "再试" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
            Assert.DoesNotContain(number, (await bound.GetAsync("/v1/platform/refused-applications")).Text, StringComparison.Ordinal);
        }

        // Counted where it is listed.
        var counted = (await clerk.GetAsync("/v1/worklists")).Expect(HttpStatusCode.OK).Json["platformApplications"]!;
        Assert.Equal(((long)(await AllAsync(clerk)).Count, Path), ((long)counted["count"]!, (string?)counted["href"]));
        var areas = (await province.GetAsync("/v1/worklists/regions/360000")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((long)areas["platformApplications"]!, areas["areas"]!.AsArray().Sum(area => (long)area!["platformApplications"]!));
        Assert.True((long)areas["areas"]!.AsArray().Single(area => (string?)area!["code"] == "360100")!["platformApplications"]! >= 1);

        // To call the person, with a reason.
        var reveal = (string)line["reveal"]!;
        (await clerk.PostAsync(reveal, new { reason = "x" })).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await elsewhere.PostAsync(reveal, new { note = "与本人联系" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var form = (await clerk.PostAsync(reveal, new { note = "与本人联系" })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(telephone, (string?)form["items"]!.AsArray().Single(item => (string?)item!["field"] == "details.telephone")!["value"]);
        Assert.Equal(
            1,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'platform-applications.reveal' AND reason LIKE 'sealed:%' AND filter LIKE $1",
                $"%{line["id"]}"
            )
        );
    }

    [Fact]
    public async Task One_joined_to_the_application_at_the_counter_gets_its_decision_under_its_own_number()
    {
        var identity = People.Number();
        var (number, _) = await RefusedAsync(identity);
        var line = (await LineAsync(clerk, number))!;
        var settle = (string)line["settle"]!;
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission(identity).ToJsonString())).Expect(
            HttpStatusCode.Created
        );
        var of = submitted["applicationNumber"]!;

        // Another person's, or out of reach, or of no one.
        var other = (await clerk.PostAsync("/v1/applications", People.Submission(name: "李四方").ToJsonString())).Expect(
            HttpStatusCode.Created
        )["applicationNumber"]!;
        (await clerk.PostAsync(settle, Joined(other))).ExpectProblem(HttpStatusCode.Conflict, "not-the-same-person");
        (await elsewhere.PostAsync(settle, Joined(of))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var far = (await elsewhere.PostAsync("/v1/applications", People.Submission(office: "36020001").ToJsonString())).Expect(
            HttpStatusCode.Created
        )["applicationNumber"]!;
        (await clerk.PostAsync(settle, Joined(far))).ExpectProblem(HttpStatusCode.NotFound, "unknown-application");

        var (key, order) = (Guid.NewGuid().ToString(), Joined(of));
        (await clerk.PostAsync(settle, order, key)).Expect(HttpStatusCode.Accepted);
        Assert.Equal("true", (await clerk.PostAsync(settle, order, key)).Expect(HttpStatusCode.Accepted).Headers["Idempotent-Replay"]);
        (await clerk.PostAsync(settle, Joined(of))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Null(await LineAsync(clerk, number));
        (await host.Operator.PostAsync($"/v1/platform/refused-applications/{line["id"]}/retry", new { note = "再试一次" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );

        (await clerk.PostAsync($"/v1/applications/{of}/verifications", People.Check("identity", "confirmed").ToJsonString())).Expect(
            HttpStatusCode.OK
        );
        (await clerk.PostAsync($"/v1/applications/{of}/approval", null)).Expect(HttpStatusCode.Created);
        await host.UntilAsync(() => host.FieldAsync($"result:{of}:0:{number}", "bae011"), result => result == "1");

        var settled = await SettledAsync(number);
        Assert.Equal(
            (of, true, "faceToFace", (string?)null),
            ((string?)settled["joined"], (bool)settled["done"]!, (string?)settled["channel"], (string?)settled["closed"])
        );
    }

    [Fact]
    public async Task One_that_is_closed_gets_a_result_of_its_own_and_operators_see_who_closed_it_and_why()
    {
        var (number, _) = await RefusedAsync();
        var settle = (string)(await LineAsync(clerk, number))!["settle"]!;

        // Silence and papers close nothing, nor does an unanswered message.
        foreach (
            var (member, value) in new[]
            {
                ("closed", "notReached"),
                ("closed", "papersMissing"),
                ("channel", "shortMessage"),
                ("channel", "letter"),
                ("spokenAt", "2126-11-21T09:30:00+08:00"),
                ("spokenAt", "2026-11-01T09:30:00+08:00"),
                ("note", "x"),
                ("application", "x"),
            }
        )
        {
            var wrong = Closed();
            wrong[member] = value;
            var problem = (await clerk.PostAsync(settle, wrong.ToJsonString())).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Contains(problem.Json["errors"]!.AsArray(), error => (string?)error!["field"] == member);
        }

        (await supervisor.PostAsync(settle, Closed("材料不全,不予办理,本人表示不再申请").ToJsonString())).Expect(HttpStatusCode.Accepted);
        var items = await host.HeldAsync(number, "result");
        var key = (string)items[0]["key"]!;
        Assert.StartsWith("result:settled:", key, StringComparison.Ordinal);
        Assert.Equal(
            (number, "8", Hosts.Api.Donghu),
            (await host.FieldAsync(key, "bae001"), await host.FieldAsync(key, "bae011"), await host.FieldAsync(key, "aae017"))
        );
        Assert.Null(await host.FieldAsync(key, "aac147"));

        var settled = await SettledAsync(number);
        Assert.Equal(("withdrawn", "test-supervisor-" + Hosts.Api.Nanchang), ((string?)settled["closed"], (string?)settled["by"]));
        Assert.Null(settled["note"]);
        Assert.Null(settled["text"]);
        var judged = (await province.GetAsync("/v1/platform/settled-applications?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .Single(line => (string?)line!["number"] == number)!;
        Assert.StartsWith("材料不全", (string?)judged["note"], StringComparison.Ordinal);
        Assert.Contains("材料", (string?)judged["text"], StringComparison.Ordinal);
        (await clerk.GetAsync("/v1/platform/settled-applications")).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
    }

    private static JsonObject Closed(string note = "本人来电称已找到工作,不再办理") =>
        new()
        {
            ["closed"] = "withdrawn",
            ["channel"] = "telephone",
            ["spokenAt"] = TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["note"] = note,
        };

    private static string Joined(string application) =>
        new JsonObject
        {
            ["application"] = application,
            ["channel"] = "faceToFace",
            ["spokenAt"] = TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["note"] = "本人已到窗口申请",
        }.ToJsonString();

    /// <summary>One whose name holds a digit: it cannot be taken over.</summary>
    private async Task<(string Number, string Telephone)> RefusedAsync(string? identity = null)
    {
        var (number, telephone) = (identity ?? People.Number(), People.Telephone());
        var platformNumber = "P20261120-" + number[6..] + "-" + telephone[6..];
        var application = new JsonObject
        {
            ["bae001"] = platformNumber,
            ["aac058"] = "1",
            ["aac147"] = number,
            ["aac003"] = "王小明3",
            ["aae005"] = telephone,
            ["aac033"] = "1",
            ["aab301"] = "360102",
            ["bae002"] = "2",
            ["ajc090"] = "2026-10-31",
            ["ajc093"] = "24",
            ["bae004"] = "1",
            ["ajc174"] = "0",
            ["bae005"] = "2020-07",
            ["bae006"] = "2026-11-20T09:00:00+08:00",
            ["bae007"] = "1",
            ["bae008"] = "2026-11-20T09:05:00+08:00",
        };
        await host.ApplyAsync(new { applications = new[] { application } });
        await host.UntilAsync(() => LineAsync(clerk, platformNumber), _ => true);
        return (platformNumber, telephone);
    }

    private async Task<JsonNode> SettledAsync(string number) =>
        await host.UntilAsync(
            async () =>
                (await host.Operator.GetAsync("/v1/platform/settled-applications?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!
                    .AsArray()
                    .SingleOrDefault(line => (string?)line!["number"] == number),
            line => (bool)line["done"]!
        );

    private static async Task<JsonNode?> LineAsync(Hosts.Api caller, string number) =>
        (await AllAsync(caller)).SingleOrDefault(line => (string?)line!["number"] == number);

    /// <summary>Page by page, two at a time.</summary>
    private static async Task<List<JsonNode?>> AllAsync(Hosts.Api caller)
    {
        var all = new List<JsonNode?>();
        string? next = null;
        do
        {
            var page = (await caller.GetAsync(Path + "?pageSize=2" + (next is null ? "" : "&cursor=" + Uri.EscapeDataString(next))))
                .Expect(HttpStatusCode.OK)
                .Json;
            all.AddRange(page["items"]!.AsArray());
            next = (string?)page["next"];
        } while (next is not null);
        return all;
    }
}
