using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Requests;
using Grid.Api.Tests.Hosts;
using Grid.Api.Tests.OpenApi;

namespace Grid.Api.Tests.Http;

/// <summary>Over all lists: a cursor is one only for the list, the filter and the caller that it was given to.</summary>
[Collection(HostOfAllRoutes.Name)]
public sealed class CursorTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task Every_list_refuses_what_is_no_cursor_of_its_own_and_names_the_parameter()
    {
        var lists = EveryRoute
            .Of(host)
            .Where(route => route.Endpoint.Metadata.OfType<QueryNames>().Any(query => query.Names.Contains("cursor")))
            .ToList();
        Assert.True(lists.Count >= 23, $"{lists.Count} lists");
        var others = (await clerk.GetAsync("/v1/regions?parent=36&pageSize=1")).Expect(HttpStatusCode.OK)["next"]!;
        foreach (var list in lists)
        {
            var of = list.Pattern == "/v1/regions" ? "/v1/offices?region=36&pageSize=1" : null;
            var foreign = of is null ? others : (await clerk.GetAsync(of)).Expect(HttpStatusCode.OK)["next"]!;
            foreach (var cursor in (string[])["36", "nothing", "AAAA", new string('A', 3000), foreign, Altered(foreign)])
            {
                using var answer = await EveryRoute.SendAsync(
                    host,
                    HttpMethod.Get,
                    $"{list.Path("0123456789abcdef0123456789abcdef")}?cursor={cursor}",
                    list.Token(host)
                );
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{list.Pattern} {cursor}: {text}");
                Assert.True(
                    JsonNode.Parse(text)!["errors"]!.AsArray().Any(error => IsBadCursor(error, "query.cursor")),
                    $"{list.Pattern} {cursor}: {text}"
                );
            }
        }
    }

    [Theory]
    [InlineData("/v1/regions?parent=36", "/v1/regions?name=%E5%8C%BA")]
    [InlineData("/v1/offices?region=36", "/v1/offices?region=3601")]
    [InlineData("/v1/reports", "/v1/reports?period=2026-01")]
    [InlineData("/v1/access-log?from={today}&to={today}", "/v1/access-log?from={today}&to={today}&outcome=shown")]
    [InlineData("/v1/persons/{person}/history", "/v1/persons/{other}/history")]
    [InlineData("/v1/applications", "/v1/applications?overdue=true")]
    [InlineData("/v1/worklists/firstContact", "/v1/worklists/monthlyContact")]
    public async Task A_cursor_leads_on_in_its_list_and_is_none_with_another_filter_or_caller(string list, string otherFilter)
    {
        var (person, other) = ((await People.RegisterAsync(clerk)).Person, (await People.RegisterAsync(clerk)).Person);
        (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
        (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
        var today = Domain.Calendar.ChinaTime.DateOf(TimeProvider.System.GetUtcNow());
        string Fill(string path) =>
            path.Replace("{person}", person, StringComparison.Ordinal)
                .Replace("{other}", other, StringComparison.Ordinal)
                .Replace("{today}", $"{today:yyyy-MM-dd}", StringComparison.Ordinal);
        string At(string path, string cursor) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}pageSize=1{cursor}";
        var caller =
            list.StartsWith("/v1/access", StringComparison.Ordinal) ? Of("auditor", null, "one")
            : list.StartsWith("/v1/reports", StringComparison.Ordinal) ? Of("statistician", null, "one")
            : Of("clerk", Hosts.Api.Donghu, "one");
        var colleague =
            list.StartsWith("/v1/access", StringComparison.Ordinal) ? Of("auditor", null, "two")
            : list.StartsWith("/v1/reports", StringComparison.Ordinal) ? Of("statistician", null, "two")
            : Of("clerk", Hosts.Api.Donghu, "two");

        var first = (await caller.GetAsync(At(Fill(list), ""))).Expect(HttpStatusCode.OK);
        var cursor = first["next"]!;
        var second = (await caller.GetAsync(At(Fill(list), "&cursor=" + cursor))).Expect(HttpStatusCode.OK);
        Assert.NotEqual(ItemsOf(first), ItemsOf(second));
        (
            await caller.GetAsync(Fill(list) + (list.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "pageSize=7&cursor=" + cursor)
        ).Expect(HttpStatusCode.OK);
        ExpectBad(await caller.GetAsync(At(Fill(otherFilter), "&cursor=" + cursor)));
        ExpectBad(await caller.GetAsync(At(Fill(list), "&cursor=" + Altered(cursor))));
        if (list.StartsWith("/v1/regions", StringComparison.Ordinal) || list.StartsWith("/v1/offices", StringComparison.Ordinal))
            (await colleague.GetAsync(At(Fill(list), "&cursor=" + cursor))).Expect(HttpStatusCode.OK);
        else
            ExpectBad(await colleague.GetAsync(At(Fill(list), "&cursor=" + cursor)));
    }

    [Fact]
    public async Task A_cursor_in_a_body_is_bound_to_the_rest_of_the_body()
    {
        foreach (var name in (string[])["游标甲", "游标乙"])
        {
            for (var i = 0; i < 2; i++)
            {
                var form = People.Submission();
                form["name"] = name + "人";
                (await clerk.PostAsync("/v1/applications", form.ToJsonString())).Expect(HttpStatusCode.Created);
            }
        }

        var next = (await clerk.PostAsync("/v1/search", new { name = "游标甲", pageSize = 1 })).Expect(HttpStatusCode.OK)["next"]!;
        (
            await clerk.PostAsync(
                "/v1/search",
                new
                {
                    name = "游标甲",
                    pageSize = 1,
                    cursor = next,
                }
            )
        ).Expect(HttpStatusCode.OK);
        foreach (
            var refused in new[]
            {
                await clerk.PostAsync(
                    "/v1/search",
                    new
                    {
                        name = "游标乙",
                        pageSize = 1,
                        cursor = next,
                    }
                ),
                await clerk.PostAsync("/v1/search", new { name = "游标甲", cursor = Altered(next) }),
                await Of("clerk", Hosts.Api.Donghu, "other").PostAsync("/v1/search", new { name = "游标甲", cursor = next }),
            }
        )
        {
            refused.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.True(IsBadCursor(refused.Json["errors"]![0], "cursor"), refused.Text);
        }
    }

    [Fact]
    public async Task Every_request_with_a_cursor_in_its_body_refuses_what_is_none_of_its_own()
    {
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        var bodies = DocumentParts
            .Operations(document)
            .Where(operation => operation.Described["requestBody"] is not null)
            .Where(operation =>
                DocumentParts
                    .Reached(document, [operation.Described["requestBody"]])
                    .Any(name => document["components"]!["schemas"]![name]!["properties"]?["cursor"] is not null)
            )
            .ToList();
        Assert.Equal(["/v1/own-access", "/v1/search"], bodies.Select(operation => operation.Path).Order(StringComparer.Ordinal));

        var number = People.Number();
        var receipt = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ];
        var foreign = (await clerk.GetAsync("/v1/regions?parent=36&pageSize=1")).Expect(HttpStatusCode.OK)["next"]!;
        foreach (var cursor in (string[])["", "nothing", "AAAA", foreign, Altered(foreign)])
        {
            foreach (
                var refused in new[]
                {
                    await new Hosts.Api(host, null).PostAsync(
                        "/v1/own-access",
                        new
                        {
                            receiptNumber = receipt,
                            identityNumber = number,
                            cursor,
                        }
                    ),
                    await clerk.PostAsync("/v1/search", new { name = "游标丙", cursor }),
                }
            )
            {
                refused.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
                Assert.True(IsBadCursor(refused.Json["errors"]![0], "cursor"), refused.Text);
            }
        }
    }

    private static void ExpectBad(Answer answer)
    {
        answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.True(IsBadCursor(answer.Json["errors"]![0], "query.cursor"), answer.Text);
    }

    private static bool IsBadCursor(JsonNode? error, string field) =>
        (string?)error?["field"] == field && (string?)error["code"] == "badCursor";

    private static string ItemsOf(Answer page) => (page.Json["items"] ?? page.Json["lines"] ?? page.Json["events"])!.ToJsonString();

    /// <summary>One letter in the middle is another one.</summary>
    private static string Altered(string cursor) =>
        string.Concat(
            cursor.AsSpan(0, cursor.Length / 2),
            cursor[cursor.Length / 2] == 'A' ? "B" : "A",
            cursor.AsSpan((cursor.Length / 2) + 1)
        );

    private Hosts.Api Of(string role, string? office, string subject) => new(host, host.Token(role, office, $"cursor-{role}-{subject}"));
}
