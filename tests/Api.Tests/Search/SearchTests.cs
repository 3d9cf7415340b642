using System.Net;
using Grid.Api.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Search;

[Collection(OneHost.Name)]
public sealed class SearchTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task By_each_exact_number()
    {
        var (number, telephone) = (People.Number(), People.Telephone());
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number, telephone: telephone));
        foreach (
            var query in (object[])
                [
                    new { identityNumber = number.ToLowerInvariant() },
                    new { telephone = "+86 " + telephone },
                    new { applicationNumber = application },
                    new { registrationNumber = registration },
                ]
        )
        {
            var hit = Assert.Single((await clerk.PostAsync("/v1/search", query)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray());
            Assert.Equal((person, "王*", true), ((string?)hit!["personId"], (string?)hit["name"], (bool)hit["active"]!));
        }
    }

    [Fact]
    public async Task By_the_beginning_of_a_name_outside_the_basic_plane_too()
    {
        await clerk.PostAsync("/v1/applications", People.Submission(name: "𠮷野太郎").ToJsonString());
        await clerk.PostAsync("/v1/applications", People.Submission(name: "𠮷野花子").ToJsonString());
        await clerk.PostAsync("/v1/applications", People.Submission(name: "买买提·阿不都").ToJsonString());
        Assert.Equal(2, await CountAsync("𠮷野"));
        Assert.Equal(1, await CountAsync("𠮷野太"));
        Assert.Equal(1, await CountAsync("买买提.阿"));
        Assert.Equal(0, await CountAsync("%%"));
        Assert.Equal(0, await CountAsync("𠮷_"));
        foreach (var name in (string[])["𠮷", "王", " 王 "])
        {
            var answer = (await clerk.PostAsync("/v1/search", new { name })).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal(("name", "tooShort"), ((string?)answer.Json["errors"]![0]!["field"], (string?)answer.Json["errors"]![0]!["code"]));
        }
    }

    [Fact]
    public async Task Pages_hold_everybody_once()
    {
        for (var i = 0; i < 5; i++)
            await clerk.PostAsync("/v1/applications", People.Submission(name: "诸葛翻页").ToJsonString());

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (
                await clerk.PostAsync(
                    "/v1/search",
                    new
                    {
                        name = "诸葛翻",
                        pageSize = "2",
                        cursor,
                    }
                )
            ).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Json["items"]!.AsArray().Select(item => (string)item!["personId"]!));
            cursor = page["next"];
        } while (cursor is not null);
        Assert.Equal(5, seen.Count);
        Assert.Equal(5, seen.Distinct(StringComparer.Ordinal).Count());
        (await clerk.PostAsync("/v1/search", new { name = "诸葛翻", cursor = "bm9uZQ" })).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
    }

    [Fact]
    public async Task The_worklist_is_the_offices_own_paged_and_counted()
    {
        var office = "36010001";
        var own = new Hosts.Api(host, host.Token("clerk", office));
        for (var i = 0; i < 3; i++)
            (await own.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);

        var total = (long)(await own.GetAsync("/v1/applications?pageSize=1")).Expect(HttpStatusCode.OK).Json["total"]!;
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await own.GetAsync($"/v1/applications?pageSize=2{(cursor is null ? "" : "&cursor=" + cursor)}")).Expect(
                HttpStatusCode.OK
            );
            Assert.All(page.Json["items"]!.AsArray(), item => Assert.Equal(office, (string?)item!["office"]));
            seen.AddRange(page.Json["items"]!.AsArray().Select(item => (string)item!["number"]!));
            cursor = page["next"];
        } while (cursor is not null);
        Assert.Equal(total, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.True(total >= 3);
        Assert.Equal(0L, (long)(await own.GetAsync("/v1/applications?overdue=true")).Expect(HttpStatusCode.OK).Json["total"]!);
        (await own.GetAsync("/v1/applications?pageSize=201")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await own.GetAsync("/v1/applications?colour=red")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    /// <summary>Nothing of the person is in the answer, but "who looked up P" finds the search.</summary>
    [Fact]
    public async Task An_exact_number_out_of_reach_gives_the_office_to_call_and_is_on_the_access_log_with_the_person()
    {
        var number = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        var curious = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Nanchang));
        var office = host.Services.GetRequiredService<Grid.Grains.Interfaces.Reference.IReferenceData>().Offices.Find(Hosts.Api.Donghu)!;
        var found = (await curious.PostAsync("/v1/search", new { identityNumber = number })).Expect(HttpStatusCode.OK);
        Assert.Equal(
            $$"""{"items":[{"withinReach":false,"office":"{{office.Code.Value}}","officeName":"{{office.Name}}","officeTelephone":"{{office.Telephone}}"}]}""",
            found.Text
        );
        Assert.Equal(1L, await LookedUpAsync());
        foreach (var query in (object[])[new { applicationNumber = application }, new { registrationNumber = registration }])
            Assert.Equal("""{"items":[]}""", (await curious.PostAsync("/v1/search", query)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(3L, await LookedUpAsync());

        Task<long> LookedUpAsync() =>
            host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'persons.search' AND office = '"
                    + Hosts.Api.Nanchang
                    + "' AND $1::uuid = ANY (person_ids)",
                person
            );
    }

    private async Task<int> CountAsync(string name) =>
        (await clerk.PostAsync("/v1/search", new { name })).Expect(HttpStatusCode.OK).Json["items"]!.AsArray().Count;
}
