using Grid.Console.Tests.Hosts;

namespace Grid.Console.Tests.SignIn;

/// <summary>Signing in with the province's identity provider.</summary>
public sealed class ProviderTests(ProviderHost host, Browser browser) : IClassFixture<ProviderHost>, IClassFixture<Browser>
{
    [Fact]
    public async Task A_visitor_is_signed_in_by_the_provider_and_sees_the_page_asked_for()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.OpenAsync("/console/regions");
        Assert.Equal("江西省", await visitor.HeadingAsync());
        Assert.Contains("运维员", await visitor.Page.Locator(".who").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(visitor.Asked, asked =>
            asked.AbsoluteUri.StartsWith(host.Provider.Address + "/authorize", StringComparison.Ordinal)
        );
        Assert.True(await CountAsync("pages.sign-in", "signedIn", "operator") > 0);
    }

    [Fact]
    public async Task What_the_provider_refuses_is_a_clear_page()
    {
        host.Provider.Denies = true;
        await using var visitor = await browser.VisitAsync(host);
        var answer = await visitor.OpenAsync("/console", live: false);
        host.Provider.Denies = false;
        Assert.Equal(400, answer.Status);
        Assert.Equal("请求不正确", await visitor.HeadingAsync());
        Assert.True(await CountAsync("pages.sign-in", "signInFailed", "anonymous") > 0);
    }

    [Fact]
    public async Task Nobody_chooses_a_role_where_there_is_a_provider()
    {
        using var answer = await host.Client.PostAsync(
            new Uri("/console/sign-in", UriKind.Relative),
            new FormUrlEncodedContent([new("role", "operator")]),
            TestContext.Current.CancellationToken
        );
        Assert.False(answer.IsSuccessStatusCode);
    }

    private Task<long> CountAsync(string action, string outcome, string role) =>
        host.ScalarAsync<long>(
            "SELECT count(*) FROM access_log WHERE action = $1 AND outcome = $2 AND role = $3 AND address = '127.0.0.1'",
            action,
            outcome,
            role
        );
}
