using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Layoffs;

/// <summary>Group layoffs: one list of one employer, and for each person an application with a result of its own.</summary>
[Collection(OneHost.Name)]
public sealed class LayoffTests(ApiHost host)
{
    private const string Path = "/v1/layoffs";

    private readonly string subject = "layoffs-" + Guid.NewGuid().ToString("N");

    private Hosts.Api Clerk => new(host, host.Token("clerk", Hosts.Api.Donghu, subject));

    [Fact]
    public async Task Each_person_applies_with_the_groups_employer_and_an_own_commitment()
    {
        var numbers = Enumerable.Range(0, 3).Select(_ => People.Number()).ToArray();
        var persons = new JsonArray([.. numbers.Select(number => (JsonNode)Person(number))]);
        persons[1]!.AsObject().Remove("commitment");
        persons[2]!["reason"] = "24";
        persons.Add((JsonNode)Person(numbers[0]));
        var body = Group(persons);
        var key = Guid.NewGuid().ToString();

        var done = (await Clerk.PostAsync(Path, body.ToJsonString(), key)).Expect(HttpStatusCode.OK);
        var items = done.Json["items"]!.AsArray();
        Assert.Equal((4, 2, 2, 0), Counts(done));
        Assert.Equal("persons[1].commitment", (string?)items[1]!["problem"]!["errors"]![0]!["field"]);
        Assert.Equal(
            ("persons[3].identityNumber", "duplicate"),
            ((string?)items[3]!["problem"]!["errors"]![0]!["field"], (string?)items[3]!["problem"]!["errors"]![0]!["code"])
        );
        Assert.All(numbers, number => Assert.DoesNotContain(number, done.Text, StringComparison.Ordinal));

        var first = await ApplicationAsync(items[0]!);
        Assert.Equal(
            ("21", "91350100M000100Y43", "2026-01-15", "3", "2026-01-20T09:00:00+08:00"),
            (
                (string?)first["reason"],
                (string?)first["formerEmployer"]!["creditCode"],
                (string?)first["unemployedOn"],
                (string?)first["ground"],
                (string?)first["commitment"]!["acceptedAt"]
            )
        );
        Assert.Equal("24", (string?)(await ApplicationAsync(items[2]!))["reason"]);

        // The same again: no person applies twice.
        var again = (await Clerk.PostAsync(Path, body.ToJsonString(), key)).Expect(HttpStatusCode.OK);
        Assert.Equal((4, 2, 2, 0), Counts(again));
        Assert.Equal((string?)items[0]!["result"]!["applicationNumber"], (string?)again.Json["items"]![0]!["result"]!["applicationNumber"]);
        body["unemployedOn"] = "2026-01-16";
        (await Clerk.PostAsync(Path, body.ToJsonString(), key)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_hundred_with_one_bad_line_whose_sender_went_away_apply_once_when_they_are_sent_again()
    {
        const int bad = 49;
        var numbers = Enumerable.Range(0, 100).Select(_ => People.Number()).ToArray();
        var persons = new JsonArray([.. numbers.Select(number => (JsonNode)Person(number))]);
        persons[bad]!["name"] = "";
        var (body, key) = (Group(persons).ToJsonString(), Guid.NewGuid().ToString());

        // The sender goes away when some have applied.
        using (var gone = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Path)
            {
                Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new("Bearer", host.Token("clerk", Hosts.Api.Donghu, subject));
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            var sent = host.Client.SendAsync(request, gone.Token);
            await Testing.Wait.UntilAsync(async () => await AppliedAsync() > 3 || sent.IsCompleted, "some have applied");
            await gone.CancelAsync();
            await Record.ExceptionAsync(() => sent);
        }

        for (var i = 0; i < 2; i++)
        {
            var done = (await Clerk.PostAsync(Path, body, key)).Expect(HttpStatusCode.OK);
            Assert.Equal((100, 99, 1, 0), Counts(done));
            Assert.Equal($"persons[{bad}].name", (string?)done.Json["items"]![bad]!["problem"]!["errors"]![0]!["field"]);
        }

        Assert.Equal(99, await AppliedAsync());

        Task<long> AppliedAsync() =>
            host.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'applicationSubmitted' AND actor = $1", subject);
    }

    [Fact]
    public async Task Two_who_send_the_same_group_at_once_make_each_application_once()
    {
        var body = Group(new JsonArray([.. Enumerable.Range(0, 6).Select(_ => (JsonNode)Person(People.Number()))])).ToJsonString();
        var key = Guid.NewGuid().ToString();
        var both = await Task.WhenAll(Clerk.PostAsync(Path, body, key), Clerk.PostAsync(Path, body, key));
        var made = both.Select(answer =>
                answer.Expect(HttpStatusCode.OK).Json["items"]!
                    .AsArray()
                    .Select(item => (string?)item!["result"]?["applicationNumber"])
                    .ToList()
            )
            .ToList();
        Assert.DoesNotContain(null, made[0]);
        Assert.Equal(made[0], made[1]);
    }

    [Fact]
    public async Task Another_name_under_a_number_is_a_result_of_its_line()
    {
        var number = People.Number();
        await People.RegisterAsync(Clerk, People.Submission(number, name: "欧阳娜娜"));
        var done = (await Clerk.PostAsync(Path, Group([Person(number), Person(People.Number())]).ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal((2, 1, 1, 0), Counts(done));
        Assert.Equal("contradicts-record", (string?)done.Json["items"]![0]!["problem"]!["code"]);
    }

    [Fact]
    public async Task What_is_wrong_with_the_group_is_refused_as_a_whole()
    {
        var body = Group([Person(People.Number())]);
        body["office"] = "36020001";
        (await Clerk.PostAsync(Path, body.ToJsonString())).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        body["office"] = "36999901";
        (await Clerk.PostAsync(Path, body.ToJsonString())).ExpectProblem(HttpStatusCode.BadRequest, "unknown-office");
        Assert.Equal("persons", (await Clerk.PostAsync(Path, Group([]).ToJsonString())).Expect(HttpStatusCode.BadRequest).Field());
        var platform = Person(People.Number());
        platform["channel"] = "1";
        Assert.Equal(
            "persons[0].channel",
            (await Clerk.PostAsync(Path, Group([platform]).ToJsonString())).Expect(HttpStatusCode.BadRequest).Field()
        );
        Assert.Equal(
            "persons",
            (
                await Clerk.PostAsync(
                    Path,
                    Group(new JsonArray([.. Enumerable.Range(0, 101).Select(_ => (JsonNode)new JsonObject())])).ToJsonString()
                )
            )
                .Expect(HttpStatusCode.BadRequest)
                .Field()
        );
    }

    private static JsonObject Group(JsonArray persons) =>
        new()
        {
            ["employer"] = new JsonObject { ["name"] = "示例公司", ["creditCode"] = "91350100M000100Y43" },
            ["unemployedOn"] = "2026-01-15",
            ["ground"] = "3",
            ["persons"] = persons,
        };

    /// <summary>What is the person's own.</summary>
    private static JsonObject Person(string number)
    {
        var person = People.Submission(number);
        foreach (var common in (string[])["office", "ground", "reason", "unemployedOn"])
            person.Remove(common);
        return person;
    }

    private async Task<JsonNode> ApplicationAsync(JsonNode item) =>
        (await Clerk.GetAsync($"/v1/applications/{item["result"]!["applicationNumber"]}")).Expect(HttpStatusCode.OK).Json;

    private static (int Lines, int Done, int Refused, int Failed) Counts(Answer answer) =>
        ((int)answer.Json["lines"]!, (int)answer.Json["done"]!, (int)answer.Json["refused"]!, (int)answer.Json["failed"]!);
}
