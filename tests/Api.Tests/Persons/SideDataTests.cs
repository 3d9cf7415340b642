using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Persons;

/// <summary>
/// What a clerk sends, and sees, of optional data that cannot be right, of numbers that are a question, and of names that contradict.
/// </summary>
[Collection(OneHost.Name)]
public sealed class SideDataTests(ApiHost host)
{
    private const string OddCode = "91350203M0001QKT19";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task What_cannot_be_right_is_stored_shown_and_mended()
    {
        var body = People.Submission();
        body["formerEmployer"] = new JsonObject { ["name"] = "示例公司", ["creditCode"] = OddCode };
        body["jobWishes"] = new JsonArray("1", "1", "9");
        body["details"]!["education"] = "99";
        body["details"]!["disabilityGrade"] = "1-02";
        body["details"]!["hukouRegion"] = "000000";
        body["details"]!["address"] = new string('长', 300);
        var submitted = (await clerk.PostAsync("/v1/applications", body.ToJsonString())).Expect(HttpStatusCode.Created).Json;
        string[] expected =
        [
            "details.address",
            "details.disabilityGrade",
            "details.education",
            "details.hukouRegion",
            "formerEmployer.creditCode",
            "jobWishes",
        ];
        Assert.Equal(expected, submitted["unverified"]!.AsArray().Select(field => (string)field!).Order(StringComparer.Ordinal));

        var person = (string)submitted["personId"]!;
        var view = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json;
        var values = view["unverified"]!.AsArray().ToDictionary(one => (string)one!["field"]!, one => one!);
        Assert.Equal(expected, values.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("99", "notInList"), ((string?)values["details.education"]["value"], (string?)values["details.education"]["doubt"]));
        Assert.Equal(
            (OddCode, "malformed"),
            ((string?)values["formerEmployer.creditCode"]["value"], (string?)values["formerEmployer.creditCode"]["doubt"])
        );
        Assert.Equal(OddCode, (string?)view["application"]!["formerEmployer"]!["creditCode"]);
        Assert.Equal(
            (null, "contradicts"),
            ((string?)values["details.disabilityGrade"]["value"], (string?)values["details.disabilityGrade"]["doubt"])
        );
        Assert.Null(values["details.address"]["value"]);
        var revealed = (await clerk.PostAsync($"/v1/persons/{person}/reveal", """{"note": "核对地址全文"}"""))
            .Expect(HttpStatusCode.OK)
            .Json;
        Assert.Equal(
            300,
            ((string)revealed["unverified"]!.AsArray().Single(one => (string)one!["field"]! == "details.address")!["value"]!).Length
        );

        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/correction",
                """{"note": "与本人核对", "education": "61", "formerEmployer": {"name": "示例公司", "creditCode": "91350100M000100Y43"}, "remove": ["disabilityGrade", "hukouRegion", "address", "jobWishes"]}"""
            )
        ).Expect(HttpStatusCode.OK);
        view = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json;
        Assert.Null(view["unverified"]);
        Assert.Equal(("61", false), ((string?)view["education"], (bool)view["hasAddress"]!));
        Assert.Equal("91350100M000100Y43", (string?)view["application"]!["formerEmployer"]!["creditCode"]);
    }

    [Fact]
    public async Task An_exit_does_not_wait_for_the_employers_code()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var exit = People.Exit();
        exit["employer"] = new JsonObject { ["name"] = "示例公司", ["creditCode"] = OddCode };
        var ended = (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("employer.creditCode", (string?)ended["unverified"]!.AsArray().Single());
        var view = (await clerk.GetAsync($"/v1/registrations/{registration}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(
            (OddCode, "malformed"),
            ((string?)view["exit"]!["employer"]!["creditCode"], (string?)view["exit"]!["unverified"]![0]!["doubt"])
        );
    }

    [Fact]
    public async Task A_wrong_telephone_number_can_be_taken_out()
    {
        var telephone = People.Telephone();
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(telephone: telephone));
        (await clerk.PostAsync($"/v1/persons/{person}/correction", """{"note": "号码是他人的", "remove": ["telephone"]}""")).Expect(
            HttpStatusCode.OK
        );
        Assert.Null((await clerk.GetAsync($"/v1/persons/{person}")).Json["person"]!["telephone"]);
        Assert.Empty((await clerk.PostAsync("/v1/search", new { telephone })).Expect(HttpStatusCode.OK).Json["items"]!.AsArray());
        Assert.Equal(
            "remove[0]",
            (await clerk.PostAsync($"/v1/persons/{person}/correction", """{"note": "号码", "remove": ["name"]}"""))
                .Expect(HttpStatusCode.BadRequest)
                .Field()
        );
        (await clerk.PostAsync($"/v1/persons/{person}/correction", new { note = "本人告知", telephone })).Expect(HttpStatusCode.OK);
        Assert.Single((await clerk.PostAsync("/v1/search", new { telephone })).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task One_number_with_another_name_is_reported_and_what_a_repeat_says_otherwise_is_named()
    {
        var number = People.Number();
        var body = People.Submission(number, telephone: "13900000001");
        (await clerk.PostAsync("/v1/applications", body.ToJsonString())).Expect(HttpStatusCode.Created);
        body["details"]!["telephone"] = "13900000002";
        body["jobWishes"] = new JsonArray("4");
        var repeated = (await clerk.PostAsync("/v1/applications", body.ToJsonString())).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(
            ("applicationExists", "jobWishes,details.telephone"),
            ((string?)repeated["outcome"], string.Join(',', repeated["notTaken"]!.AsArray().Select(field => (string)field!)))
        );
        body["name"] = "王小红";
        var refused = (await clerk.PostAsync("/v1/applications", body.ToJsonString())).ExpectProblem(
            HttpStatusCode.Conflict,
            "contradicts-record"
        );
        Assert.Equal("name", refused.Field());
        Assert.DoesNotContain("王小明", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_of_fifteen_digits_is_a_question_that_the_person_answers()
    {
        var number = People.Number();
        while (number[6..8] != "19")
            number = People.Number();

        var old = number[..6] + number[8..14] + "997";
        var body = People.Submission(old);
        var asked = (await clerk.PostAsync("/v1/applications", body.ToJsonString()))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
            .Json["errors"]![0]!;
        Assert.Equal(("identityNumber", "confirmFifteenDigits"), ((string?)asked["field"], (string?)asked["code"]));
        var candidates = asked["allowed"]!.AsArray().Select(one => (string)one!).ToList();
        Assert.Equal(["19", "18"], candidates.Select(candidate => candidate[6..8]));

        body["confirmedNumber"] = number;
        Assert.Equal(
            "confirmedNumber",
            (await clerk.PostAsync("/v1/applications", body.ToJsonString())).Expect(HttpStatusCode.BadRequest).Field()
        );
        body["confirmedNumber"] = candidates[0];
        (await clerk.PostAsync("/v1/applications", body.ToJsonString())).Expect(HttpStatusCode.Created);
        Assert.Single((await clerk.PostAsync("/v1/search", new { identityNumber = candidates[0] })).Json["items"]!.AsArray());
        Assert.Contains(
            "confirmFifteenDigits",
            (await clerk.PostAsync("/v1/search", new { identityNumber = old })).Expect(HttpStatusCode.BadRequest).Text,
            StringComparison.Ordinal
        );

        body["identityNumber"] = People.Number();
        Assert.Equal(
            "confirmedNumber",
            (await clerk.PostAsync("/v1/applications", body.ToJsonString())).Expect(HttpStatusCode.BadRequest).Field()
        );
    }

    [Theory]
    [InlineData("H12345678")]
    [InlineData("M1234567801")]
    [InlineData("12345678")]
    public async Task A_travel_permit_is_answered_with_the_documents_that_are_accepted(string number)
    {
        var answer = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString(), language: "zh"))
            .Expect(HttpStatusCode.BadRequest)
            .Json["errors"]![0]!;
        Assert.Equal(("identityNumber", "otherDocument"), ((string?)answer["field"], (string?)answer["code"]));
        Assert.Contains("港澳台居民居住证", (string)answer["detail"]!, StringComparison.Ordinal);
        Assert.Contains("4", answer["allowed"]!.AsArray().Select(one => (string)one!));
    }

    [Theory]
    [InlineData("clerk")]
    [InlineData("supervisor")]
    public async Task No_counter_files_what_the_platform_has(string role)
    {
        var body = People.Submission();
        body["channel"] = "1";
        body["platformNumber"] = "P-9-" + Guid.NewGuid().ToString("N")[..8];
        var refused = (
            await new Hosts.Api(host, host.Token(role, Hosts.Api.Donghu)).PostAsync("/v1/applications", body.ToJsonString())
        ).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("channel", refused.Field());
    }

    [Fact]
    public async Task Homonyms_can_be_told_apart_and_the_size_of_a_page_is_a_number()
    {
        var name = "同名" + (char)RandomIdeograph() + (char)RandomIdeograph();
        var numbers = new[] { People.Number(), People.Number() };
        foreach (var number in numbers)
            await People.RegisterAsync(clerk, People.Submission(number, name: name, telephone: "13900001234"));

        var found = (await clerk.PostAsync("/v1/search", new { name, pageSize = 10 })).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Equal(
            numbers.Select(number => $"**************{number[14..]} ****1234").Order(StringComparer.Ordinal),
            found.Select(line => $"{line!["identityNumber"]} {line["telephone"]}").Order(StringComparer.Ordinal)
        );
        Assert.All(found, line => Assert.NotNull(line!["officeName"]));
        var exact = (await clerk.PostAsync("/v1/search", new { identityNumber = numbers[0] })).Json["items"]![0]!;
        Assert.Equal($"**************{numbers[0][14..]}", (string?)exact["identityNumber"]);

        Assert.Single((await clerk.PostAsync("/v1/search", new { name, pageSize = "1" })).Json["items"]!.AsArray());
        Assert.Single((await clerk.PostAsync("/v1/search", new { name, pageSize = 1 })).Json["items"]!.AsArray());
        foreach (var size in (string[])["0", "201", "1.5", "1e2", "-1"])
        {
            Assert.Equal(
                "pageSize",
                (await clerk.PostAsync("/v1/search", $$"""{"name": "{{name}}", "pageSize": {{size}}}"""))
                    .Expect(HttpStatusCode.BadRequest)
                    .Field()
            );
        }

        Assert.Equal(
            "pageSize",
            (await clerk.PostAsync("/v1/search", $$"""{"name": "{{name}}", "pageSize": true}""")).Expect(HttpStatusCode.BadRequest).Field()
        );
    }

    [Fact]
    public async Task Every_moment_is_answered_in_china_time()
    {
        var (person, application, registration) = await People.RegisterAsync(clerk);
        (await clerk.ContactAsync(person)).Expect(HttpStatusCode.OK);
        var seen = 0;
        foreach (
            var path in (string[])
                [
                    $"/v1/persons/{person}",
                    $"/v1/persons/{person}/history",
                    $"/v1/applications/{application}",
                    $"/v1/registrations/{registration}",
                    "/v1/board",
                    "/v1/worklists",
                ]
        )
        {
            var text = (
                await (path == "/v1/board" ? new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province)) : clerk).GetAsync(path)
            )
                .Expect(HttpStatusCode.OK)
                .Text;
            var moments = System
                .Text.RegularExpressions.Regex.Matches(text, "\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[^\"]*\"")
                .Select(match => match.Value)
                .ToList();
            Assert.All(moments, moment => Assert.EndsWith("+08:00\"", moment, StringComparison.Ordinal));
            seen += moments.Count;
        }

        Assert.True(seen > 8, $"{seen} moments were seen.");
    }

    [Theory]
    [InlineData("\\uFFFE")]
    [InlineData("\\uFFFF")]
    [InlineData("\\uFDD0")]
    [InlineData("\\u0001")]
    [InlineData("\\ud840")]
    public async Task Text_that_no_file_can_hold_is_refused_where_it_comes_in(string text)
    {
        var body = People.Submission();
        body["otherReason"] = "占位";
        Assert.Equal(
            "otherReason",
            (
                await clerk.PostAsync(
                    "/v1/applications",
                    body.ToJsonString()
                        .Replace("占位", text, StringComparison.Ordinal)
                        .Replace("\\u5360\\u4F4D", text, StringComparison.Ordinal)
                )
            )
                .Expect(HttpStatusCode.BadRequest)
                .Field()
        );
        var denominator = await new Hosts.Api(host, host.Token("statistician", "36010201")).SendAsync(
            HttpMethod.Put,
            "/v1/denominators/2026-01/360102",
            $$"""{"urbanEmployed": 5000, "source": "统{{text}}计局", "asOf": "2026-01-31", "estimatedFromYearEnd": false}""",
            Guid.NewGuid().ToString()
        );
        Assert.Equal("source", denominator.Expect(HttpStatusCode.BadRequest).Field());
    }

    private static int RandomIdeograph() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(0x4E00, 0x9F00);
}
