using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Lists;

/// <summary>Saved lists: what is on them, whose they are, and work on their persons at once.</summary>
[Collection(OneHost.Name)]
public sealed class PersonListTests(ApiHost host)
{
    private const string Path = "/v1/person-lists";

    private readonly string subject = "lister-" + Guid.NewGuid().ToString("N");
    private readonly Hosts.Api other = new(host, host.Token("clerk", Hosts.Api.Nanchang));

    private Hosts.Api Clerk => new(host, host.Token("clerk", Hosts.Api.Donghu, subject));

    [Fact]
    public async Task Numbers_become_a_list_and_of_the_others_only_the_line_is_told()
    {
        var (own, elsewhere, nobody) = (People.Number(), People.Number(), People.Number());
        var (person, _, registration) = await People.RegisterAsync(Clerk, People.Submission(own));
        var (hidden, _, _) = await People.RegisterAsync(other, People.Submission(elsewhere));
        var mistyped = own[..17] + (own[17] == '0' ? '1' : '0');

        var made = (
            await Clerk.PostAsync(Path, new { name = "走访名单", numbers = new[] { own, elsewhere, nobody, mistyped, registration, "" } })
        ).Expect(HttpStatusCode.Created);
        Assert.Equal(1, (int)made.Json["count"]!);
        Assert.Equal(
            [(2, "notInReach"), (3, "notInReach"), (4, "badCheckDigit"), (5, "duplicate"), (6, "empty")],
            made.Json["leftOut"]!.AsArray().Select(line => ((int)line!["line"]!, (string)line["code"]!))
        );
        Assert.All((string[])[own, elsewhere, nobody, mistyped, hidden], one =>
            Assert.DoesNotContain(one, made.Text, StringComparison.Ordinal)
        );

        // Who was found and who was asked for in vain is on the log, by identifier.
        Assert.Equal(1L, await LoggedAsync("person-lists.create", "shown", person));
        Assert.Equal(1L, await LoggedAsync("person-lists.create", "outOfReach", hidden));

        var list = (await Clerk.GetAsync(made["href"]!)).Expect(HttpStatusCode.OK).Json;
        var line = Assert.Single(list["items"]!.AsArray())!;
        Assert.Equal(
            (person, "王*", $"**************{own[14..]}", true),
            ((string?)line["personId"], (string?)line["name"], (string?)line["identityNumber"], (bool)line["active"]!)
        );
        Assert.Equal(0, (int)list["outOfReach"]!);
        Assert.Equal(1L, await LoggedAsync("person-lists.read", "shown", person));
        Assert.Contains(
            made["id"]!,
            (await Clerk.GetAsync(Path)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray().Select(item => (string)item!["id"]!)
        );

        // It is stored as identifiers; what its maker called it is sealed.
        Assert.StartsWith(
            "sealed:",
            await host.ScalarAsync<string>("SELECT name FROM person_list WHERE id = $1", Guid.Parse(made["id"]!)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_list_is_the_offices_and_persons_who_left_are_not_shown()
    {
        var number = People.Number();
        var (person, _, _) = await People.RegisterAsync(Clerk, People.Submission(number));
        var href = await MakeAsync(number);

        (await other.GetAsync(href)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await other.PostAsync(href + "/deletion", null)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await new Hosts.Api(host, host.Token("supervisor", "36010001")).GetAsync(href)).Expect(HttpStatusCode.OK);
        (await new Hosts.Api(host, host.Token("supervisor", "36020001")).GetAsync(href)).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );

        (
            await new Hosts.Api(host, host.Token("supervisor", "36010001")).PostAsync(
                $"/v1/persons/{person}/transfer",
                new { toOffice = Hosts.Api.Nanchang, note = "本人申请" }
            )
        ).Expect(HttpStatusCode.OK);
        var list = (await Clerk.GetAsync(href)).Expect(HttpStatusCode.OK);
        Assert.Equal((0, 1), (list.Json["items"]!.AsArray().Count, (int)list.Json["outOfReach"]!));
        Assert.DoesNotContain(person, list.Text, StringComparison.Ordinal);
        var late = (await Clerk.PostAsync(href + "/services", """{"service": {"item": "S101", "result": "offered"}}""")).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal((1, 0, 1, 0), Counts(late));
        Assert.Equal("not-your-case", (string?)late.Json["items"]![0]!["problem"]!["code"]);
        Assert.Equal(1L, await LoggedAsync("person-lists.service", "outOfReach", person));

        var key = Guid.NewGuid().ToString();
        (await Clerk.PostAsync(href + "/deletion", null, key)).Expect(HttpStatusCode.Accepted);
        (await Clerk.PostAsync(href + "/deletion", null, key)).Expect(HttpStatusCode.Accepted);
        (await Clerk.GetAsync(href)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_list_without_anybody_is_refused_with_the_reasons_and_one_that_has_expired_is_gone()
    {
        var refused = (await Clerk.PostAsync(Path, new { name = "空", numbers = new[] { "1", People.Number() } })).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "empty-list"
        );
        Assert.Equal(["numbers[0]", "numbers[1]"], refused.Json["errors"]!.AsArray().Select(error => (string)error!["field"]!));
        Assert.Equal(
            ["name", "numbers", "days"],
            (await Clerk.PostAsync(Path, new { numbers = Array.Empty<string>(), days = 91 }))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Json["errors"]!
                .AsArray()
                .Select(error => (string)error!["field"]!)
        );
        Assert.Equal(
            "numbers",
            (await Clerk.PostAsync(Path, new { name = "多", numbers = Enumerable.Repeat("1", 501) }))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );

        var number = People.Number();
        await People.RegisterAsync(Clerk, People.Submission(number));
        var href = await MakeAsync(number);
        var id = Guid.Parse(href.Split('/')[^1]);
        await host.ScalarAsync<int>(
            "UPDATE person_list SET created_at = created_at - interval '90 days', expires_at = now() WHERE id = $1",
            id
        );
        (await Clerk.GetAsync(href)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        await MakeAsync(number);
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM person_list_member WHERE list_id = $1", id));
    }

    [Fact]
    public async Task A_repeat_gets_the_same_list()
    {
        var number = People.Number();
        await People.RegisterAsync(Clerk, People.Submission(number));
        var (key, body) = (Guid.NewGuid().ToString(), new { name = "名单", numbers = new[] { number } });
        var first = (await Clerk.PostAsync(Path, body, key)).Expect(HttpStatusCode.Created);
        var second = (await Clerk.PostAsync(Path, body, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, second.Text);
        (await Clerk.PostAsync(Path, body with { name = "其他" }, key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
    }

    [Fact]
    public async Task A_contact_is_recorded_once_with_each_and_refused_for_one_stops_no_other()
    {
        var numbers = Enumerable.Range(0, 4).Select(_ => People.Number()).ToArray();
        var persons = new List<string>();
        foreach (var one in numbers)
            persons.Add((await People.RegisterAsync(Clerk, People.Submission(one))).Person);
        (await Clerk.PostAsync($"/v1/persons/{persons[1]}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var href = await MakeAsync(numbers);

        var (key, body) = (
            Guid.NewGuid().ToString(),
            """{"contact": {"channel": "shortMessage", "outcome": "reached", "note": "通知开班"}}"""
        );
        var done = (await Clerk.PostAsync(href + "/contacts", body, key)).Expect(HttpStatusCode.OK);
        Assert.Equal((4, 3, 1, 0), Counts(done));
        var items = done.Json["items"]!.AsArray();
        Assert.Equal(persons, items.Select(item => (string)item!["personId"]!));
        Assert.Equal("no-active-registration", (string?)items[1]!["problem"]!["code"]);
        Assert.All(items.Where((_, i) => i != 1), item => Assert.Equal("contactRecorded", (string?)item!["result"]!["outcome"]));
        Assert.Equal(1, await ContactsAsync(persons[0]));

        // The same again gives the same, and nothing is recorded twice.
        var again = (await Clerk.PostAsync(href + "/contacts", body, key)).Expect(HttpStatusCode.OK);
        Assert.Equal((4, 3, 1, 0), Counts(again));
        Assert.Equal((string?)items[0]!["result"]!["reference"], (string?)again.Json["items"]![0]!["result"]!["reference"]);
        Assert.True((bool)again.Json["items"]![0]!["repeated"]!);
        Assert.Equal(1, await ContactsAsync(persons[0]));
        (await Clerk.PostAsync(href + "/contacts", body.Replace("开班", "面试", StringComparison.Ordinal), key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
        Assert.Equal(("done", "person-lists.contact", "begun"), await CommandAsync(key));
    }

    [Fact]
    public async Task Some_of_a_list_can_be_meant_and_others_are_not_found()
    {
        var numbers = Enumerable.Range(0, 3).Select(_ => People.Number()).ToArray();
        var persons = new List<string>();
        foreach (var one in numbers)
            persons.Add((await People.RegisterAsync(Clerk, People.Submission(one))).Person);
        var href = await MakeAsync(numbers[..2]);
        var done = (
            await Clerk.PostAsync(
                href + "/services",
                new { service = new { item = "S101", result = "offered" }, persons = new[] { persons[2], persons[0] } }
            )
        ).Expect(HttpStatusCode.OK);
        Assert.Equal((2, 1, 1, 0), Counts(done));
        Assert.Equal(
            [(persons[0], null), (persons[2], "not-found")],
            done.Json["items"]!.AsArray().Select(item => ((string)item!["personId"]!, (string?)item["problem"]?["code"]))
        );
        Assert.Equal(
            "persons[0]",
            (
                await Clerk.PostAsync(
                    href + "/services",
                    new { service = new { item = "S101", result = "offered" }, persons = new[] { "x" } }
                )
            )
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );
        Assert.Equal(
            "contact.channel",
            (await Clerk.PostAsync(href + "/contacts", """{"contact": {"channel": "pigeon", "outcome": "reached"}}"""))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );
    }

    private static (int Lines, int Done, int Refused, int Failed) Counts(Answer answer) =>
        ((int)answer.Json["lines"]!, (int)answer.Json["done"]!, (int)answer.Json["refused"]!, (int)answer.Json["failed"]!);

    private async Task<string> MakeAsync(params string[] numbers) =>
        (await Clerk.PostAsync(Path, new { name = "名单", numbers })).Expect(HttpStatusCode.Created)["href"]!;

    private async Task<int> ContactsAsync(string person) =>
        (await Clerk.GetAsync($"/v1/persons/{person}/history?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .Count(item => (string?)item!["event"] == "contactRecorded");

    private async Task<(string?, string?, string?)> CommandAsync(string key)
    {
        var command = (await Clerk.GetAsync("/v1/commands/" + key)).Expect(HttpStatusCode.OK).Json;
        return ((string?)command["outcome"], (string?)command["operation"], (string?)command["answer"]!["status"]);
    }

    private Task<long> LoggedAsync(string action, string outcome, string person) =>
        host.ScalarAsync<long>(
            "SELECT count(*) FROM access_log WHERE actor = $1 AND action = $2 AND outcome = $3 AND person_ids @> ARRAY[$4]",
            subject,
            action,
            outcome,
            Guid.Parse(person)
        );
}
