using System.Net;
using System.Text.Json;
using Grid.Api.Tests.Hosts;
using Grid.Testing;

namespace Grid.Api.Tests.Matching;

/// <summary>A delivery of a source over HTTP: opened, sent in parts, closed, run, and what is wrong with its rows.</summary>
[Collection(OneHost.Name)]
public sealed class DeliveryTests(ApiHost host)
{
    private const string Runs = "/v1/matching/runs";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api feed = new(host, host.Token("matching-feed"));
    private readonly Hosts.Api provinces = new(host, host.Token("operator"));

    private static string Today => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", null);

    [Fact]
    public async Task It_continues_where_it_was_cut_off_and_reaches_those_who_are_registered()
    {
        var number = People.Number();
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var id = await OpenAsync("employment", 4);
        Assert.Equal("2", (await SendAsync(id, 0, Row(People.Number(), "a"), Row(People.Number(), "b"))).Expect(HttpStatusCode.OK)["next"]);

        // The sender has not heard that these had come; the third is no number.
        var sent = (await SendAsync(id, 1, Row(People.Number(), "b"), Row("36010219900101", "c"))).Expect(HttpStatusCode.OK);
        Assert.Equal(("3", "1"), (sent["next"], sent["faulty"]));
        var fault = sent.Json["faults"]![0]!;
        Assert.Equal((2, "number", "badLength"), ((int)fault["row"]!, (string)fault["field"]!, (string)fault["code"]!));
        Assert.DoesNotContain("36010219900101", sent.Text, StringComparison.Ordinal);

        var ahead = (await SendAsync(id, 7, Row(number, "d"))).ExpectProblem(HttpStatusCode.Conflict, "match-rows-missing");
        Assert.Equal("3", (string)ahead.Json["allowed"]![0]!);
        (await feed.PostAsync($"{Runs}/{id}/close", null)).ExpectProblem(HttpStatusCode.Conflict, "match-rows-missing");
        (await SendAsync(id, 3, Row(number, "d"))).Expect(HttpStatusCode.OK);
        (await SendAsync(id, 4, Row(number, "e"))).ExpectProblem(HttpStatusCode.Conflict, "match-rows-too-many");
        (await feed.PostAsync($"{Runs}/{id}/close", null)).Expect(HttpStatusCode.OK);
        await Wait.UntilAsync(async () => (await provinces.GetAsync($"{Runs}/{id}"))["status"] == "done", "the delivery is done");
        var run = (await provinces.GetAsync($"{Runs}/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("4", "1", "1", "1"), (run["received"], run["hits"], run["processed"], run["tasks"]));
        Assert.Contains(
            "match:hired",
            (await clerk.GetAsync($"/v1/persons/{person}/duties")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(id, (await provinces.GetAsync(Runs)).Text, StringComparison.Ordinal);
        (await SendAsync(id, 4, Row(number, "e"))).ExpectProblem(HttpStatusCode.Conflict, "match-run-not-in-state");
    }

    [Theory]
    [InlineData("""{"number":"x" """, "$", "malformed")]
    [InlineData("[]", "$", "wrongType")]
    [InlineData("""{"number":7}""", "$", "wrongType")]
    [InlineData("""{"nummer":"x"}""", "$", "wrongType")]
    [InlineData("""{"number":"NUMBER","on":"2026-11-16"}""", "key", "required")]
    [InlineData("""{"number":"NUMBER","key":"k"}""", "on", "required")]
    [InlineData("""{"number":"NUMBER","key":"k","on":"16.11.2026"}""", "on", "badDate")]
    [InlineData("""{"number":"NUMBER","key":"k","on":"2026-11-16","withdrawn":true}""", "withdrawn", "contradicts")]
    public async Task What_is_wrong_with_a_row_is_named_and_stops_no_other(string row, string field, string code)
    {
        var id = await OpenAsync("leftCountry", 2);
        var sent = (
            await SendAsync(id, 0, row.Replace("NUMBER", People.Number(), StringComparison.Ordinal), Row(People.Number(), "good"))
        ).Expect(HttpStatusCode.OK);
        Assert.Equal(("2", "1"), (sent["next"], sent["faulty"]));
        Assert.Equal((field, code), ((string)sent.Json["faults"]![0]!["field"]!, (string)sent.Json["faults"]![0]!["code"]!));
        Assert.Equal(0, (int)sent.Json["faults"]![0]!["row"]!);
        (await feed.PostAsync($"{Runs}/{id}/cancel", null)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_line_too_long_and_another_type_are_refused_and_nothing_of_the_part_is_taken()
    {
        var id = await OpenAsync("prison", 2);
        (await SendAsync(id, 0, Row(People.Number(), "a"), new string('x', 20_000))).ExpectProblem(
            HttpStatusCode.RequestEntityTooLarge,
            "too-large"
        );
        (await feed.SendAsync(HttpMethod.Post, $"{Runs}/{id}/rows?position=0", "{}", null, contentType: "text/csv")).ExpectProblem(
            HttpStatusCode.UnsupportedMediaType,
            "not-json"
        );
        Assert.Equal("0", (await provinces.GetAsync($"{Runs}/{id}"))["received"]);
        (await feed.PostAsync(Runs, Opening("prison", 1))).ExpectProblem(HttpStatusCode.Conflict, "match-run-under-way");
        (await provinces.PostAsync($"{Runs}/{id}/allow", new { consequences = 5, note = "已核对" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "match-run-not-in-state"
        );
        (await feed.PostAsync($"{Runs}/{id}/cancel", null)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_is_one_delivery_and_is_not_run_before_its_end_has_come()
    {
        var number = People.Number();
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var opened = (await feed.PostAsync(Runs, Opening("business", rows: null))).Expect(HttpStatusCode.Created);
        Assert.EndsWith("/file", opened["href"], StringComparison.Ordinal);
        string id = opened["id"]!;
        var stranger = $"{People.Number()},测试甲,B-0,{Today},示例公司";
        var rows = string.Join('\n', Enumerable.Repeat(stranger, 2_500).Prepend("证件号码,姓名,数据编号,成立日期,企业名称"));

        // A row of more than a cell's bounds ends nothing; one that never ends does.
        var cut = (await SendFileAsync(id, rows + "\n\"" + new string('x', 1_200_000))).Expect(HttpStatusCode.OK);
        Assert.Equal(("2000", "false"), (cut["next"], cut["whole"]));
        (await feed.PostAsync($"{Runs}/{id}/close", null)).ExpectProblem(HttpStatusCode.Conflict, "match-rows-missing");
        (await SendAsync(id, 2000, Row(number, "d"))).ExpectProblem(HttpStatusCode.Conflict, "match-run-not-in-state");

        // Another, shorter file is not the rest of that one.
        Assert.Equal(
            "false",
            (await SendFileAsync(id, $"证件号码,数据编号,成立日期\n{number},B-1,{Today}")).Expect(HttpStatusCode.OK)["whole"]
        );
        var sent = (await SendFileAsync(id, $"{rows}\n{number},,B-1,{Today},示例公司\n360102199,,B-2,{Today},")).Expect(HttpStatusCode.OK);
        Assert.Equal(("2502", "1", "true"), (sent["next"], sent["faulty"], sent["whole"]));
        Assert.Equal(2503, (int)sent.Json["faults"]![0]!["row"]!);
        Assert.DoesNotContain("360102199", sent.Text, StringComparison.Ordinal);
        (await SendFileAsync(id, rows)).ExpectProblem(HttpStatusCode.Conflict, "match-run-not-in-state");
        (await feed.PostAsync($"{Runs}/{id}/close", null)).Expect(HttpStatusCode.OK);
        await Wait.UntilAsync(async () => (await provinces.GetAsync($"{Runs}/{id}"))["status"] == "done", "the delivery is done");
        var run = (await provinces.GetAsync($"{Runs}/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("2502", "2502", "1"), (run["expected"], run["received"], run["hits"]));
        Assert.Contains("business", (await clerk.GetAsync($"/v1/persons/{person}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_file_is_no_delivery()
    {
        var id = (await feed.PostAsync(Runs, Opening("enrolment", rows: null))).Expect(HttpStatusCode.Created)["id"]!;
        var sent = (await SendFileAsync(id, "%PDF-1.7 nothing")).Expect(HttpStatusCode.OK);
        Assert.Equal(("0", "false"), (sent["next"], sent["whole"]));
        Assert.NotEmpty((string)sent.Json["faults"]![0]!["text"]!);
        (await clerk.SendAsync(HttpMethod.Put, $"{Runs}/{id}/file", "", null)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        (await feed.PostAsync($"{Runs}/{id}/cancel", null)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_sources_say_what_their_rows_may_lead_to()
    {
        var answer = (await feed.GetAsync("/v1/matching/sources")).Expect(HttpStatusCode.OK);
        Assert.Null(answer["confirmedBy"]);
        Assert.Contains(answer.Json["items"]!.AsArray(), item => (string)item!["source"]!["reports"]! == "pension");
        (await clerk.GetAsync("/v1/matching/sources")).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
    }

    private static object Opening(string source, int? rows) =>
        new
        {
            source,
            asOf = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
            rows,
        };

    private static string Row(string number, string key) =>
        JsonSerializer.Serialize(
            new
            {
                number,
                key,
                on = Today,
                employer = new { name = "示例公司" },
            }
        );

    private async Task<string> OpenAsync(string source, int rows) =>
        (await feed.PostAsync(Runs, Opening(source, rows))).Expect(HttpStatusCode.Created)["id"]!;

    private Task<Answer> SendAsync(string id, long position, params string[] rows) =>
        feed.SendAsync(
            HttpMethod.Post,
            $"{Runs}/{id}/rows?position={position}",
            string.Join('\n', rows) + "\n",
            null,
            contentType: "application/x-ndjson"
        );

    private Task<Answer> SendFileAsync(string id, string content) =>
        feed.SendAsync(HttpMethod.Put, $"{Runs}/{id}/file", content, null, contentType: "application/octet-stream");
}
