using System.Net;
using Grid.Api.Integrators;
using Grid.Api.Problems;
using Grid.Api.Tests.Hosts;
using Microsoft.Net.Http.Headers;

namespace Grid.Api.Tests.Integrators;

/// <summary>The documentation as a running register serves it.</summary>
[Collection(OneHost.Name)]
public sealed class SiteEndpointTests(ApiHost host)
{
    [Theory]
    [InlineData(null, "/integrators/index.zh-CN.html")]
    [InlineData("zh-CN,zh;q=0.9", "/integrators/index.zh-CN.html")]
    [InlineData("en-GB", "/integrators/index.html")]
    public async Task The_first_page_is_in_the_readers_language(string? language, string page)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/integrators");
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(page, answer.Headers.Location!.ToString());
        Assert.Contains(HeaderNames.AcceptLanguage, answer.Headers.Vary);
    }

    [Fact]
    public async Task Every_page_is_served_without_a_token_and_may_be_kept()
    {
        foreach (var file in Site.Files.Append(Site.StyleFile))
        {
            using var answer = await GetAsync($"{SiteEndpoints.Root}/{file}");
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{file}: {answer.StatusCode}");
            Assert.Equal(file == Site.StyleFile ? "text/css" : "text/html", answer.Content.Headers.ContentType!.MediaType);
            Assert.True(answer.Headers.CacheControl!.Public);
            Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

            using var again = new HttpRequestMessage(HttpMethod.Get, $"{SiteEndpoints.Root}/{file}");
            again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
            using var kept = await host.Client.SendAsync(again, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotModified, kept.StatusCode);
        }
    }

    [Theory]
    [InlineData("nothing.html")]
    [InlineData("README.md")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("INDEX.HTML")]
    public async Task Another_address_is_a_page_that_says_so(string file)
    {
        using var answer = await GetAsync($"{SiteEndpoints.Root}/{file}", "en");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains(
            "There is no such page",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_problem_is_on_the_page_of_errors()
    {
        var page = await host.Client.GetStringAsync(
            new Uri($"{SiteEndpoints.Root}/errors.html", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        foreach (var kind in ProblemCatalogue.All)
            Assert.Contains($"<code>{kind.Code}</code>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_may_talk_to_this_register_alone()
    {
        using var answer = await GetAsync(SiteEndpoints.Reference + "/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string address, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        return await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
