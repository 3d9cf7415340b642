using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Api.Batches;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;

namespace Grid.Api.Tests.Batches;

/// <summary>Many commands in one request: each as if it were sent alone.</summary>
[Collection(OneHost.Name)]
public sealed class BatchTests(ApiHost host)
{
    private const string Path = "/v1/batches";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task Cases_of_many_persons_go_from_application_to_exit_in_the_order_of_each_persons_lines()
    {
        var submitted = await SendAsync([.. Enumerable.Range(0, 25).Select(_ => Line("/v1/applications", People.Submission()))]);
        Assert.All(submitted, answer => Assert.Equal(201, answer.Status));
        var cases = submitted.Select(answer => ((string)answer.Body!["applicationNumber"]!, (string)answer.Body["personId"]!)).ToList();

        // An approval needs the check before it, and an exit the approval; the id and the number are the same person's.
        var lines = new List<JsonObject>();
        for (var step = 0; step < 3; step++)
        {
            foreach (var (application, person) in cases)
            {
                lines.Add(
                    step switch
                    {
                        0 => Line($"/v1/applications/{application}/verifications", People.Check("identity", "confirmed")),
                        1 => Line($"/v1/applications/{application}/approval", []),
                        _ => Line($"/v1/persons/{person}/exit", People.Exit()),
                    }
                );
            }
        }

        var answers = await SendAsync(lines);
        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 201, answer.Text));
        Assert.Equal(25, answers.Count(answer => (string?)answer.Body!["outcome"] is "exited"));
    }

    [Fact]
    public async Task Of_one_persons_lines_the_last_one_holds()
    {
        var person = (await People.RegisterAsync(clerk)).Person;
        var other = (await People.RegisterAsync(clerk)).Person;
        var lines = new List<JsonObject>();
        for (var i = 0; i < 30; i++)
        {
            lines.Add(
                Line(
                    $"/v1/persons/{person}/correction",
                    new JsonObject
                    {
                        ["note"] = "第" + i + "次",
                        ["telephone"] = string.Create(CultureInfo.InvariantCulture, $"139000000{i:00}"),
                    },
                    match: "*"
                )
            );
            lines.Add(Line($"/v1/persons/{other}/contacts", Contact(i)));
        }

        Assert.All(await SendAsync(lines), answer => Assert.True(answer.Status == 200, answer.Text));
        var shown = await clerk.PostAsync($"/v1/persons/{person}/reveal", new { note = "核对本人证件" });
        Assert.Equal("13900000029", shown.Expect(HttpStatusCode.OK)["telephone"]);
    }

    [Fact]
    public async Task A_line_that_names_nobody_comes_after_all_before_it_and_before_all_after_it()
    {
        var (person, application, _) = await People.RegisterAsync(clerk);
        var members = new JsonObject { ["members"] = new JsonArray(new JsonObject { ["personId"] = person, ["relationship"] = "0" }) };
        var answers = await SendAsync([
            Line($"/v1/persons/{person}/contacts", Contact(1)),
            Line("/v1/households", members),
            Line($"/v1/persons/{person}/contacts", Contact(2)),
        ]);
        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 201, answer.Text));
        Assert.Equal([1, 2, 3], answers.Select(answer => answer.Number));
        Assert.NotEmpty(application);
    }

    [Fact]
    public async Task What_is_wrong_with_one_line_stops_no_other()
    {
        var good = Line("/v1/applications", People.Submission());
        var twice = Line("/v1/applications", People.Submission());
        var again = Line("/v1/applications", People.Submission());
        again["key"] = (string)twice["key"]!;
        var noKey = Line("/v1/applications", People.Submission());
        noKey.Remove("key");
        var more = Line("/v1/applications", People.Submission());
        more["priority"] = 1;
        var malformed = People.Submission();
        malformed["reason"] = "unheard-of";
        string[] lines =
        [
            good.ToJsonString(),
            "{\"key\": ",
            "[]",
            noKey.ToJsonString(),
            more.ToJsonString(),
            twice.ToJsonString(),
            again.ToJsonString(),
            Line("/v1/applications", malformed).ToJsonString(),
            Line("/v1/nothing", []).ToJsonString(),
            Line("/v1/search", []).ToJsonString(),
            Line("/v1/batches", []).ToJsonString(),
            Line("https://example.org/v1/applications", []).ToJsonString(),
            Line("/console", []).ToJsonString(),
            new JsonObject
            {
                ["key"] = Key(),
                ["path"] = "/v1/applications",
                ["method"] = "DELETE",
            }.ToJsonString(),
            Line("/v1/applications", new JsonObject { ["name"] = new string('长', BatchCommand.LongestLine) }).ToJsonString(),
            "",
            "   ",
            Line("/v1/applications", People.Submission()).ToJsonString(),
        ];
        var answers = await SendAsync(string.Join('\n', lines));
        Assert.Equal(
            [
                "201 ",
                "400 malformed-json",
                "400 malformed-json",
                "400 invalid-request key:required",
                "400 invalid-request priority:unknown",
                "201 ",
                "400 invalid-request key:duplicate",
                "400 invalid-request reason:notInList",
                "404 no-such-route",
                "400 not-in-batch",
                "400 not-in-batch",
                "400 invalid-request path:badText",
                "400 invalid-request path:badText",
                "400 invalid-request method:notInList",
                "413 too-large",
                "201 ",
            ],
            answers.OrderBy(answer => answer.Number).Select(answer => answer.Summary)
        );
        Assert.Equal((string?)good["key"], answers.Single(answer => answer.Number == 1).LineKey);
    }

    [Fact]
    public async Task A_line_is_answered_as_the_command_alone()
    {
        var outside = new Hosts.Api(host, host.Token("clerk", "36042401"));
        var (person, application, _) = await People.RegisterAsync(outside);
        var form = People.Submission();
        form["name"] = null;
        form["unemployedOn"] = "2099-01-01";
        (string Path, JsonObject Body)[] commands =
        [
            ("/v1/applications", form),
            ($"/v1/applications/{application}/approval", []),
            ($"/v1/persons/{person}/exit", People.Exit()),
            ("/v1/persons/0123456789abcdef0123456789abcdef/exit", People.Exit()),
            ("/v1/persons/nobody/exit", People.Exit()),
            ("/v1/denominators/2026-11/360102", []),
            ($"/v1/persons/{person}/correction", new JsonObject { ["note"] = "更正" }),
            ("/v1/calendars/CN/2026?dryRun=perhaps", []),
        ];
        var answers = await SendAsync([.. commands.Select(one => Line(one.Path, one.Body))]);
        foreach (var (command, i) in commands.Select((command, i) => (command, i)))
        {
            var alone = await clerk.SendAsync(HttpMethod.Post, command.Path, command.Body.ToJsonString(), Key(), ifMatch: "");
            var line = answers.Single(answer => answer.Number == i + 1);
            Assert.Equal((int)alone.Status, line.Status);
            Assert.Equal(WithoutTrace(alone.Json), WithoutTrace(line.Problem!));
        }
    }

    [Fact]
    public async Task The_same_batch_again_does_nothing_twice_and_gives_the_first_answers()
    {
        JsonObject[] lines = [.. Enumerable.Range(0, 10).Select(_ => Line("/v1/applications", People.Submission()))];
        var first = await SendAsync(lines);
        var again = await SendAsync(lines);
        Assert.All(again, answer => Assert.Equal("true", (string?)answer.Headers!["Idempotent-Replay"]));
        Assert.Equal(
            first.OrderBy(answer => answer.Number).Select(answer => answer.Body!.ToJsonString()),
            again.OrderBy(answer => answer.Number).Select(answer => answer.Body!.ToJsonString())
        );

        // Alone under the key of a line, it is the same request; and with another body the key is another's.
        var alone = await clerk.PostAsync("/v1/applications", lines[0]["body"]!.ToJsonString(), (string)lines[0]["key"]!);
        Assert.Equal("true", alone.Expect(HttpStatusCode.Created).Headers["Idempotent-Replay"]);
        lines[0]["body"]!["name"] = "另一人";
        var reused = await SendAsync([lines[0]]);
        Assert.Equal("422 idempotency-key-reused", Assert.Single(reused).Summary);
    }

    [Fact]
    public async Task A_version_that_has_moved_on_is_told_in_the_line()
    {
        var person = (await People.RegisterAsync(clerk)).Person;
        var read = (await clerk.GetAsync("/v1/persons/" + person)).Headers["ETag"];
        JsonObject Correction(string telephone) =>
            Line($"/v1/persons/{person}/correction", new JsonObject { ["note"] = "更正", ["telephone"] = telephone }, read);
        var answers = await SendAsync([
            Correction("13900000001"),
            Correction("13900000002"),
            Line($"/v1/persons/{person}/correction", new JsonObject { ["note"] = "更正", ["telephone"] = "13900000003" }),
        ]);
        Assert.Equal(["200 ", "412 version-changed", "428 version-needed"], answers.Select(answer => answer.Summary));
        Assert.Equal((string?)answers[0].Headers!["ETag"], (string?)answers[1].Headers!["ETag"]);
    }

    [Fact]
    public async Task Every_line_is_denied_and_logged_as_a_request()
    {
        var (person, _, _) = await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", "36042401")));
        var subject = "batch-" + Guid.NewGuid().ToString("N");
        var answers = await SendAsync(
            [Line($"/v1/persons/{person}/exit", People.Exit()), Line("/v1/denominators/2026-11/360102", [], method: "PUT")],
            host.Token("clerk", Hosts.Api.Donghu, subject)
        );
        Assert.Equal(
            ["403 not-your-case", "403 role-not-allowed"],
            answers.OrderBy(answer => answer.Number).Select(answer => answer.Summary)
        );
        Assert.Equal(
            2L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE actor = $1 AND address = '127.0.0.1' AND outcome IN ('outOfReach', 'notAllowed')",
                subject
            )
        );
    }

    [Fact]
    public async Task Line_501_is_refused_and_the_500_before_it_are_done()
    {
        var person = (await People.RegisterAsync(clerk)).Person;
        var answers = await SendAsync([.. Enumerable.Range(0, 502).Select(i => Line($"/v1/persons/{person}/contacts", Contact(i)))]);
        Assert.Equal(BatchLines.Most + 1, answers.Count);
        Assert.Equal("413 batch-too-long", answers.Single(answer => answer.Number == 501).Summary);
        Assert.DoesNotContain(answers, answer => answer.Number == 502);
        Assert.All(answers.Where(answer => answer.Number <= 500), answer => Assert.True(answer.Status is 200 or 409, answer.Text));
    }

    [Theory]
    [InlineData("", "application/x-ndjson", 400, "invalid-request")]
    [InlineData("\n\n  \n", "application/x-ndjson", 400, "invalid-request")]
    [InlineData("{}", "text/plain", 415, "not-json")]
    public async Task What_is_no_batch_is_a_problem_of_the_request(string body, string type, int status, string code) =>
        (await clerk.SendAsync(HttpMethod.Post, Path, body, null, contentType: type)).ExpectProblem((HttpStatusCode)status, code);

    [Fact]
    public async Task Lines_may_end_as_on_Windows_and_begin_with_a_byte_order_mark()
    {
        var lines = new[] { Line("/v1/applications", People.Submission()).ToJsonString(), "", Line("/v1/nothing", []).ToJsonString(), "" };
        var answers = await SendAsync("\uFEFF" + string.Join("\r\n", lines));
        Assert.Equal(["201 ", "404 no-such-route"], answers.OrderBy(answer => answer.Number).Select(answer => answer.Summary));
    }

    [Fact]
    public async Task A_batch_that_is_too_large_is_refused_before_it_begins()
    {
        using var stream = new RawBatch(host);
        await stream.BeginAsync(host.Token("clerk", Hosts.Api.Donghu), "Content-Length: 8388609");
        var problem = await stream.AnswerAsync();
        Assert.Equal((413, "too-large"), ((int)problem["status"]!, (string?)problem["code"]));
    }

    [Fact]
    public async Task Who_may_write_nothing_may_send_no_batch() =>
        (
            await new Hosts.Api(host, host.Token("delivery-gateway")).SendAsync(
                HttpMethod.Post,
                Path,
                "{}",
                null,
                contentType: "application/x-ndjson"
            )
        ).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");

    [Fact]
    public void Every_role_with_a_command_may_send_batches_and_no_other()
    {
        var commands = Http
            .EveryRoute.Of(host)
            .Where(route => route.Endpoint.Metadata.GetMetadata<Operation>()?.Kind == OperationKind.Write)
            .Select(route => route.Operation!)
            .ToList();
        Assert.Equal(
            RoleNames.OfTokens.Where(role => commands.Any(command => RoleMatrix.BuiltIn.Allows(command, role))),
            RoleNames.OfTokens.Where(role => RoleMatrix.BuiltIn.Allows("batches.run", role))
        );
    }

    /// <summary>The usual client sends all and reads then: nobody waits for anybody.</summary>
    [Fact]
    public async Task A_client_that_reads_only_after_it_has_sent_everything_gets_every_answer()
    {
        var note = new string('长', 2000);
        var answers = await SendAsync([
            .. Enumerable
                .Range(0, 400)
                .Select(_ => Line("/v1/persons/0123456789abcdef0123456789abcdef/contacts", new JsonObject { ["note"] = note })),
        ]);
        Assert.Equal(400, answers.Count);
        Assert.All(answers, answer => Assert.Equal(400, answer.Status));
    }

    [Fact]
    public async Task A_line_is_answered_before_the_next_one_is_sent()
    {
        using var stream = new RawBatch(host);
        await stream.BeginAsync(host.Token("clerk", Hosts.Api.Donghu));
        for (var i = 1; i <= 3; i++)
        {
            await stream.SendAsync(Line("/v1/applications", People.Submission()));
            Assert.Equal(i, (int)(await stream.AnswerAsync())["line"]!);
        }
    }

    [Fact]
    public async Task When_the_connection_breaks_what_was_done_stays_and_the_rest_is_done_by_the_same_batch_again()
    {
        var numbers = Enumerable.Range(0, 40).Select(_ => People.Number()).ToList();
        JsonObject[] lines = [.. numbers.Select(number => Line("/v1/applications", People.Submission(number)))];
        using (var stream = new RawBatch(host))
        {
            await stream.BeginAsync(host.Token("clerk", Hosts.Api.Donghu));
            foreach (var line in lines.Take(30))
                await stream.SendAsync(line);
            Assert.Equal(201, (int)(await stream.AnswerAsync())["status"]!);
        }

        var answers = await SendAsync(lines);
        Assert.Equal(40, answers.Count);
        Assert.All(answers, answer => Assert.True(answer.Status == 201, answer.Text));
        Assert.Contains(answers, answer => (string?)answer.Headers!["Idempotent-Replay"] == "true");
        Assert.Equal(40, answers.Select(answer => (string)answer.Body!["applicationNumber"]!).Distinct().Count());
    }

    private Task<List<LineAnswerRead>> SendAsync(IReadOnlyCollection<JsonObject> lines, string? token = null) =>
        SendAsync(string.Join('\n', lines.Select(line => line.ToJsonString())) + "\n", token);

    private async Task<List<LineAnswerRead>> SendAsync(string lines, string? token = null)
    {
        var caller = token is null ? clerk : new Hosts.Api(host, token);
        var answer = await caller.SendAsync(HttpMethod.Post, Path, lines, null, contentType: "application/x-ndjson");
        answer.Expect(HttpStatusCode.OK);
        Assert.Equal("application/x-ndjson", answer.ContentType);
        return
        [
            .. answer
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => new LineAnswerRead(text, JsonNode.Parse(text)!)),
        ];
    }

    private static JsonObject Line(string path, JsonObject body, string? match = null, string? method = null)
    {
        var line = new JsonObject { ["key"] = Key(), ["path"] = path };
        if (method is not null)
            line["method"] = method;
        if (match is not null)
            line["ifMatch"] = match;
        line["body"] = body.DeepClone();
        return line;
    }

    private static JsonObject Contact(int number) =>
        new()
        {
            ["channel"] = "telephone",
            ["outcome"] = "reached",
            ["note"] = string.Create(CultureInfo.InvariantCulture, $"第 {number} 次联系"),
        };

    private static string Key() => "batch-" + Guid.NewGuid().ToString("N");

    private static string WithoutTrace(JsonNode problem)
    {
        var copy = problem.DeepClone().AsObject();
        copy.Remove("traceId");
        return copy.ToJsonString();
    }

    /// <summary>An answer line.</summary>
    private sealed record LineAnswerRead(string Text, JsonNode Json)
    {
        public int Number => (int)Json["line"]!;

        public string? LineKey => (string?)Json["key"];

        public int Status => (int)Json["status"]!;

        public JsonNode? Headers => Json["headers"];

        public JsonNode? Body => Json["body"];

        public JsonNode? Problem => Json["problem"];

        /// <summary>Status, code, and the first field with its code.</summary>
        public string Summary =>
            $"{Status} {(string?)Problem?["code"]}"
            + (
                (string?)Problem?["code"] == "invalid-request"
                    ? $" {Problem!["errors"]![0]!["field"]}:{Problem["errors"]![0]!["code"]}"
                    : ""
            );
    }

    /// <summary>A batch that is sent line by line over a connection of its own.</summary>
    private sealed class RawBatch(ApiHost host) : IDisposable
    {
        private readonly TcpClient client = new();
        private StreamReader reader = null!;

        public async Task BeginAsync(string token, string length = "Transfer-Encoding: chunked")
        {
            await client.ConnectAsync(host.Address.Host, host.Address.Port, TestContext.Current.CancellationToken);
            reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await WriteAsync(
                $"POST {Path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/x-ndjson\r\n{length}\r\n\r\n"
            );
        }

        public Task SendAsync(JsonObject line)
        {
            var text = line.ToJsonString() + "\n";
            return WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n"));
        }

        /// <summary>The next line of the answer that is JSON: the rest is headers and sizes of parts.</summary>
        public async Task<JsonNode> AnswerAsync()
        {
            while (true)
            {
                var text = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new IOException("The answer ended.");
                if (text.StartsWith('{'))
                    return JsonNode.Parse(text)!;
            }
        }

        public void Dispose()
        {
            reader?.Dispose();
            client.Dispose();
        }

        private Task WriteAsync(string text) =>
            client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken).AsTask();
    }
}
