using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;

namespace Grid.Api.Tests.Requests;

[Collection(OneHost.Name)]
public sealed class BadInputTests(ApiHost host)
{
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Province));

    private const string Mark = "\uFEFF";

    /// <summary>JSON of random shape, with known and unknown members.</summary>
    private static readonly Gen<string> Json = Gen.Recursive<string>(
        (depth, inner) =>
            depth > 4
                ? Leaf()
                : Gen.OneOf(
                    Leaf(),
                    inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
                    Gen.Select(Member(), inner)
                        .Array[0, 5]
                        .Select(members => "{" + string.Join(',', members.Select(m => $"\"{m.Item1}\":{m.Item2}")) + "}")
                )
    );

    [Fact]
    public async Task Whatever_is_sent_to_whichever_route_no_answer_is_a_5xx()
    {
        var bodies = Json.Array[40].Single();
        foreach (var route in Routes.Of(host).Where(route => route.Method != HttpMethod.Get))
        {
            await Task.WhenAll(
                bodies.Select(async body =>
                {
                    var answer = await CallerOf(route.Operation).SendAsync(route.Method, route.Path(), body, Guid.NewGuid().ToString());
                    Assert.True((int)answer.Status is >= 200 and < 500, $"{route.Pattern} {(int)answer.Status} for {body}: {answer.Text}");
                    Assert.True((int)answer.Status < 300 || answer.ContentType == "application/problem+json", answer.Text);
                })
            );
        }
    }

    [Fact]
    public async Task Odd_addresses_and_queries_are_4xx()
    {
        string[] values =
        [
            "%00",
            "%F0%9F%98%80",
            "..%2f..",
            "%C3%28",
            new string('9', 3000),
            "'%3B--",
            "%E5%BC%A0",
            "+",
            "%25",
            "1",
            "36010220261120000004%D9%A2",
        ];
        foreach (var route in Routes.Of(host).Where(route => route.Method == HttpMethod.Get))
        {
            foreach (var value in values)
            {
                foreach (
                    var path in (string[])
                        [
                            route.Path(value),
                            $"{route.Path()}?pageSize={value}",
                            $"{route.Path()}?cursor={value}&{value}=1",
                            $"{route.Path()}?overdue={value}&name={value}&parent={value}",
                            $"{route.Path()}?office={value}&region={value}&bucket={value}&from={value}&to={value}&mine={value}",
                        ]
                )
                {
                    var answer = await CallerOf(route.Operation).GetAsync(path);
                    Assert.True((int)answer.Status is >= 200 and < 500, $"{(int)answer.Status} {path}: {answer.Text}");
                }
            }
        }
    }

    /// <summary>A caller whom the matrix lets through, so that the body is read.</summary>
    private Hosts.Api CallerOf(string operation)
    {
        var matrix = RoleMatrix.BuiltIn;
        return matrix.Allows(operation, Role.Supervisor) ? supervisor : new Hosts.Api(host, host.Token(matrix.RolesOf(operation)[0]));
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest, "malformed-json")]
    [InlineData("{} {}", HttpStatusCode.BadRequest, "malformed-json")]
    [InlineData("{\"name\":\"x\",}", HttpStatusCode.BadRequest, "malformed-json")]
    [InlineData("// no\n{}", HttpStatusCode.BadRequest, "malformed-json")]
    [InlineData("[]", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("{\"attachments\":[\"x\"]}", HttpStatusCode.BadRequest, "papers-not-allowed")]
    [InlineData("{}", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task Bodies_that_are_none(string body, HttpStatusCode status, string code) =>
        (await supervisor.PostAsync("/v1/applications", body)).ExpectProblem(status, code);

    [Fact]
    public async Task A_body_that_is_no_json_is_told_where()
    {
        var refused = (await supervisor.PostAsync("/v1/applications", "{\n\"name\":\"x\",}")).ExpectProblem(
            HttpStatusCode.BadRequest,
            "malformed-json"
        );
        var error = Assert.Single(refused.Json["errors"]!.AsArray())!;
        Assert.Equal(("$", "malformed"), ((string?)error["field"], (string?)error["code"]));
        Assert.EndsWith(": 2:12", (string?)error["detail"], StringComparison.Ordinal);
    }

    /// <summary>
    /// RFC 8259 lets a reader skip the mark; some office systems write it. It is skipped once, before the text, and nowhere else.
    /// </summary>
    [Fact]
    public async Task A_byte_order_mark_before_the_body_is_skipped()
    {
        var clerk = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu));
        var submission = People.Submission().ToJsonString();
        var key = Guid.NewGuid().ToString();
        var marked = (await clerk.PostAsync("/v1/applications", Mark + submission, key)).Expect(HttpStatusCode.Created);

        // The same request without the mark is the same request.
        var repeated = (await clerk.PostAsync("/v1/applications", submission, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(("true", marked.Text), (repeated.Headers["Idempotent-Replay"], repeated.Text));

        (await clerk.PostAsync($"/v1/applications/{marked["applicationNumber"]}/approval", Mark)).ExpectProblem(
            HttpStatusCode.Conflict,
            "identity-not-verified"
        );
        (await clerk.PostAsync("/v1/applications", Mark + Mark + submission)).ExpectProblem(HttpStatusCode.BadRequest, "malformed-json");
        (await clerk.PostAsync("/v1/applications", submission + Mark)).ExpectProblem(HttpStatusCode.BadRequest, "malformed-json");
        (await clerk.PostAsync("/v1/applications", Mark)).ExpectProblem(HttpStatusCode.BadRequest, "malformed-json");
    }

    [Fact]
    public async Task An_empty_application_is_told_everything_it_lacks()
    {
        var answer = (await new Hosts.Api(host, host.Token("platform-link")).PostAsync("/v1/applications", "{}")).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal(
            ["commitment", "details", "ground", "identityNumber", "jobWishes", "name", "office", "reason", "unemployedOn"],
            answer.Json["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Too_deep_too_large_not_json_and_not_text()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"details\":", 20)) + "1" + new string('}', 20);
        (await supervisor.PostAsync("/v1/applications", deep)).ExpectProblem(HttpStatusCode.BadRequest, "malformed-json");
        (await supervisor.PostAsync("/v1/applications", $$"""{"name":"{{new string('x', 70_000)}}"}""")).ExpectProblem(
            HttpStatusCode.RequestEntityTooLarge,
            "too-large"
        );
        foreach (
            var type in (string[])["text/plain", "application/xml", "application/json; charset=gbk", "application/x-www-form-urlencoded"]
        )
        {
            (await supervisor.SendAsync(HttpMethod.Post, "/v1/applications", "{}", "k", contentType: type)).ExpectProblem(
                HttpStatusCode.UnsupportedMediaType,
                "not-json"
            );
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/search")
        {
            Content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("clerk", Hosts.Api.Donghu));
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_chunked_body_cannot_get_around_the_limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/search")
        {
            Content = new StringContent("\"" + new string('x', 200_000) + "\"", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("clerk", Hosts.Api.Donghu));
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Unknown_routes_and_methods()
    {
        (await supervisor.GetAsync("/v1/nothing")).ExpectProblem(HttpStatusCode.NotFound, "no-such-route");
        (await supervisor.GetAsync("/nothing")).ExpectProblem(HttpStatusCode.NotFound, "no-such-route");
        var answer = (await supervisor.SendAsync(HttpMethod.Delete, "/v1/applications", null, null)).ExpectProblem(
            HttpStatusCode.MethodNotAllowed,
            "method-not-allowed"
        );
        Assert.NotNull(answer.Text);
    }

    [Fact]
    public async Task Problems_speak_Chinese_first_and_English_on_demand()
    {
        var chinese = (await supervisor.PostAsync("/v1/search", "{}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        var english = (await supervisor.PostAsync("/v1/search", "{}", language: "en")).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal(("请求内容有误", "The request is not valid"), (chinese["title"], english["title"]));
        Assert.Equal("exactlyOne", (string?)english.Json["errors"]![0]!["code"]);
        Assert.NotNull(english["traceId"]);
        foreach (var kind in (await supervisor.GetAsync("/problems")).Expect(HttpStatusCode.OK).Json.AsArray())
            (await supervisor.GetAsync((string)kind!["type"]!)).Expect(HttpStatusCode.OK);

        (await supervisor.GetAsync("/problems/none")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static Gen<string> Leaf() =>
        Gen.OneOf(
            Of(
                "null",
                "true",
                "false",
                "0",
                "-1",
                "1e999",
                "\"\"",
                "\"1\"",
                "\"11\"",
                "\"24\"",
                "\"2026-02-30\"",
                "\"identity\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"9999-12-31T23:59:59-14:00\"",
                "\"11010519491231002X\"",
                "\"13800000000\"",
                "\"𠮷野家\"",
                "\"1\"",
                "\"0123456789abcdef0123456789abcdef\""
            ),
            Gen.String[0, 20].Select(text => System.Text.Json.JsonSerializer.Serialize(text))
        );

    private static Gen<string> Member() =>
        Of(
            "name",
            "identityNumber",
            "reason",
            "on",
            "evidence",
            "basis",
            "note",
            "details",
            "telephone",
            "commitment",
            "textVersion",
            "acceptedAt",
            "jobWishes",
            "main",
            "alias",
            "toOffice",
            "subject",
            "outcome",
            "declaration",
            "receiptNumber",
            "against",
            "text",
            "upheld",
            "registrationNumber",
            "applicationNumber",
            "cursor",
            "pageSize",
            "hours",
            "until",
            "channel",
            "at",
            "wishes",
            "item",
            "result",
            "policy",
            "step",
            "draws",
            "recognition",
            "category",
            "from",
            "to",
            "grade",
            "stillLooking",
            "foundWork",
            "gatewayId",
            "delivered",
            "year",
            "region",
            "status",
            "off",
            "worked",
            "x",
            "\\u0000"
        );

    private static Gen<string> Of(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
