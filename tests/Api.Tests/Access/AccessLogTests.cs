using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Access;

/// <summary>Reading the access log is itself on the access log.</summary>
[Collection(OneHost.Name)]
public sealed class AccessLogTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api auditor = new(host, host.Token("auditor"));

    [Fact]
    public async Task Who_read_and_who_revealed_a_person_is_told_newest_first_and_so_is_who_asked()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/persons/{person}/reveal", """{"note":"核对本人出示的证件"}""")).Expect(HttpStatusCode.OK);
        var log = (await auditor.GetAsync($"/v1/access-log?person={person}&action=persons.reveal")).Expect(HttpStatusCode.OK).Json[
            "items"
        ]!.AsArray();
        var line = Assert.Single(log)!;
        Assert.Equal(
            ("核对本人出示的证件", Hosts.Api.Donghu, "clerk"),
            ((string?)line["note"], (string?)line["office"], (string?)line["role"])
        );
        Assert.Equal([person], line["persons"]!.AsArray().Select(one => (string)one!));
        Assert.Equal("See full values, with a reason", (string?)line["words"]!["en"]);

        var all = (await auditor.GetAsync($"/v1/access-log?person={person}&pageSize=2")).Expect(HttpStatusCode.OK);
        Assert.Equal("access-log.read", (string?)all.Json["items"]![0]!["action"]);
        var ids = all.Json["items"]!.AsArray().Select(one => (long)one!["id"]!).ToList();
        Assert.Equal(ids.OrderDescending(), ids);
        var next = (
            await auditor.GetAsync($"/v1/access-log?person={person}&pageSize=2&cursor={Uri.EscapeDataString((string)all.Json["next"]!)}")
        ).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(next.Json["items"]!.AsArray(), one => ids.Contains((long)one!["id"]!));
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'access-log.read' AND role = 'auditor' AND $1 = ANY(person_ids)",
                Guid.Parse(person)
            ) >= 3
        );
    }

    [Fact]
    public async Task One_of_a_county_sees_what_its_offices_read()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        var elsewhere = new Hosts.Api(host, host.Token("security-administrator", "36040201"));
        Assert.Empty(
            (await elsewhere.GetAsync($"/v1/access-log?person={person}&action=persons.read")).Expect(HttpStatusCode.OK).Json[
                "items"
            ]!.AsArray()
        );
        var above = new Hosts.Api(host, host.Token("security-administrator", Hosts.Api.Nanchang));
        Assert.NotEmpty(
            (await above.GetAsync($"/v1/access-log?person={person}&action=persons.read")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray()
        );
    }

    [Theory]
    [InlineData("from=2026-13-01", "query.from")]
    [InlineData("from=2020-01-01&to=2026-01-01", "query.from")]
    [InlineData("to=yesterday", "query.to")]
    [InlineData("person=110101199003070003", "query.person")]
    [InlineData("action=persons.delete", "query.action")]
    [InlineData("pageSize=0", "query.pageSize")]
    [InlineData("cursor=%20", "query.cursor")]
    [InlineData("office=36010201", "query.office")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        var answer = (await auditor.GetAsync("/v1/access-log?" + query)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(field, (string?)Assert.Single(answer.Json["errors"]!.AsArray())!["field"]);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused() =>
        (await auditor.GetAsync("/v1/access-log?cursor=abc")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
}
