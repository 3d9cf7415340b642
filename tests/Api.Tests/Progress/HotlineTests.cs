using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Progress;

/// <summary>What 12333 can tell a caller, and what it does not get itself.</summary>
[Collection(OneHost.Name)]
public sealed class HotlineTests(ApiHost host)
{
    private const string Path = "/v1/hotline/progress";
    private readonly string subject = "hotline-" + Guid.NewGuid().ToString("N");
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    private Hosts.Api Hotline => new(host, host.Token("hotline", subject: subject));

    [Fact]
    public async Task Number_and_name_give_the_progress_and_no_number_of_a_case()
    {
        var number = People.Number();
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission(number, name: "欧阳测试").ToJsonString())).Expect(
            HttpStatusCode.Created
        );
        var heard = (await Hotline.PostAsync(Path, new { identityNumber = number, name = "欧阳测试" })).Expect(HttpStatusCode.OK);
        Assert.Equal(("待审核", "东湖区公共就业服务中心"), (heard["label"], (string?)heard.Json["office"]!["name"]));
        Assert.DoesNotContain(submitted["applicationNumber"]!, heard.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, heard.Text, StringComparison.Ordinal);
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE actor = $1 AND action = 'hotline.progress' AND outcome = 'shown' AND $2 = ANY(person_ids)",
                subject,
                Guid.Parse(submitted["personId"]!)
            )
        );
    }

    [Fact]
    public async Task After_the_registration_it_is_told_too_and_why_it_ended()
    {
        var number = People.Number();
        var (person, _, registration) = await People.RegisterAsync(clerk, People.Submission(number, name: "欧阳测试"));
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var heard = (await Hotline.PostAsync(Path, new { identityNumber = number, name = "欧阳测试" })).Expect(HttpStatusCode.OK);
        Assert.Equal(("已审核", "exited"), (heard["label"], heard["result"]));
        Assert.NotNull(heard["endedBecause"]);
        Assert.DoesNotContain(registration, heard.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_name_and_an_unknown_number_get_the_same_answer()
    {
        var number = People.Number();
        await clerk.PostAsync("/v1/applications", People.Submission(number, name: "欧阳测试").ToJsonString());
        foreach (var (tried, name) in ((string, string)[])[(number, "王小明"), (People.Number(), "欧阳测试")])
        {
            (await Hotline.PostAsync(Path, new { identityNumber = tried, name })).ExpectProblem(
                HttpStatusCode.NotFound,
                "progress-not-found"
            );
        }

        Assert.Equal("name", (await Hotline.PostAsync(Path, new { identityNumber = number })).Expect(HttpStatusCode.BadRequest).Field());
        (await clerk.PostAsync(Path, new { identityNumber = number, name = "欧阳测试" })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "role-not-allowed"
        );
    }
}
