using System.Net;
using Grid.Api.Problems;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Problems;

[Collection(OneHost.Name)]
public sealed class ProblemPageTests(ApiHost host)
{
    [Fact]
    public async Task Each_problem_is_a_page_for_a_browser_and_json_for_a_program()
    {
        foreach (var kind in ProblemCatalogue.All)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, kind.Type);
            request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
            using var page = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
            var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Contains(kind.Title.Zh, text, StringComparison.Ordinal);
            Assert.Contains(kind.Detail.En, text, StringComparison.Ordinal);
            Assert.Contains("Accept", page.Headers.Vary);
        }

        var json = (await new Hosts.Api(host, null).GetAsync("/problems/not-found")).Expect(HttpStatusCode.OK);
        Assert.Equal("not-found", json["code"]);
    }

    [Fact]
    public async Task An_unknown_one_is_a_problem_in_either_case() =>
        (await new Hosts.Api(host, null).GetAsync("/problems/no-such-problem")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
}
